// The engine itself, as pages have it, in a worker.

import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import type { Output } from "../../../../notebooks/_jupyter/live/engine/messages.ts";
import { compiled } from "../../../../notebooks/_jupyter/live/engine/cells.ts";
import { failureOf } from "../../../../notebooks/_jupyter/live/engine/failures.ts";
import { allNotebooks } from "../../../../notebooks/_jupyter/project.ts";
import { codeCells } from "../../../_architecture.ts";
import { startEngine } from "../_engine.ts";

const shown = (text: string): Output => ({
  output_type: "execute_result",
  data: { "text/plain": text },
});
const printed = (
  text: string,
  name: "stdout" | "stderr" = "stdout",
): Output => ({
  output_type: "stream",
  name,
  text,
});

Deno.test("the engine says which kernel computes, then runs cells that use one another", async () => {
  using engine = await startEngine();
  const [started] = engine.reports;
  assert(started.type === "started");
  assertMatch(started.kernel, /^wasm/);
  const first = await engine.run(
    0,
    'import { seeded, randn } from "weightlab";\nconst x = randn(seeded(1), 2, 2);',
  );
  assertEquals([first.outputs, first.error], [[], undefined]);
  const { outputs } = await engine.run(1, "[x.rows, x.columns]", { x: 0 });
  assertEquals(outputs, [shown("[ 2, 2 ]")]);
  // Names that a cell is not told are no others' names.
  assertEquals(
    (await engine.run(2, "typeof x")).outputs,
    [shown('"undefined"')],
  );
});

Deno.test("the engine sends outputs in their order, each with its run", async () => {
  using engine = await startEngine();
  const { run, outputs } = await engine.run(
    3,
    `console.log("of %d", 2, { a: [1] });
console.error("bad");
await Deno.jupyter.display({ "text/plain": "raw" }, { raw: true });
({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>own</b>" }) })`,
  );
  assertEquals(run, 1);
  assertEquals(outputs, [
    printed("of 2 { a: [ 1 ] }\n"),
    printed("bad\n", "stderr"),
    {
      ...{ output_type: "display_data", metadata: {} },
      data: { "text/plain": "raw" },
    },
    { output_type: "execute_result", data: { "text/html": "<b>own</b>" } },
  ]);
});

Deno.test("the engine tells what a source gives and uses, or why it is none", async () => {
  using engine = await startEngine();
  const asked = async (source: string) => {
    const analysed = engine.next("analysed");
    engine.send({ type: "analyse", id: 7, source });
    return await analysed;
  };
  assertEquals(await asked("const a = b;"), {
    ...{ type: "analysed", id: 7, gives: ["a"], uses: ["b"] },
  });
  const { error, gives } = await asked("const a = 1;\nconst a = 2;");
  assertEquals(gives, []);
  assertEquals(error, {
    name: "SyntaxError",
    message: "Identifier 'a' has already been declared",
    ...{ line: 2, column: 7 },
  });
});

Deno.test("the engine tells a cell's error with its line, from however deep", async () => {
  using engine = await startEngine();
  const source = (bad: string) =>
    `interface Types {
  first: string;
}
const f = (n: number): unknown => n > 0 ? f(n - 1) : g();
import { randn, seeded } from "weightlab";
const g = () => randn(seeded(1), -1, 2);
${bad}
const after = 1;`;
  const lineOf = async (text: string) => {
    const { error } = await engine.run(4, text);
    return [error?.name, error?.line];
  };
  assertEquals(await lineOf(source("null.x;")), ["TypeError", 7]);
  assertEquals(await lineOf(source("f(0);")), ["RangeError", 6]);
  assertEquals(await lineOf(source("await Promise.reject(new Error());")), [
    ...["Error", 7],
  ]);
  assertEquals(await lineOf(source("const a = (;")), ["SyntaxError", 7]);
  assertEquals(await lineOf(source("nowhere;")), ["ReferenceError", 7]);
  assertEquals(await lineOf(source("throw undefined;")), [
    ...["Uncaught", undefined],
  ]);
  // Called by the library, forty deep.
  assertEquals(
    await lineOf(
      `const down = (n) => n ? [n].map(() => down(n - 1)) : JSON.parse("{");
down(40);`,
    ),
    ["SyntaxError", 1],
  );
});

Deno.test("after an error the engine runs on, and what was sent comes first", async () => {
  using engine = await startEngine();
  const { outputs, error } = await engine.run(
    0,
    'console.log("before"); throw new RangeError("no"); console.log("after");',
  );
  assertEquals(outputs, [printed("before\n")]);
  assertEquals([error?.name, error?.message], ["RangeError", "no"]);
  const next = await engine.run(1, "1");
  assertEquals([next.error, next.outputs], [undefined, [shown("1")]]);
});

