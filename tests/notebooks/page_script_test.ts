// What a page's script reckons with, apart from the page: what search finds, how a page is cut
// into screens, and how its modules become one script.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { gunzipSync } from "node:zlib";
import { scriptOf, sharing } from "../../notebooks/_jupyter/pages/script.ts";
import { listOf, withSite } from "../../notebooks/_jupyter/pages/site.ts";
import {
  excerpt,
  matches,
} from "../../notebooks/_jupyter/pages/template/script/matches.js";
import { packed } from "../../notebooks/_jupyter/pages/packed.ts";
import { bytesOf } from "../../notebooks/_jupyter/pages/template/script/packed.js";
import { unpacked } from "./_html.ts";
import { screens } from "../../notebooks/_jupyter/pages/template/script/screens.js";

const section = (name: string, text: string, words = "") => ({
  ...{ id: name.replaceAll(" ", "-"), name, text, words },
});
const PAGES = [
  {
    title: "2. Sigmoid",
    href: "02.html",
    sections: [
      section("Xavier", "The bars have spread out.", "neuronProfile"),
      section("What it hides", "Under Xavier each neuron is a constant."),
      section("Code", "Nothing.", "xavier layers"),
    ],
  },
  {
    title: "3. ReLU and Xavier",
    href: "03.html",
    sections: [
      section("He", "The 2 of He."),
      section("초깃값", "가중치의 초깃값"),
    ],
  },
];
const namesOf = (query: string, most = 10) =>
  // deno-lint-ignore no-explicit-any -- a module without types
  matches(PAGES, query, most, "").map(({ section }: any) => section.name);

Deno.test("matches() finds sections that have every word, names first, code last", () => {
  assertEquals(namesOf("xavier"), ["Xavier", "What it hides", "Code"]);
  assertEquals(namesOf("XAVIER constant"), ["What it hides"]);
  assertEquals(namesOf("neuronprof"), ["Xavier"]);
  assertEquals(namesOf("깃값"), ["초깃값"]);
  assertEquals(namesOf("xavier unheard"), []);
  assertEquals(namesOf("  "), []);
  assertEquals(namesOf("xavier", 1), ["Xavier"]);
});

Deno.test("matches() begins with the page that asks, among equals", () => {
  const pages = ["a.html", "b.html"].map((href) => ({
    ...{ title: href, href, sections: [section("Figure 1", "One.")] },
  }));
  for (const here of ["a.html", "b.html"]) {
    assertEquals(matches(pages, "figure 1", 1, here)[0].page.href, here);
  }
});

Deno.test("matches() takes a page's title for a word, but not for all of them", () => {
  assertEquals(namesOf("relu he"), ["He"]);
  assertEquals(namesOf("relu"), []);
});

Deno.test("excerpt() shows the words where they stand, and marks them", () => {
  const text = `${"before ".repeat(40)}the Critical line ${
    "after ".repeat(40)
  }`;
  const parts: { text: string; isWord: boolean }[] = excerpt(
    text,
    "critical (line",
    80,
  );
  assertEquals(
    parts.filter(({ isWord }) => isWord).map(({ text }) => text),
    ["Critical"],
  );
  const whole = parts.map(({ text }) => text).join("");
  assert(whole.startsWith("… before") && whole.endsWith(" …"), whole);
  assert(whole.length < 100, whole);
  assertEquals(excerpt("short", "", 80), [{ text: "short", isWord: false }]);
});

const block = (height: number, kind = "") => ({
  height,
  isHeading: kind === "heading",
  leads: kind === "leads",
});

Deno.test("screens() shows a heading with what there is room for, and again with the rest", () => {
  assertEquals(
    screens(
      [block(10, "heading"), block(60), block(30), block(40), block(50)],
      100,
    ),
    [
      { heading: 0, blocks: [0, 1, 2] },
      { heading: 0, blocks: [3, 4] },
    ],
  );
});

Deno.test("screens() begins one with each heading", () => {
  assertEquals(
    screens([block(5), block(10, "heading"), block(10, "heading")], 100),
    [
      { heading: undefined, blocks: [0] },
      { heading: 1, blocks: [1] },
      { heading: 2, blocks: [2] },
    ],
  );
});

Deno.test("screens() keeps what leads up to a block with it, where both have room", () => {
  assertEquals(
    screens(
      [block(10, "heading"), block(50), block(20, "leads"), block(60)],
      100,
    ),
    [{ heading: 0, blocks: [0, 1] }, { heading: 0, blocks: [2, 3] }],
  );
  // Too high for both, and too high for any screen: no block is lost.
  assertEquals(
    screens([block(10, "heading"), block(20, "leads"), block(500)], 100),
    [{ heading: 0, blocks: [0, 1] }, { heading: 0, blocks: [2] }],
  );
  assertEquals(
    screens([block(10, "heading"), block(500), block(5)], 100),
    [{ heading: 0, blocks: [0, 1] }, { heading: 0, blocks: [2] }],
  );
});

