// Exports the committed notebooks, without running them, and looks at the pages as text;
// then lets a notebook fail. Needs Python, so its name keeps it out of a plain
// `deno test`: `deno task test` names it.

import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertMatch,
  assertRejects,
} from "@std/assert";
import { basename, join } from "node:path";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { exportPages } from "../../notebooks/_jupyter/pages/export_pages.ts";
import { Failure } from "../../notebooks/_jupyter/terminal/failure.ts";
import { makePages } from "../../notebooks/_jupyter/pages/make_pages.ts";
import {
  allNotebooks,
  JUPYTER,
  partOf,
  ROOT,
} from "../../notebooks/_jupyter/project.ts";
import { engine } from "../../notebooks/_jupyter/live/bundle.ts";
import { pageParts } from "../../notebooks/_jupyter/pages/page_parts.ts";
import { setUp } from "../../notebooks/_jupyter/set_up/set_up.ts";
import { summarize } from "../../notebooks/_jupyter/pages/summary.ts";
import { DRAWN, hostileNotebook, REFUSED } from "./_hostile.ts";
import {
  gunzipped,
  loads,
  packedParts,
  type Tag,
  tags,
  text,
  unpacked,
  withoutScripts,
} from "./_html.ts";

const VEGA_LITE = "application/vnd.vegalite.v5+json";
/** What a page may weigh. */
const MEGABYTES = 3.5;
/** What it may hold of that for the library and what its buttons do, in bytes. */
const TO_RUN = 285_000;
/** What it may hold of its cells beside what it shows of them. */
const CELLS = 20_000;

Deno.test("exportPages(): each notebook is one page that needs nothing else", async (t) => {
  const venv = await setUp();
  const all = await allNotebooks();
  const dist = await Deno.makeTempDir({ prefix: "weightlab-" });
  try {
    const paths = await exportPages(venv, { all, chosen: all, dist });
    const pages = new Map<string, string>();
    for (const path of paths) {
      pages.set(basename(path), await Deno.readTextFile(path));
    }
    assertEquals(pages.size, all.length + 1);
    const places = new Map(
      [...pages].map(([name, html]) => [name, new Set(ids(tags(html)))]),
    );
    for (const [name, html] of pages) {
      await t.step(`${name} stands alone, is titled and in order`, async () => {
        checkPage(name, html, places);
        await checkPolicy(html);
        assertLicences(html);
      });
    }
    for (const path of all) {
      const name = `${basename(path, ".ipynb")}.html`;
      const notebook = JSON.parse(await Deno.readTextFile(path));
      await t.step(
        `${name} has its notebook's figures and contents`,
        () => checkNotebookPage(path, notebook, pages.get(name)!),
      );
    }
    await t.step(
      "pictures have the pixels of the notebooks' pngs",
      async () => {
        const pairs: [string, string][] = [];
        for (const path of all) {
          const html = pages.get(`${basename(path, ".ipynb")}.html`)!;
          const notebook = JSON.parse(await Deno.readTextFile(path));
          const stills = tags(html).filter(({ attributes }) =>
            attributes.class === "still"
          );
          for (const [i, data] of figuresOf(notebook).entries()) {
            const png = [data["image/png"]].flat().join("");
            pairs.push([png, stills[i].attributes.src.split(",")[1]]);
          }
        }
        assert(pairs.length > 60, `${pairs.length} pictures`);
        const file = join(dist, "pairs.json");
        await Deno.writeTextFile(file, JSON.stringify(pairs));
        const { success, output } = await run([
          ...[venv.python, "-c", SAME_PIXELS, file],
        ]);
        assert(success, output);
      },
    );
    await t.step("the README says how much the library takes", async () => {
      const readme = await Deno.readTextFile(join(ROOT, "README.md"));
      const [, said] = readme.match(/library is in it \((\d+) kB\)/)!;
      const engine = packedParts([...pages.values()][0]).get("engine")!;
      assertAlmostEquals(Number(said), engine.length / 1000, 5);
    });
    await t.step("index.html leads to every notebook", () => {
      const index = pages.get("index.html")!;
      const hrefs = tags(index).map(({ attributes }) => attributes.href);
      for (const path of all) {
        const name = basename(path, ".ipynb");
        assert(hrefs.includes(`${name}.html`), name);
        assert(ids(tags(index)).includes(name), name);
      }
      assert(text(index).includes("MIT License"));
    });
    await t.step(
      "index.html has the studies of papers under their own heading",
      () => {
        const places = ids(tags(pages.get("index.html")!));
        const heading = places.indexOf("papers");
        for (const path of all) {
          const card = places.indexOf(basename(path, ".ipynb"));
          assertEquals(card > heading, partOf(path) === "papers", path);
        }
      },
    );
  } finally {
    await Deno.remove(dist, { recursive: true });
  }
});

