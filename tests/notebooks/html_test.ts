// What of the export needs no Python: summaries, links, formulas, and what every page
// holds. The pages themselves are looked at in pages.ts.

import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { lossCurves } from "weightlab/charts";
import { themed } from "../../lib/charts/themed.ts";
import { linksTo } from "../../notebooks/_jupyter/pages/export_pages.ts";
import { Failure } from "../../notebooks/_jupyter/terminal/failure.ts";
import { breakable, typeset } from "../../notebooks/_jupyter/pages/formulas.ts";
import { allNotebooks } from "../../notebooks/_jupyter/project.ts";
import { pageParts } from "../../notebooks/_jupyter/pages/page_parts.ts";
import {
  firstParagraph,
  questionsOf,
  summarize,
} from "../../notebooks/_jupyter/pages/summary.ts";
import { loads } from "./_html.ts";
import { inlined } from "../../notebooks/_jupyter/pages/vega_scripts.ts";

const README = new URL("../../README.md", import.meta.url);

Deno.test("summarize() takes the first heading, paragraph and figure", () => {
  const cell = (cell_type: string, source: string | string[]) => ({
    cell_type,
    source,
  });
  const notebook = {
    cells: [
      cell("markdown", ["# 1. A _title_\n", "\n", "> A note.\n", "\n"]),
      cell("markdown", "Some `code` and\n**more** [text](x.ipynb).\n\nNext."),
      {
        ...cell("code", "show()"),
        outputs: [
          { data: { "text/plain": "no figure" } },
          { data: { "image/png": "AA\nBB\n", "text/plain": ["a figure"] } },
        ],
      },
    ],
  };
  assertEquals(summarize("/n/01_a.ipynb", notebook), {
    name: "01_a",
    title: "1. A title",
    description: "Some code and more text.",
    picture: { png: "AABB", alt: "a figure" },
  });
});

Deno.test("each notebook begins with a title and a paragraph that describes it", async () => {
  const questions = questionsOf(await Deno.readTextFile(README));
  for (const path of await allNotebooks()) {
    const { name, title, description } = summarize(
      path,
      JSON.parse(await Deno.readTextFile(path)),
    );
    assert(title !== name, `${name} has no heading`);
    // It stands alone in lists and in what search shows: whole sentences, no TeX.
    assertMatch(description, /^[A-Z][^$]{60,480}[.?]$/, `first of ${name}`);
    assert(questions.get(name), `${name} has no question in README.md's table`);
  }
});

Deno.test("questionsOf() and firstParagraph() read the README", () => {
  const readme = "# name\n\nWhat it\nis.\n\n" +
    "| notebook | question |\n| --- | --- |\n" +
    "| [0. A](notebooks/00_a.ipynb)  | Why?    | 83 |\n\n" +
    "| study | question |\n| --- | --- |\n" +
    "| [B](notebooks/papers/2010_b.ipynb) | How? | 7 |\n";
  assertEquals([...questionsOf(readme)], [["00_a", "Why?"], [
    "2010_b",
    "How?",
  ]]);
  assertEquals(firstParagraph(readme), "What it is.");
});

Deno.test("linksTo() leads to the list where there is no page", () => {
  const files = ["01_a.ipynb", "02_b.ipynb", "papers/2010_c.ipynb"];
  assertEquals(linksTo(files, new Set(["02_b", "2010_c"])), {
    "01_a.ipynb": "index.html#01_a",
    "02_b.ipynb": "02_b.html",
    "papers/2010_c.ipynb": "2010_c.html",
  });
});

Deno.test("typeset() sets formulas, with MathML, and brings their fonts alone", async () => {
  const html = await typeset(
    "<head><!-- styles of formulas --></head>" +
      '<p><span data-tex="inline">a &lt; b</span> <code>$x$</code></p>' +
      '<span data-tex="display">\\sqrt{x}</span>',
    "a page",
  );
  assertStringIncludes(html, "<mo>&lt;</mo>");
  assertStringIncludes(html, "<code>$x$</code>");
  assertEquals(html.match(/class="katex-display"/g)?.length, 1);
  const fonts = [...html.matchAll(/font-family:(\w+);[^}]*src:url\(data:/g)];
  assertEquals(fonts.map(([, family]) => family), ["KaTeX_Main", "KaTeX_Math"]);
  assertEquals(loads(html), []);
});

Deno.test("typeset() brings the bold font for \\mathbf, the AMS font for \\mathbb", async () => {
  const styles = await typeset(
    '<!-- styles of formulas --><span data-tex="inline">\\mathbf{E} \\mathbb{E}</span>',
    "a page",
  );
  assertMatch(
    styles,
    /font-family:KaTeX_Main;font-style:normal;font-weight:700/,
  );
  assertMatch(styles, /font-family:KaTeX_AMS/);
});

Deno.test("typeset() leaves a page without formulas without their styles", async () => {
  const html = await typeset("<!-- styles of formulas --><p>a</p>", "a page");
  assertEquals(html, "<p>a</p>");
});

