import { assert, assertEquals, assertGreaterOrEqual } from "@std/assert";
import { contrast, INKS } from "../../lib/charts/theme.ts";
import { pageParts } from "../../notebooks/_jupyter/pages/page_parts.ts";

/** The page's colours, `--name: light-dark(#light, #dark)`, by name. */
async function colours(): Promise<
  Map<string, { light: string; dark: string }>
> {
  const { styles } = await pageParts();
  const pair = /--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g;
  return new Map(
    [...styles.matchAll(pair)].map(([, name, light, dark]) => [
      name,
      { light, dark },
    ]),
  );
}

Deno.test("page styles: text has a contrast of 4.5:1 and more, in light and in dark", async () => {
  const all = await colours();
  const papers = ["paper", "raised"], lines = ["line"];
  const texts = [...all.keys()].filter((name) =>
    !papers.includes(name) && !lines.includes(name)
  );
  assert(texts.includes("ink") && texts.includes("keyword"));
  for (const text of texts) {
    for (const paper of papers) {
      for (const scheme of ["light", "dark"] as const) {
        const ratio = contrast(all.get(text)![scheme], all.get(paper)![scheme]);
        assertGreaterOrEqual(ratio, 4.5, `${text} on ${paper}, ${scheme}`);
      }
    }
  }
});

Deno.test("page styles: the pages are those that the figures' themes are made for", async () => {
  const paper = (await colours()).get("paper");
  assertEquals(paper, { light: "#ffffff", dark: "#111111" });
});

Deno.test("page styles: a dark figure is printed in the inks of a light one, each of them", async () => {
  const { styles } = await pageParts();
  const print = styles.slice(styles.lastIndexOf("@media print"));
  for (const part of Object.keys(INKS.dark) as (keyof typeof INKS.dark)[]) {
    for (const paint of ["fill", "stroke"]) {
      const [, ink] = print.split(`[${paint}="${INKS.dark[part]}"] {`);
      assertEquals(ink.trim().split(";")[0], `${paint}: ${INKS.light[part]}`);
    }
  }
});

Deno.test("page styles name no colour outside of that list", async () => {
  const { styles } = await pageParts();
  const rules = styles.slice(styles.indexOf("}"));
  // The pictures are drawn on white; figures have inks of their own.
  const { light, dark } = INKS;
  const known = [
    "#ffffff",
    ...[light, dark].flatMap((inks) => Object.values(inks)),
  ];
  const others = rules.match(/#[0-9a-fA-F]{3,8}\b|rgba?\(/g) ?? [];
  assertEquals(others.filter((colour) => !known.includes(colour)), []);
});

Deno.test("page styles: each kind of code that they colour keeps its element in a page", async () => {
  const { styles } = await pageParts();
  const coloured = [...styles.matchAll(/\.highlight :is\(([^)]*)\)/g)]
    .flatMap(([, list]) => list.split(", ").map((name) => name.slice(1)));
  const cells = new URL(
    "../../notebooks/_jupyter/pages/cells.py",
    import.meta.url,
  );
  const [, list] = (await Deno.readTextFile(cells)).match(
    /^PLAIN = [^]*?\(\?:([\w|]+)\)/m,
  )!;
  const plain = list.split("|");
  assertGreaterOrEqual(coloured.length, 20);
  assertEquals(coloured.filter((name) => plain.includes(name)), []);
});