Deno.test("cells that are asked for together run one after the other", async () => {
  using engine = await startEngine();
  const slow =
    'await new Promise((resolve) => setTimeout(resolve, 30)); const a = 1; console.log("first");';
  engine.send({ type: "run", id: 0, run: 101, source: slow, from: {} });
  await engine.run(1, "console.log('second'); a", { a: 0 });
  assertEquals(
    engine.reports.flatMap((one) =>
      one.type === "output" || one.type === "ended" ? [[one.type, one.run]] : []
    ),
    [["output", 101], ["ended", 101], ["output", 1], ["output", 1], [
      "ended",
      1,
    ]],
  );
});

Deno.test("what a cell's function changes later, the next one gets; a new run replaces it", async () => {
  using engine = await startEngine();
  await engine.run(0, "let n = 0; const bump = () => { n++; };");
  await engine.run(1, "bump(); bump();", { bump: 0 });
  assertEquals((await engine.run(2, "n", { n: 0 })).outputs, [shown("2")]);
  await engine.run(0, "let n = 10;");
  assertEquals((await engine.run(2, "n", { n: 0 })).outputs, [shown("10")]);
});

Deno.test("cells read the page's files, import what it has, and nothing else", async () => {
  const bytes = new TextEncoder().encode('{"a":1}');
  using engine = await startEngine([["/weightlab/notebooks/x.json", bytes]]);
  const { outputs } = await engine.run(
    0,
    `import { assertEquals } from "@std/assert";
import { lossCurves } from "weightlab/charts";
import { statement } from "./statements.ts";
assertEquals(JSON.parse(await Deno.readTextFile("x.json")), { a: 1 });
[typeof lossCurves, typeof statement]`,
  );
  assertEquals(outputs, [shown('[ "function", "function" ]')]);
  const { error } = await engine.run(1, '\nimport lodash from "lodash";');
  assertEquals([error?.name, error?.line], ["Error", 2]);
  assertMatch(
    error!.message,
    /^Cannot import "lodash": a page has .*weightlab/,
  );
  const required = await engine.run(2, '\nimport fs = require("fs"); fs');
  assertEquals(
    [required.error?.name, required.error?.line],
    ["ReferenceError", 2],
  );
});

Deno.test("cells of a notebook in a part import and read from its folder", async () => {
  const bytes = new TextEncoder().encode('{"a":1}');
  using engine = await startEngine(
    [["/weightlab/notebooks/x.json", bytes]],
    "papers",
  );
  const { outputs, error } = await engine.run(
    0,
    `import { statement } from "../statements.ts";
await Deno.writeTextFile("y.txt", "y");
[typeof statement, Deno.cwd(), await Deno.readTextFile("../x.json"),
  await Deno.readTextFile("/weightlab/notebooks/papers/y.txt")]`,
  );
  assertEquals(error, undefined);
  assertEquals(outputs, [
    shown('[ "function", "/weightlab/notebooks/papers", \'{"a":1}\', "y" ]'),
  ]);
  const wrong = await engine.run(1, 'import { a } from "./statements.ts";');
  assertMatch(
    wrong.error!.message,
    /^Cannot import ".\/statements.ts": a page has .* \.\.\/statements\.ts, and/,
  );
});

Deno.test("names have the letters that JavaScript's have", async () => {
  using engine = await startEngine();
  for (
    const name of [
      "가중치",
      "σ",
      "ñandú",
      "x\u0301",
      "𝑥",
      "𠮷",
      "a\u200d",
      "x·y",
      "$_1",
    ]
  ) {
    const { outputs, error } = await engine.run(
      0,
      `const ${name} = 5; ${name}`,
    );
    assertEquals([error, outputs], [undefined, [shown("5")]], name);
  }
  for (const name of ["·x", "\u0301", "🎉", "a🎉", "→"]) {
    const { error } = await engine.run(0, `const ${name} = 5; ${name}`);
    assertEquals([error?.name, error?.line], ["SyntaxError", 1], name);
  }
});

Deno.test("the engine's shortened parsers tell of every cell, whole or cut short, what the packages do", async () => {
  using engine = await startEngine();
  const sources: string[] = [];
  for (const path of await allNotebooks()) {
    for (const source of codeCells(await Deno.readTextFile(path))) {
      sources.push(source);
      if (sources.length % 4 === 0) {
        sources.push(source.slice(0, Math.floor(source.length * .6)));
      }
    }
  }
  assert(sources.length > 100);
  for (const source of sources) {
    const analysed = engine.next("analysed");
    engine.send({ type: "analyse", id: 5, source });
    const { gives, uses, error } = await analysed;
    let expected;
    try {
      const { gives, uses } = compiled(source);
      expected = { gives, uses, error: undefined };
    } catch (error) {
      expected = { gives: [], uses: [], error: failureOf(error, 5) };
    }
    assertEquals({ gives, uses, error }, expected, source);
  }
});

Deno.test("a regular expression that is none is an error in its line, in the page's engine too", async () => {
  using engine = await startEngine();
  const { error } = await engine.run(0, "const a = 1;\nconst b = /(/u;");
  assertEquals([error?.name, error?.line], ["SyntaxError", 2]);
  assertStringIncludes(error!.message, "/(/u");
  const fine = await engine.run(1, String.raw`/^(?<a>\p{L})+$/v.test("é")`);
  assertEquals(fine.error, undefined);
});
