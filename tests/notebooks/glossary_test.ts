import { assert, assertEquals } from "@std/assert";
import { NOTEBOOKS } from "../../notebooks/_jupyter/project.ts";

Deno.test("each term that a notebook links to has its entry in the glossary", async () => {
  const name = "10_cheat_sheet_and_glossary.ipynb";
  const prose = async (file: string) =>
    JSON.parse(await Deno.readTextFile(`${NOTEBOOKS}/${file}`)).cells
      .filter(({ cell_type }: { cell_type: string }) =>
        cell_type === "markdown"
      )
      .map(({ source }: { source: string[] }) => source.join("")).join("\n\n");
  const own: string = await prose(name);
  const entries = [...own.matchAll(/^#{2,3} (.+)$/gm)]
    .map(([, heading]) => heading.replaceAll(" ", "-"));
  const terms = own.slice(
    own.indexOf("## Glossary"),
    own.indexOf("## Exercises"),
  )
    .match(/(?<=^### ).+$/gm)!;
  assertEquals(terms, terms.toSorted((a, b) => a.localeCompare(b)));
  for await (const { name: file } of Deno.readDir(NOTEBOOKS)) {
    if (!file.endsWith(".ipynb")) continue;
    const here = file === name ? "" : name;
    for (
      const [, anchor] of (await prose(file)).matchAll(
        /\]\(([^()#]*#[^()]*)\)/g,
      )
    ) {
      const [page, heading] = anchor.split("#");
      if (page !== here) continue;
      assert(entries.includes(heading), `${file} links to ${anchor}`);
    }
  }
});