Deno.test("typeset() keeps a mark beside a short formula, and lets a long one break", async () => {
  const formula = (tex: string) => `<span data-tex="inline">${tex}</span>`;
  const short = await typeset(`${formula("x")}, so`, "a page");
  assertMatch(
    short,
    /^<span class="whole"><span class="katex">.*,<\/span> so$/,
  );
  const long = await typeset(`${formula("x + y".repeat(20))}, so`, "a page");
  assertMatch(long, /^<span class="katex">.*, so$/);
});

Deno.test("breakable() parts a displayed formula at its quads alone", () => {
  assertEquals(
    breakable("a = b, \\qquad c \\sim d"),
    "{a = b, }\\qquad\\allowbreak { c \\sim d}",
  );
  for (
    const whole of [
      "a = b",
      "\\sqrt{a \\quad b}",
      "\\left( a \\quad b \\right)",
    ]
  ) assertEquals(breakable(whole), whole);
});

Deno.test("typeset() names the page and the formula that it cannot set", async () => {
  await assertRejects(
    () => typeset('<span data-tex="inline">\\nonsense{x}</span>', "a page"),
    Failure,
    "Cannot typeset a formula of a page: \\nonsense{x}",
  );
});

Deno.test("inlined() ends no script early and asks for no source map", () => {
  assertEquals(
    inlined('a = "</script><!--";\n//# sourceMappingURL=a.js.map'),
    'a = "\\x3c/script>\\x3c!--";\n',
  );
});

/** What packages need for their commands or types alone: it is not in a page. */
const NOT_INLINED = /^(commander|iconv-lite|rw|yargs|@types\/.*)$/;

Deno.test("licences.txt has the notices of every package and font that is inlined", async () => {
  const { licences } = await pageParts();
  const flat = (text: string) => text.replaceAll(/\s+/g, " ");
  const { npm, specifiers }: {
    npm: Record<string, { dependencies?: string[] }>;
    specifiers: Record<string, string>;
  } = JSON.parse(
    await Deno.readTextFile(new URL("../../deno.lock", import.meta.url)),
  );
  const ids = Object.keys(npm);
  const inlined = new Map<string, { name: string; version: string }>();
  const visit = (wanted: string) => {
    const id = ids.find((id) => id === wanted || id.startsWith(`${wanted}@`))!;
    const [, name, version] = id.match(/^(.[^@]*)@([^_]*)/)!;
    if (inlined.has(id) || NOT_INLINED.test(name)) return;
    inlined.set(id, { name, version });
    npm[id].dependencies?.forEach(visit);
  };
  for (const [specifier, version] of Object.entries(specifiers)) {
    const name = specifier.match(/^npm:(vega|vega-lite|vega-embed|katex)@[~^]/);
    if (name) visit(`${name[1]}@${version}`);
  }
  assert(inlined.size > 40, `${inlined.size} packages`);

  const registry = new URL("../../../", import.meta.resolve("vega"));
  const missing: string[] = [];
  const want = (name: string, notice: string) => {
    if (!flat(licences).includes(flat(notice).trim())) {
      missing.push(`${name}: ${notice}`);
    }
  };
  for (const { name, version } of inlined.values()) {
    // Vega is made of packages, with one notice for all.
    if (!/^(vega|katex)/.test(name)) want(name, name);
    const folder = new URL(`${name}/${version}/`, registry);
    const files = [...Deno.readDirSync(folder)].map(({ name }) => name);
    const file = files.find((name) => /^licen[cs]e/i.test(name));
    if (file === undefined) continue; // a notice for all, again
    const text = await Deno.readTextFile(new URL(file, folder));
    for (const [notice] of text.matchAll(/^ *Copyright (\(c\) )?\d.*$/gim)) {
      want(name, notice);
    }
    if (name !== "katex") continue;
    const styles = new URL("dist/katex.min.css", folder);
    const fonts = (await Deno.readTextFile(styles)).matchAll(/KaTeX_\w+/g);
    for (const [font] of fonts) want(name, font);
  }
  assertEquals(missing, []);
});

Deno.test("pageParts() loads nothing, and has the library's own themes", async () => {
  const { favicon, styles, early, script, live, vega, themes } =
    await pageParts();
  assertMatch(favicon, /^data:image\/svg\+xml,%3Csvg/);
  assertEquals(loads(`<style>${styles}</style>`), []);
  assertEquals(Object.keys(vega), ["vega", "vega-lite", "vega-embed"]);
  for (const code of [early, script, live, ...Object.values(vega)]) {
    assertEquals(code.match(/<\/script|<!--|sourceMappingURL/gi), null);
  }
  const chart = lossCurves({ He: [2.3, 1.1] });
  for (const page of ["light", "dark"] as const) {
    assertEquals(themes[page], themed(chart, page).spec.config);
  }
});
