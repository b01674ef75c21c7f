// Exports the committed notebooks, without running them, and looks at the pages as text;
// then lets a notebook fail. Needs Python, so its name keeps it out of a plain
// `deno test`: `deno task test` names it.

import {
  assert,
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
import { allNotebooks, JUPYTER } from "../../notebooks/_jupyter/project.ts";
import { pageParts } from "../../notebooks/_jupyter/pages/page_parts.ts";
import { setUp } from "../../notebooks/_jupyter/set_up/set_up.ts";
import { summarize } from "../../notebooks/_jupyter/pages/summary.ts";
import { DRAWN, hostileNotebook, REFUSED } from "./_hostile.ts";
import { loads, type Tag, tags, text, withoutScripts } from "./_html.ts";

const VEGA_LITE = "application/vnd.vegalite.v5+json";
const MEGABYTES = 4;

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
    for (const [name, html] of pages) {
      await t.step(`${name} stands alone, is titled and in order`, async () => {
        checkPage(name, html, pages);
        await checkPolicy(html);
        assertLicences(html);
      });
    }
    for (const path of all) {
      const name = `${basename(path, ".ipynb")}.html`;
      const notebook = JSON.parse(await Deno.readTextFile(path));
      await t.step(`${name} has its notebook's figures and contents`, () => {
        checkNotebookPage(path, notebook, pages.get(name)!);
      });
    }
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
  } finally {
    await Deno.remove(dist, { recursive: true });
  }
});

/** What holds of every page. */
function checkPage(
  name: string,
  html: string,
  pages: ReadonlyMap<string, string>,
): void {
  const found = tags(html);
  const of = (wanted: string) => found.filter(({ name }) => name === wanted);
  assertLess(new TextEncoder().encode(html).length, MEGABYTES * 2 ** 20);
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
    const [page, fragment] = href.split("#");
    const target = pages.get(page || name);
    assert(target !== undefined, `${href} leads nowhere`);
    if (fragment) {
      assert(ids(tags(target)).includes(decodeURIComponent(fragment)), href);
    }
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

/** What a page has of its notebook. */
// deno-lint-ignore no-explicit-any -- a notebook's file, as JSON gives it
function checkNotebookPage(path: string, notebook: any, html: string): void {
  const { title, description } = summarize(path, notebook);
  const found = tags(html);
  assertMatch(html, new RegExp(`<title>${escapeRegExp(title)} · weightlab`));
  assertEquals(
    found.find(({ attributes }) => attributes.name === "description")
      ?.attributes.content,
    description,
  );

  // deno-lint-ignore no-explicit-any
  const bundles = notebook.cells.flatMap((cell: any) => cell.outputs ?? [])
    // deno-lint-ignore no-explicit-any
    .map(({ data }: any) => data).filter((data: any) => data?.[VEGA_LITE]);
  const specs = [
    ...html.matchAll(/<script[^>]*\bdata-spec\b[^>]*>([^]*?)<\/script>/g),
  ].map(([, json]) => JSON.parse(json));
  const stills = found.filter(({ attributes }) => attributes.class === "still");
  assertEquals(specs.length, bundles.length);
  assertEquals(stills.length, bundles.length);
  for (const [i, data] of bundles.entries()) {
    assertEquals(specs[i], data[VEGA_LITE]);
    const { alt, src, width } = stills[i].attributes;
    assertEquals(alt, [data["text/plain"]].flat().join(""));
    const png = Uint8Array.fromBase64(src.split(",")[1]);
    const pixels = new DataView(png.buffer).getUint32(16);
    assertEquals(Number(width), Math.round(pixels / 2));
  }

  const body = withoutScripts(html);
  assertEquals(body.match(/data-tex|\$\$/g), null);
  const headings = [...body.matchAll(/<h([2-6]) id="([^"]*)">([^]*?)<\/h\1>/g)];
  const [contents] = body.match(/<nav[^>]*class="contents"[^>]*>[^]*?<\/nav>/)!;
  assertEquals(
    tags(contents).filter(({ name }) => name === "a").map(({ attributes }) =>
      decodeURIComponent(attributes.href)
    ),
    headings.map(([, , id]) => `#${text(id)}`),
  );
  assertEquals(
    tags(body).filter(({ attributes }) => attributes.class === "code").length,
    // deno-lint-ignore no-explicit-any
    notebook.cells.filter((cell: any) =>
      cell.cell_type === "code" && [cell.source].flat().join("").trim() !== ""
    ).length,
  );
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
      for (const [, attributes, code] of scripts) {
        if (attributes === "") {
          assert([own.scheme, own.script, ...own.vega].includes(code));
        } else {
          assertMatch(
            attributes,
            /^ (data-spec|data-themes|type="[^"]*"|=""| )+$/,
          );
          JSON.parse(code);
        }
      }
      const inBody = tags(html.slice(html.indexOf("<body>")));
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

const UNWANTED = [
  ...["iframe", "object", "embed", "svg", "video", "audio", "link"],
  ...["meta", "base", "form", "input", "style", "picture", "source"],
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
  const allowed = policy.get("script-src")!;
  for (const source of allowed) assertMatch(source, /^'sha256-[\w+/]{43}='$/);
  for (const [, code] of html.matchAll(/<script>([^]*?)<\/script>/g)) {
    const bytes = new TextEncoder().encode(code);
    const hash = await crypto.subtle.digest("SHA-256", bytes);
    assert(allowed.includes(`'sha256-${new Uint8Array(hash).toBase64()}'`));
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
