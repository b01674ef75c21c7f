import { assert, assertEquals, assertRejects } from "@std/assert";
import { gunzipSync } from "node:zlib";
import {
  type Notebook,
  pageData,
  withData,
} from "../../../notebooks/_jupyter/live/page_data.ts";
import { bytesOf } from "../../../notebooks/_jupyter/pages/template/script/packed.js";
import {
  allNotebooks,
  NOTEBOOKS,
  partOf,
} from "../../../notebooks/_jupyter/project.ts";
import { Failure } from "../../../notebooks/_jupyter/terminal/failure.ts";

type GivenCell = Notebook["cells"][number];

const code = (source: string | string[], more: Partial<GivenCell> = {}) => ({
  ...{ cell_type: "code", source, metadata: {}, outputs: [] },
  ...more,
});
const dataOf = (...cells: GivenCell[]) => pageData({ cells });
const pathsOf = async (
  source: string,
) => [...(await dataOf(code(source))).files.keys()];

Deno.test("pageData() has the code cells with something in them, numbered as they stand", async () => {
  const { cells } = await dataOf(
    code(["const a = 1;\n", "a + b"], {
      metadata: { tags: ["x", "needs-all"] },
    }),
    { cell_type: "markdown", source: "# Title", metadata: {} },
    code(""),
    code("a"),
  );
  assertEquals(cells, [
    {
      ...{ id: 0, source: "const a = 1;\na + b", gives: ["a"], uses: ["b"] },
      ...{ needsAll: true, outputs: [] },
    },
    {
      ...{ id: 1, source: "a", gives: [], uses: ["a"] },
      ...{ needsAll: false, outputs: [] },
    },
  ]);
});

Deno.test("pageData() has outputs whole, without pictures, and figures where the page has them", async () => {
  const outputs = [
    { output_type: "stream", name: "stdout", text: ["a\n", "b\n"] },
    {
      output_type: "display_data",
      metadata: { width: 5 },
      data: {
        "image/png": "base64",
        "application/vnd.vegalite.v5+json": { mark: "bar" },
        "text/plain": ["a ", "figure"],
      },
    },
    {
      output_type: "execute_result",
      execution_count: 3,
      metadata: {},
      data: { "text/html": "<b>", "text/plain": "x", "image/svg+xml": "<svg>" },
    },
  ];
  const { cells: [cell] } = await dataOf(code("a", { outputs }));
  assertEquals(cell.outputs, [
    { output_type: "stream", name: "stdout", text: "a\nb\n" },
    {
      output_type: "display_data",
      hasFigure: true,
      data: { "text/plain": "a figure" },
    },
    {
      output_type: "execute_result",
      data: { "text/html": "<b>", "text/plain": "x" },
    },
  ]);
});

Deno.test("pageData() finds what cells import from beside the notebooks, in every form", async () => {
  const { modules } = await dataOf(
    code(
      'import { statement } from "./statements.ts";\nimport {\n  a,\n} from "./recorded/read.ts"',
    ),
    code(
      "import type { T } from './types.ts'; import './side.ts'; import w from \"weightlab\";",
    ),
    code('import { b } from "./recorded/read.ts"; // import "./no.ts";'),
  );
  assertEquals(modules, [
    ...["./recorded/read.ts", "./side.ts", "./statements.ts"],
  ]);
});

Deno.test("pageData() finds what cells read", async () => {
  assertEquals(await pathsOf('await recorded<Row>("starts")'), [
    "/weightlab/notebooks/recorded/starts.json",
  ]);
  assertEquals(await pathsOf('await Deno.readTextFile("claims/ledger.json")'), [
    "/weightlab/notebooks/claims/ledger.json",
  ]);
  assertEquals(await pathsOf('recorded("none"); read("none.json")'), []);
  assertEquals(await pathsOf("help(he)"), [
    "/weightlab/lib/help/_entries.json",
  ]);
  const digits = await pathsOf("await loadMnist({ train: 20, test: 0 })");
  assertEquals(digits.length, 5);
});

Deno.test("pageData() of a notebook in a part begins at its folder", async () => {
  const { modules, files } = await pageData({
    cells: [code(
      'import { a } from "../statements.ts"; import { b } from "./own.ts";\n' +
        'await Deno.readTextFile("../claims/ledger.json"); recorded("starts");',
    )],
  }, "papers");
  assertEquals(modules, ["./papers/own.ts", "./statements.ts"]);
  assertEquals([...files.keys()], [
    "/weightlab/notebooks/claims/ledger.json",
    "/weightlab/notebooks/recorded/starts.json",
  ]);
});

Deno.test("pageData() has the most digits that any cell loads, and says when it cannot tell", async () => {
  const { files } = await dataOf(
    code("await loadMnist({ train: 20, test: 0 })"),
    code("await loadMnist({ train: 10, test: 5 })"),
  );
  const count = (name: string) => {
    const bytes = gunzipSync(files.get(`/weightlab/data/mnist/${name}`)!);
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(4);
  };
  assertEquals(count("train-5000-images-idx3-ubyte.gz"), 20);
  assertEquals(count("t10k-labels-idx1-ubyte.gz"), 5);
  for (
    const source of [
      "await loadMnist({ train: count, test: 0 })",
      "await loadMnist()",
      "await loadMnist({ train: 20, test: 0 }); await loadMnist({ train })",
    ]
  ) {
    await assertRejects(
      () => pathsOf(source),
      Failure,
      "Cannot tell how many digits a page needs",
    );
  }
});

Deno.test("pageData() of every notebook has its cells, and what they name", async () => {
  for (const path of await allNotebooks()) {
    const notebook: Notebook = JSON.parse(await Deno.readTextFile(path));
    const { cells, files, modules } = await pageData(notebook, partOf(path));
    assertEquals(
      cells.length,
      notebook.cells.filter(({ cell_type, source }) =>
        cell_type === "code" && source.length > 0
      ).length,
    );
    for (const module of modules) {
      await Deno.stat(new URL(module, `file://${NOTEBOOKS}/`));
    }
    const text = JSON.stringify(notebook.cells.map(({ source }) => source));
    const recorded = [...files.keys()].filter((one) =>
      one.includes("recorded")
    );
    for (const [, name] of text.matchAll(/recorded<[^(]*\(\\"(\w+)\\"/g)) {
      assert(recorded.some((one) => one.endsWith(`/${name}.json`)), name);
    }
  }
});

Deno.test("withData() puts a page's parts where they go, packed", async () => {
  const data = await dataOf(code("'</script> $& $1'"));
  const files = new Map([["/weightlab/x.json", new Uint8Array([1, 2, 3])]]);
  const html = withData(
    "<p>before</p><!-- what its cells read --><p>after</p>",
    { ...data, files },
  );
  const parts = [...html.matchAll(
    /<script type="text\/plain" data-packed="([^"]+)">([^<]+)<\/script>/g,
  )].map(([, name, text]) => [name, gunzipSync(bytesOf(text))] as const);
  assertEquals(parts.map(([name]) => name), [
    ...["cells", "/weightlab/x.json"],
  ]);
  const texts = parts.map(([, bytes]) => new TextDecoder().decode(bytes));
  // The sources are in the page already.
  const [{ source: _, ...cell }] = data.cells;
  assertEquals(JSON.parse(texts[0]), [cell]);
  assertEquals([...parts[1][1]], [1, 2, 3]);
  assert(html.startsWith("<p>before</p><script"));
  assert(html.endsWith("</script><p>after</p>"));
});