/** Python: whether each two pictures in base64 have the same pixels. */
const SAME_PIXELS = `
import base64, io, json, sys
from PIL import Image
for i, pair in enumerate(json.load(open(sys.argv[1]))):
    a, b = (Image.open(io.BytesIO(base64.b64decode(one))) for one in pair)
    assert (a.format, b.format) == ("PNG", "WEBP"), i
    assert a.size == b.size, i
    assert a.convert("RGBA").tobytes() == b.convert("RGBA").tobytes(), i
`;

/** What holds of every page; `places` are the ids in each. */
function checkPage(
  name: string,
  html: string,
  places: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const found = tags(html);
  const of = (wanted: string) => found.filter(({ name }) => name === wanted);
  assertLess(new TextEncoder().encode(html).length, MEGABYTES * 2 ** 20);
  const parts = packedParts(html);
  if (parts.has("engine")) {
    const [engine, live, cells] = ["engine", "live", "cells"].map((name) =>
      parts.get(name)!.length
    );
    assertLess(engine + live, TO_RUN);
    assertLess(cells, CELLS);
  }
  assertEquals(loads(html), []);
  assertEquals(of("iframe").length + of("object").length, 0);

  assertEquals(of("html")[0].attributes.lang, "en");
  assertMatch(html, /<title>[^<]+<\/title>/);
  const description = of("meta").find(({ attributes }) =>
    attributes.name === "description"
  );
  assertMatch(description?.attributes.content ?? "", /\w.*[.?]$/);
  assertEquals(of("h1").length, 1);
  assertEquals(of("main").length, 1);
  for (const { attributes } of of("img")) assertMatch(attributes.alt, /\w/);
  for (const { attributes } of of("th")) {
    assertMatch(attributes.scope, /col|row/);
  }
  for (const { attributes } of of("nav")) {
    assertMatch(attributes["aria-label"], /\w/);
  }
  const body = withoutScripts(html);
  for (const [table] of body.matchAll(/<table\b[^>]*>\s*(<caption>)?/g)) {
    assertMatch(table, /<caption>|aria-labelledby/);
  }

  const here = ids(found);
  assertEquals(here.length, new Set(here).size, "an id occurs twice");
  for (const { attributes } of found) {
    const label = attributes["aria-labelledby"];
    if (label) assert(here.includes(label), `labelled by ${label}`);
  }
  for (const { attributes: { href } } of of("a")) {
    if (/^https?:/.test(href)) continue;
    // What sets a lab leads to no place: tests/browser/live_lab.ts follows it.
    if (/^#[\w.]+=/.test(href)) continue;
    const [page, fragment] = href.split("#");
    const target = places.get(page || name);
    assert(target !== undefined, `${href} leads nowhere`);
    if (fragment) assert(target.has(decodeURIComponent(fragment)), href);
  }
}

/** Each page has the notices of what is inlined in it, and its own styles show them. */
function assertLicences(html: string): void {
  const shown = text(html);
  for (
    const notice of ["Vega-Lite", "KaTeX", "with Reserved Font Names", "MIT"]
  ) {
    assert(shown.includes(notice), `no notice of ${notice}`);
  }
}

/** What a notebook's outputs have that are figures, by MIME type. */
// deno-lint-ignore no-explicit-any -- a notebook's file, as JSON gives it
function figuresOf(notebook: any): any[] {
  // deno-lint-ignore no-explicit-any
  return notebook.cells.flatMap((cell: any) => cell.outputs ?? [])
    // deno-lint-ignore no-explicit-any
    .map(({ data }: any) => data).filter((data: any) => data?.[VEGA_LITE]);
}

/** What a page has of its notebook. */
async function checkNotebookPage(
  path: string,
  // deno-lint-ignore no-explicit-any -- a notebook's file, as JSON gives it
  notebook: any,
  html: string,
): Promise<void> {
  const { title, description } = summarize(path, notebook);
  const found = tags(html);
  assertMatch(html, new RegExp(`<title>${escapeRegExp(title)} · weightlab`));
  assertEquals(
    found.find(({ attributes }) => attributes.name === "description")
      ?.attributes.content,
    description,
  );

  const bundles = figuresOf(notebook);
  const specs = bundles.length === 0
    ? []
    : JSON.parse(await unpacked(html, "figures"));
  const stills = found.filter(({ attributes }) => attributes.class === "still");
  assertEquals(specs.length, bundles.length);
  assertEquals(stills.length, bundles.length);
  for (const [i, data] of bundles.entries()) {
    assertEquals(specs[i], data[VEGA_LITE]);
    const { alt, src, width } = stills[i].attributes;
    assertEquals(alt, [data["text/plain"]].flat().join(""));
    const png = Uint8Array.fromBase64([data["image/png"]].flat().join(""));
    const pixels = new DataView(png.buffer).getUint32(16);
    assertEquals(Number(width), Math.round(pixels / 2));
    assertMatch(src, /^data:image\/webp;base64,/);
  }

  const body = withoutScripts(html);
  assertEquals(body.match(/data-tex|\$\$/g), null);
  const headings = [...body.matchAll(/<h([2-6]) id="([^"]*)">([^]*?)<\/h\1>/g)];
  const [contents] = body.match(
    /aria-current="page">[^<]*<\/a><details open>[^]*?<\/details>/,
  )!;
  assertEquals(
    tags(contents).filter(({ name }) => name === "a").map(({ attributes }) =>
      decodeURIComponent(attributes.href)
    ),
    headings.map(([, , id]) => `#${text(id)}`),
  );
  const sources = notebook.cells
    // deno-lint-ignore no-explicit-any
    .filter((cell: any) => cell.cell_type === "code")
    // deno-lint-ignore no-explicit-any
    .map((cell: any) => [cell.source].flat().join("").trim())
    .filter((source: string) => source !== "");
  const codes = [
    ...body.matchAll(
      /<details class="code"[^]*?<pre>([^]*?)<\/pre>[^]*?<\/details>/g,
    ),
  ].map(([, code]) => text(code).trim());
  assertEquals(codes, sources);
}

Deno.test("setUp() installs what requirements.lock names, and nothing else", async () => {
  const { python } = await setUp();
  const lock = await Deno.readTextFile(
    join(JUPYTER, "set_up", "requirements.lock"),
  );
  const { stdout } = await run([python, "-m", "pip", "freeze"]);
  const installed = stdout.trim().split(/\r?\n/);
  assert(installed.length > 60, `${installed.length} packages`);
  const normal = (line: string) =>
    line.toLowerCase().replaceAll(/[._](?=.*==)/g, "-");
  const locked = [...lock.matchAll(/^[^\s#]+==[^\s;]+/gm)].map(([id]) =>
    normal(id)
  );
  assertEquals(
    installed.filter((line) => !locked.includes(normal(line))),
    [],
  );
});

Deno.test("exportPages() of one notebook leads from it to the list, not to nothing", async () => {
  const venv = await setUp();
  const all = await allNotebooks();
  const dist = await Deno.makeTempDir({ prefix: "weightlab-" });
  try {
    await exportPages(venv, { all, chosen: [all[0]], dist });
    const [page, index] = await Promise.all(
      [`${basename(all[0], ".ipynb")}.html`, "index.html"].map((name) =>
        Deno.readTextFile(join(dist, name))
      ),
    );
    const leading = tags(page)
      .filter(({ name }) => name === "a")
      .map(({ attributes }) => attributes.href)
      .filter((href) => href.startsWith("index.html#"));
    assert(leading.length > 1);
    for (const href of leading) {
      assert(ids(tags(index)).includes(href.split("#")[1]), href);
    }
  } finally {
    await Deno.remove(dist, { recursive: true });
  }
});

Deno.test("exportPages() leads to the library's reference where it is built, else says how it is", async () => {
  const venv = await setUp();
  const all = await allNotebooks();
  const dist = await Deno.makeTempDir({ prefix: "weightlab-" });
  const leading = async () => {
    await exportPages(venv, { all, chosen: [all[0]], dist });
    return await Promise.all(
      [`${basename(all[0], ".ipynb")}.html`, "index.html"].map(async (name) => {
        const page = await Deno.readTextFile(join(dist, name));
        return tags(page).filter(({ attributes }) =>
          /reference|^api/.test(attributes.href ?? "")
        ).map(({ attributes }) => attributes.href);
      }),
    );
  };
  try {
    assertEquals(await leading(), [[], []]);
    const index = await Deno.readTextFile(join(dist, "index.html"));
    assertMatch(text(index), /not built yet: deno task docs builds it/);
    await Deno.mkdir(join(dist, "api"));
    await Deno.writeTextFile(join(dist, "api", "index.html"), "the reference");
    assertEquals(await leading(), [["api/index.html"], ["api/index.html"]]);
  } finally {
    await Deno.remove(dist, { recursive: true });
  }
});

Deno.test("exportPages(): of a hostile notebook nothing that runs or loads gets into its page", async () => {
  const venv = await setUp();
  const dir = await Deno.makeTempDir({ prefix: "weightlab-" });
  try {
    const notebook = join(dir, "09_hostile.ipynb");
    await Deno.writeTextFile(notebook, JSON.stringify(hostileNotebook()));
    const paths = await exportPages(venv, {
      all: [notebook],
      chosen: [notebook],
      dist: dir,
    });
    const own = await pageParts();
    for (const path of paths) {
      const html = await Deno.readTextFile(path);
      await checkPolicy(html);
      assertEquals(loads(html), []);
      // No script but ours and the figures' specifications.
      const scripts = [
        ...html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/gi),
      ];
      const runs = { ...own.vega, live: own.live, engine: await engine([]) };
      for (const [, attributes, code] of scripts) {
        const name = attributes.match(/data-packed="([^"]*)"/)?.[1];
        if (attributes === "") {
          assert([own.early, own.script].includes(code));
        } else if (name !== undefined) {
          assertMatch(
            attributes,
            /^ (data-packed="[\w-]+"|type="text\/plain"| )+$/,
          );
          // What draws and what runs cells is ours to the letter; the rest is read as JSON and
          // nothing else.
          const content = await gunzipped(code);
          if (name in runs) {
            assertEquals(content, runs[name as keyof typeof runs]);
          } else {
            JSON.parse(content);
          }
        } else {
          assertMatch(
            attributes,
            /^ (data-themes|type="application\/json"|=""| )+$/,
          );
          JSON.parse(code);
        }
      }
      const inBody = tags(html.slice(html.indexOf("<body")));
      const fields = inBody.filter(({ name }) => name === "input");
      assertEquals(
        fields.map(({ attributes }) => attributes["aria-label"]),
        ["Search all pages"],
      );
      for (const { name, attributes } of inBody) {
        assert(!UNWANTED.includes(name), `<${name}> in ${path}`);
        for (const [key, value] of Object.entries(attributes)) {
          assert(!/^(on|srcdoc|srcset|ping|xlink|action)/.test(key), key);
          if (key === "style") assertEquals(value.match(/url|position/), null);
          if (key === "href") {
            assertMatch(value, /^(https?:|#|[\w]+\.(html|ipynb))/);
          }
          if (key === "src") {
            assertMatch(value, /^data:image\/[\w+/]+;base64,[\w+/=]+$/);
          }
        }
      }
    }
    const html = await Deno.readTextFile(paths[0]);
    assertEquals(
      html.match(/data-figure="\d+"/g)?.length,
      REFUSED + DRAWN,
    );
    assert(!html.includes("rawhtml"), "a raw cell is in the page");
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

/** A notebook's file with these cells. */
function notebookOf(
  ...cells: readonly (string | Record<string, unknown>)[]
): string {
  return JSON.stringify({
    cells: cells.map((cell, i) => ({
      ...{ id: `c${i}`, metadata: {} },
      ...(typeof cell === "string"
        ? { cell_type: "markdown", source: cell }
        : { cell_type: "code", execution_count: 1, outputs: [], ...cell }),
    })),
    metadata: { kernelspec: { name: "deno", display_name: "Deno" } },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A cell's output that is a figure. */
const figureOutput = (alt: string) => ({
  ...{ output_type: "display_data", metadata: {} },
  data: { [VEGA_LITE]: {}, "image/png": DOT, "text/plain": alt },
});

/** A cell's output that is a table of so many rows. */
const tableOutput = (rows: number) => ({
  ...{ output_type: "display_data", metadata: {} },
  data: {
    "text/html": "<table>\n<caption>All of it</caption>\n" +
      `<thead><tr>${
        ["name", "what it says in a whole sentence", "n"].map((name) =>
          `<th scope="col">${name}</th>`
        ).join("")
      }</tr></thead>\n<tbody>\n${
        Array.from({ length: rows }, (_, i) =>
          `<tr><th scope="row">${i}</th><td>${
            "long ".repeat(14)
          }</td><td>1</td></tr>`).join("\n")
      }</tbody></table>`,
    "text/plain": "a table",
  },
});

/** The pages of two notebooks with these contents. */
async function pagesOf(
  ...contents: readonly string[]
): Promise<string[]> {
  const dir = await Deno.makeTempDir({ prefix: "weightlab-" });
  try {
    const all = contents.map((_, i) => join(dir, `0${i}_made.ipynb`));
    await Promise.all(
      all.map((path, i) => Deno.writeTextFile(path, contents[i])),
    );
    const venv = await setUp();
    const paths = await exportPages(venv, { all, chosen: all, dist: dir });
    return await Promise.all(
      paths.map((path) => Deno.readTextFile(path)),
    );
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("exportPages(): tagged cells are folded, each with its line; outputs stay", async () => {
  const lines = (n: number) => Array(n).fill("f();").join("\n");
  const code = (source: string, tags: string[], more = {}) => ({
    source,
    metadata: { tags, ...more },
    outputs: [{ output_type: "stream", name: "stdout", text: `of ${tags}` }],
  });
  const [page] = await pagesOf(notebookOf(
    "# A page\n\nText.",
    code(lines(34), ["setup"]),
    code(lines(2), ["plot"]),
    code(lines(1), ["check"]),
    code(lines(3), ["solution"], { jupyter: { outputs_hidden: true } }),
    code(lines(3), ["answer"]),
    code(lines(40), []),
  ));
  const blocks = [
    ...page.matchAll(
      /<details class="code"([^>]*)>\s*<summary>([^]*?)<\/summary>/g,
    ),
  ].map(([, attributes, summary]) => [attributes, text(summary).trim()]);
  assertEquals(blocks.slice(0, 5), [
    [' data-kind="setup"', "Set-up, 34 lines"],
    [' data-kind="plot"', "How it is shown, 2 lines"],
    [' data-kind="check"', "What is stated, checked, 1 line"],
    [' data-kind="solution"', "Solution, 3 lines"],
    [' data-kind="answer"', "Answer, 3 lines"],
  ]);
  assertMatch(blocks[5][0], /^ open(="")?$/);
  for (const tag of ["setup", "plot", "check", "answer"]) {
    assertMatch(
      page,
      new RegExp(
        `</details>\\s*<div class="output">\\s*<pre class="wide">of ${tag}`,
      ),
    );
  }
  // What JupyterLab hides of the outputs is hidden here too.
  assertMatch(
    page,
    /<details class="outputs">\s*<summary>[^<]*<\/summary>\s*<div class="output">\s*<pre class="wide">of solution[^]*?<\/details>/,
  );
});

Deno.test("exportPages(): figures have numbers, captions and anchors, which search knows", async () => {
  const [page] = await pagesOf(notebookOf(
    "# A page\n\nText.",
    { source: "a", outputs: [figureOutput("one"), figureOutput("two")] },
    "**Figure 1.** The _first_ of $x$,\nin two lines.\n\n**Figure 2.** Second.\n\nAnd on.",
    { source: "b", outputs: [figureOutput("three")] },
    "No caption. **Figure 3.** is only named.",
  ));
  const captions = [
    ...page.matchAll(/<figcaption>([^]*?)<\/figcaption>/g),
  ].map(([, caption]) => caption);
  assertEquals(captions.length, 3);
  assertMatch(
    captions[0],
    /^<strong>Figure 1.<\/strong> The <em>first<\/em> of <span class="whole">/,
  );
  assertEquals(text(captions[1]), "Figure 2. Second.");
  assertEquals(text(captions[2]), "Figure 3.");
  assertEquals(page.match(/id="figure-\d"/g)?.length, 3);
  assert(page.includes("<p>And on.</p>"));
  assertEquals(page.match(/The <em>first/g)?.length, 1, "the caption moved");
  const [{ sections }] = JSON.parse(await unpacked(page, "search"));
  assertEquals(
    sections.filter(({ id }: { id: string }) => id.startsWith("figure")),
    [
      ["figure-1", "Figure 1", "The first of x, in two lines."],
      ["figure-2", "Figure 2", "Second."],
      ["figure-3", "Figure 3", "three"],
    ].map(([id, name, text]) => ({ id, name, text, words: "" })),
  );
});

Deno.test("exportPages() refuses a caption that stands where its figure is not", async () => {
  const figure = { source: "a", outputs: [figureOutput("one")] };
  for (
    const cells of [
      ["# A page\n\nText.", figure, "**Figure 2.** Of another."],
      ["# A page\n\nText.", figure, "Words.\n\n**Figure 1.** Too late."],
      ["**Figure 1.** Too early.", figure],
      [figure, "Words.", "**Figure 1.** A cell too late."],
    ]
  ) {
    await assertRejects(
      () => pagesOf(notebookOf(...cells)),
      Failure,
      "in 00_made must begin the Markdown cell right below the code cell that shows figure",
    );
  }
});

Deno.test("exportPages(): folded answers in Markdown, with formulas", async () => {
  const [page] = await pagesOf(notebookOf(
    "# A page\n\nText.\n\n<details>\n<summary>Why $\\sqrt{2}$, not $5 or $6?</summary>\n\n" +
      "Because $a < b$ holds:\n\n$$x = 1$$\n\n</details>\n\nAfter.",
  ));
  const [, answer] = page.match(/<section class="prose">([^]*?)<\/section>/)!;
  const [, summary, inside] = answer.match(
    /<details>\s*<summary>([^]*?)<\/summary>([^]*?)<\/details>\s*<p>After/,
  )!;
  assertEquals(summary.match(/class="katex"/g)?.length, 1);
  assertMatch(text(summary), /not \$5 or \$6\?$/);
  assertEquals(inside.match(/class="katex"/g)?.length, 2);
  assertEquals(inside.match(/class="katex-display"/g)?.length, 1);
  assert(inside.includes("<mo>&lt;</mo>"));
});

Deno.test("exportPages(): headings of one name are told apart, in the list and in search", async () => {
  const [page] = await pagesOf(notebookOf(
    "# A page\n\nText.\n\n## One\n\n### Checked\n\n## Two\n\n### Checked\n\n### Checked",
  ));
  const [list] = page.match(/<details open>[^]*?<\/details>/)!;
  assertEquals(
    [...list.matchAll(/<a href="([^"]*)">([^<]*)/g)].map(([, ...link]) => link),
    [
      ["#One", "One"],
      ["#Checked", "Checked: One"],
      ["#Two", "Two"],
      ["#Checked-2", "Checked: Two"],
      ["#Checked-3", "Checked: Two (2)"],
    ],
  );
  const json = await unpacked(page, "search");
  assert(json.includes('"name":"Checked: Two (2)"'));
});

Deno.test("exportPages(): a long table comes once; wide ones have names for narrow windows", async () => {
  const one = (title: string, rows: number) =>
    notebookOf(`# ${title}\n\nText.`, {
      source: "a",
      outputs: [tableOutput(rows)],
    });
  const [first, second] = await pagesOf(one("One", 12), one("Two", 12));
  assert(!first.includes('class="again"'));
  assertMatch(
    second,
    /<details class="again">\s*<summary>All of it: the table of “One”, once more<\/summary>\s*<table/,
  );
  // A short table may come again.
  const [, short] = await pagesOf(one("One", 3), one("Two", 3));
  assert(!short.includes('class="again"'));
  const found = tags(first);
  const table = found.find(({ name }) => name === "table")!;
  assertEquals(table.attributes.class, "stacks");
  assertEquals(table.attributes.role, "table");
  const cells = found.filter(({ name }) => name === "td");
  assertEquals(
    cells.slice(0, 2).map(({ attributes }) => attributes["data-label"]),
    ["what it says in a whole sentence", "n"],
  );
});

Deno.test("exportPages(): beside a column's name, in a narrow window, all of a cell is one piece", async () => {
  const row =
    "| a | Some text, [a link](https://deno.com) and $x$, longer than it was | " +
    "0.5 [0.4, 0.6] |";
  const [page] = await pagesOf(notebookOf(
    `# One\n\nText.\n\n| part | what it says of it | number |\n| --- | --- | --- |\n${row}`,
  ));
  const [, body] = page.match(/<tbody[^>]*>([^]*?)<\/tbody>/)!;
  const cells = [...body.matchAll(/<td[^>]*>([^]*?)<\/td>/g)];
  assertEquals(cells.length, 2);
  for (const [, html] of cells) assertMatch(html, /^<span>.*<\/span>$/s);
});

Deno.test("exportPages(): a page that is not exported anew learns of one that is", async () => {
  const dir = await Deno.makeTempDir({ prefix: "weightlab-" });
  try {
    const all = [0, 1].map((i) => join(dir, `0${i}_made.ipynb`));
    await Deno.writeTextFile(all[0], notebookOf("# First\n\nText."));
    await Deno.writeTextFile(all[1], notebookOf("# Second\n\nText."));
    const venv = await setUp();
    const put = (chosen: string[]) =>
      exportPages(venv, { all, chosen, dist: dir });
    const [first] = await put([all[0]]);
    const before = await Deno.readTextFile(first);
    assert(before.includes('href="index.html#01_made">Second'));
    await Deno.writeTextFile(
      all[1],
      notebookOf("# Second\n\nText.\n\n## A new section\n\nUnheard of."),
    );
    assertEquals((await put([all[1]])).map((path) => basename(path)), [
      "01_made.html",
      "index.html",
    ]);
    const after = await Deno.readTextFile(first);
    assert(after.includes('href="01_made.html#A-new-section"'));
    assertMatch(await unpacked(after, "search"), /Unheard of/);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

const UNWANTED = [
  ...["iframe", "object", "embed", "svg", "video", "audio", "link"],
  ...["meta", "base", "form", "style", "picture", "source"],
];

/** The page's policy asks for nothing, and names the hash of each script that runs. */
async function checkPolicy(html: string): Promise<void> {
  const policies = tags(html).filter(({ attributes }) =>
    attributes["http-equiv"] === "Content-Security-Policy"
  );
  assertEquals(policies.length, 1);
  const head = html.slice(0, html.indexOf("</head>"));
  assert(
    head.indexOf("Content-Security-Policy") < head.search(/<(style|script)/),
  );
  const policy = new Map(
    policies[0].attributes.content.split("; ").map((directive) => {
      const [name, ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );
  assertEquals(policy.get("default-src"), ["'none'"]);
  assertEquals(policy.get("style-src"), ["'unsafe-inline'"]);
  assertEquals(policy.get("img-src"), ["data:", "blob:"]);
  assertEquals(policy.get("base-uri"), ["'none'"]);
  assertEquals(policy.get("form-action"), ["'none'"]);
  // Cells are made functions, in a worker that the page starts from what it holds.
  const parts = packedParts(html);
  const runsCells = parts.has("engine");
  assertEquals(policy.get("worker-src"), runsCells ? ["blob:"] : undefined);
  const allowed = new Set(policy.get("script-src"));
  assertEquals(allowed.delete("'unsafe-eval'"), runsCells);
  for (const source of allowed) assertMatch(source, /^'sha256-[\w+/]{43}='$/);
  // Nothing else is allowed: no connection to anywhere.
  assertEquals(
    [...policy.keys()].filter((name) => !name.endsWith("-src")),
    ["base-uri", "form-action"],
  );
  assertEquals(
    [...policy.keys()].filter((name) => name.endsWith("-src")),
    [
      ...["default-src", "script-src", ...runsCells ? ["worker-src"] : []],
      ...["style-src", "img-src", "font-src"],
    ],
  );
  // Those that run as the page has them, and those that it unpacks and runs.
  const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)]
    .map(([, code]) => code);
  if (parts.has("live")) {
    scripts.push(await unpacked(html, "live"));
  }
  if (parts.has("figures")) {
    for (const name of ["vega", "vega-lite", "vega-embed"]) {
      scripts.push(await unpacked(html, name));
    }
  }
  for (const code of scripts) {
    const bytes = new TextEncoder().encode(code);
    const hash = await crypto.subtle.digest("SHA-256", bytes);
    assert(allowed.has(`'sha256-${new Uint8Array(hash).toBase64()}'`));
  }
}

Deno.test("makePages() leaves a failing notebook's page, and says which cell failed", async () => {
  const venv = await setUp();
  const dir = await Deno.makeTempDir({ prefix: "weightlab-" });
  const error = console.error;
  const said: string[] = [];
  try {
    const notebook = join(dir, "09_failing.ipynb");
    const page = join(dir, "09_failing.html");
    const cell = (id: string, source: string) => ({
      ...{ cell_type: "code", id, source, metadata: {} },
      ...{ outputs: [], execution_count: null },
    });
    await Deno.writeTextFile(
      notebook,
      JSON.stringify({
        cells: [
          cell("a", "const a = 1;"),
          cell("b", 'throw new Error("no luck")'),
        ],
        metadata: { kernelspec: { name: "deno", display_name: "Deno" } },
        nbformat: 4,
        nbformat_minor: 5,
      }),
    );
    await Deno.writeTextFile(page, "the old page");
    console.error = (line: string) => said.push(line);
    await assertRejects(
      () => makePages(venv, { all: [notebook], chosen: [notebook], dist: dir }),
      Failure,
      "1 of 1 notebooks failed; their pages were left as they were.",
    );
    assertEquals(await Deno.readTextFile(page), "the old page");
    assertMatch(
      said.join("\n"),
      /09_failing.ipynb failed at cell \[2\], which begins: throw new Error[^]*no luck/,
    );
  } finally {
    console.error = error;
    await Deno.remove(dir, { recursive: true });
  }
});

function ids(found: readonly Tag[]): string[] {
  return found.flatMap(({ attributes }) => attributes.id ?? []);
}

function escapeRegExp(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