Deno.test("scriptOf() makes one script of modules, which names nothing for others", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const write = (file: string, text: string) =>
      Deno.writeTextFile(`${folder}/${file}`, text);
    await write("a.js", "const n = 2;\nexport function f() { return n; }\n");
    await write(
      "b.js",
      'import { f } from "./a.js";\nconst n = f();\ndone(n);\n',
    );
    const script = await scriptOf({ entryPoints: [`${folder}/b.js`] });
    let got;
    new Function("done", script)((value: number) => got = value);
    assertEquals(got, 2);
    await write("c.js", 'import { missing } from "./none.js";\nmissing();\n');
    await assertRejects(
      () => scriptOf({ entryPoints: [`${folder}/c.js`] }),
      Error,
      "none.js",
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const SITE = [
  {
    ...{ name: "01_a", title: "1. A & <b>", href: "01_a.html" },
    headings: [
      { level: 1, id: "1", name: "1. A" },
      { level: 2, id: '50%-"x"', name: "50 % <x>" },
      { level: 4, id: "deep", name: "deep" },
    ],
    found: [section("s", "</script> it")],
  },
  {
    ...{ name: "02_b", title: "2. B", href: "index.html#02_b" },
    headings: [{ level: 2, id: "s", name: "s" }],
    found: [section("unseen", "unseen")],
  },
];

Deno.test("listOf() leads to each page and its sections, those of this page unfolded", () => {
  const here = listOf(SITE, "01_a");
  assert(
    here.includes(
      '<a href="01_a.html" aria-current="page">1. A &amp; &lt;b&gt;',
    ),
  );
  assert(here.includes("<details open><summary><span>Sections of 1. A"));
  assert(here.includes('<a href="#50%25-%22x%22">50 % &lt;x&gt;</a>'), here);
  assert(here.includes('<a href="#deep">'));
  assert(!here.includes('href="#1"'), "the title is no section");
  const elsewhere = listOf(SITE);
  assert(elsewhere.includes('<a href="index.html" aria-current="page">'));
  assert(elsewhere.includes('<a href="01_a.html#50%25-%22x%22">'));
  assert(!elsewhere.includes("#deep"), "too deep for another page's list");
  // What has no page has no sections either.
  assert(elsewhere.includes('<li><a href="index.html#02_b">2. B</a></li>'));
});

Deno.test("withSite() puts list and search into a page, or in the place of older ones", async () => {
  const template = "<!-- list of pages --><!-- end of list -->" +
    '<script data-packed="search" type="text/plain"></script>';
  const once = withSite(template, [SITE[1]], "02_b");
  const page = withSite(once, SITE, "01_a");
  assertEquals(page, withSite(template, SITE, "01_a"));
  assertEquals(JSON.parse(await unpacked(page, "search")), [{
    ...{ title: "1. A & <b>", href: "01_a.html" },
    sections: SITE[0].found,
  }]);
  assertEquals(withSite("the old page", SITE), "the old page");
});

Deno.test('packed(): five letters for four bytes, without a "<", and packed.js has them back', () => {
  for (const length of [0, 1, 2, 3, 4, 5, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, i) => i * 211 ^ i >> 3);
    const text = packed(bytes);
    assert(!text.includes("<"));
    const gzipped = bytesOf(text);
    assertEquals(text.length, Math.ceil(gzipped.length * 5 / 4));
    assertEquals([...gunzipSync(gzipped)], [...bytes]);
  }
  // RFC 1924's letters for the greatest group, which is more than 2 ** 31.
  assertEquals([...bytesOf("|NsC0")], [255, 255, 255, 255]);
  assertEquals([...bytesOf("|Ns9")], [255, 255, 255]);
});

Deno.test("sharing(): a script has another's modules from a global, and the rest of its own", async () => {
  const folder = await Deno.makeTempDir({ prefix: "weightlab-" });
  try {
    const write = (name: string, text: string) =>
      Deno.writeTextFile(`${folder}/${name}.js`, text);
    await write("shared", "export const one = 'its own';");
    await write("own", "export const two = 2;");
    await write(
      "main",
      `import { one } from "./shared.js"; import { two } from "./own.js"; out(one, two);`,
    );
    const script = await scriptOf({
      entryPoints: [`${folder}/main.js`],
      plugins: [sharing("given", /\/shared\.js$/)],
    });
    const got: unknown[] = [];
    new Function("globalThis", "out", script)(
      { given: { one: "the other's" } },
      (...values: unknown[]) => got.push(...values),
    );
    assertEquals(got, ["the other's", 2]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
