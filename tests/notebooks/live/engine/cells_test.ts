import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type Cell,
  compiled,
} from "../../../../notebooks/_jupyter/live/engine/cells.ts";
import { allNotebooks } from "../../../../notebooks/_jupyter/project.ts";
import { codeCells } from "../../../_architecture.ts";

/** What cells import here. */
const MODULES: Record<string, Record<string, unknown>> = {
  m: { default: "the default", a: 1, b: 2, "a name": 3 },
};

/** A cell as it was run. */
interface Ran {
  /** What it shows: undefined if nothing. */
  readonly result: unknown;
  readonly left: Record<string, unknown>;
  readonly imported: string[];
}

/** Runs a cell with the names that other cells give. */
async function ran(
  source: string,
  given: Record<string, unknown> = {},
): Promise<Ran> {
  const { uses, codeOf } = compiled(source);
  const names = Object.keys(given).filter((name) => uses.includes(name));
  const cell: Cell = (0, eval)(codeOf(names));
  let result: unknown;
  const imported: string[] = [];
  const left = await cell(
    (name) => {
      imported.push(name);
      if (name in MODULES) return MODULES[name];
      throw new Error(`no ${name}`);
    },
    (value) => result = value,
    ...names.map((name) => given[name]),
  );
  return { result, left, imported };
}

Deno.test("a cell shows what its last statement gives, as a kernel does", async () => {
  // As Deno 2.8.1 itself answers them.
  const cases: [source: string, result: unknown][] = [
    ["1 + 1", 2],
    ["1 + 1;", 2],
    ["1 + 1; // a comment", 2],
    ["1 + 1 /* a\ncomment */", 2],
    ["1 + 1\n\n", 2],
    ["`a ${1 + 1}; // no comment`", "a 2; // no comment"],
    ["({ a: 1 })", { a: 1 }],
    ["({ a: 1 });", { a: 1 }],
    ["(1, 2)", 2],
    ["1, 2", 2],
    ["[1, 2]", [1, 2]],
    ["await Promise.resolve(5);", 5],
    ["(await Promise.resolve(5))", 5],
    ["const a = 1; a as number;", 1],
    ["const a = [1] as const; a[0]!;", 1],
    ["null", null],
    ['"use strict"', "use strict"],
    ["const f = () => 1\nf\n()", 1],
    ["let a = 0\na\n++a", 1],
    ["5; const a = 1;", 5],
    ["5; function f() {}", 5],
    ["5; class C {}", 5],
    ["5;;", 5],
    ["5; if (false) { 1 }", undefined],
    ["if (true) { 8 }", 8],
    ["if (true) 8; else 9", 8],
    ["for (const i of [1, 2]) { i * 3 }", 6],
    ["for (const i of [1, 2]) { [3].forEach((j) => { j; }); }", undefined],
    ["let n = 0; while (n < 3) n++;", 2],
    ["try { 12 } finally { 13 }", 12],
    ["try { throw 1; } catch { 14 }", 14],
    ["label: for (;;) { 14; break label; }", 14],
    ["switch (1) { case 1: 15; break; }", 15],
    ["{ 1; { 2; } }", 2],
    ["export default 5", 5],
    ["export const a = 5;", undefined],
    ["const a = 1;", undefined],
    ["", undefined],
    ["// nothing", undefined],
    ["enum E { A, B } E.B", 1],
    [
      "class K { constructor(private x: number) {} get y() { return this.x; } } new K(3).y",
      3,
    ],
    ["this === globalThis", true],
    ["function f(this: unknown) { return this; } f()", undefined],
  ];
  for (const [source, result] of cases) {
    assertEquals((await ran(source)).result, result, source);
  }
});

Deno.test("a cell leaves what it declares and what it assigns to", async () => {
  const cases: [
    source: string,
    given: Record<string, unknown>,
    left: Record<string, unknown>,
  ][] = [
    ["const a = 1, b = a + 1; let c; var d = b;", {}, {
      a: 1,
      b: 2,
      c: undefined,
      d: 2,
    }],
    ["const { a, b: [c = 2, ...d], ...e } = o;", {
      o: { a: 1, b: [undefined, 3, 4], f: 5 },
    }, { a: 1, c: 2, d: [3, 4], e: { f: 5 } }],
    ["if (true) { var a = 1; const b = 2; }", {}, { a: 1 }],
    ["for (var i = 0; i < 3; i++);", {}, { i: 3 }],
    ["x = 5;", { x: 1 }, { x: 5 }],
    ["x += 5; y++;", { x: 1, y: 2 }, { x: 6, y: 3 }],
    ["({ x, y: [y] } = { x: 3, y: [4] });", { x: 1, y: 2 }, { x: 3, y: 4 }],
    ["interface I { a: number } type T = I; const v: T = { a: 1 };", {}, {
      v: { a: 1 },
    }],
    ["const report = 1, history = 2, name = 3, self = 4;", {}, {
      report: 1,
      history: 2,
      name: 3,
      self: 4,
    }],
    ["export const a = 1; export let b = 2;", {}, { a: 1, b: 2 }],
    ["const a = 1; export { a };", {}, { a: 1 }],
    ["const a = await Promise.resolve(1);", {}, { a: 1 }],
  ];
  for (const [source, given, left] of cases) {
    assertEquals({ ...(await ran(source, given)).left }, left, source);
    assertEquals(compiled(source).gives.toSorted(), Object.keys(left).sort());
  }
});

Deno.test("a cell uses what it does not declare, and not what is shadowed", () => {
  const cases: [source: string, uses: string[]][] = [
    ["const a = b + c.d;", ["b", "c"]],
    ["const a = 1; a;", []],
    ["f(() => { const b = 1; return b; });", ["f"]],
    ["const f = (x) => x + y; f(1);", ["y"]],
    ["{ const x = 1; x; } x;", ["x"]],
    ["const o = { a, b: c, ['d']: 1, e() {} };", ["a", "c"]],
    ["x: for (;;) break x;", []],
    ["undefined", []],
    ["let v: SomeType<typeof w>; v as Other;", []],
    ["f<Type>(a!, b satisfies C);", ["f", "a", "b"]],
    ['import { a } from "m"; a(b);', ["b"]],
    ["console.log(Math.PI);", ["console", "Math"]],
    ["a = 1; b.c = 2;", ["a", "b"]],
  ];
  for (const [source, uses] of cases) {
    assertEquals(compiled(source).uses, uses, source);
  }
});

Deno.test("two cells may declare the same name, and each has its own", async () => {
  const first = await ran("const a = 1; const f = () => a;");
  const second = await ran("const a = 2; [a, f()];", first.left);
  assertEquals(second.result, [2, 1]);
});

Deno.test("a cell imports in every form, where the import stands", async () => {
  const cases: [source: string, left: Record<string, unknown>][] = [
    ['import { a } from "m";', { a: 1 }],
    ['import { a as c, b, } from "m";', { c: 1, b: 2 }],
    ['import\n{\na\n}\nfrom "m"', { a: 1 }],
    ['import d from "m";', { d: "the default" }],
    ['import d, { a } from "m";', { d: "the default", a: 1 }],
    ['import * as m from "m";', { m: MODULES.m }],
    ['import d, * as m from "m";', { d: "the default", m: MODULES.m }],
    ['import { "a name" as c, default as d } from "m";', {
      c: 3,
      d: "the default",
    }],
    ['import { type T, a } from "m";', { a: 1 }],
    ['import { none } from "m";', { none: undefined }],
    ['import "m";', {}],
    ["const { a } = await import('m');", { a: 1 }],
    [
      "const load = async () => (await import('m')).b; const b = await load();",
      { b: 2 },
    ],
  ];
  for (const [source, left] of cases) {
    const found = await ran(source);
    const { load: _, ...names } = found.left;
    assertEquals(names, left, source);
    assertEquals([...new Set(found.imported)], ["m"], source);
  }
  const types = await ran(
    'import type { T } from "m"; import type D from "m";',
  );
  assertEquals([types.imported, { ...types.left }], [[], {}]);
  assertEquals(
    compiled('import { a } from "m"; import "n"; import { b } from "m";')
      .imports,
    ["m", "n"],
  );
  assertEquals(compiled('import type { a } from "m";').imports, []);
});

Deno.test("what a function of a cell changes later is what the next cell gets", async () => {
  const { left } = await ran("let n = 0; const bump = () => { n += 1; };");
  await ran("bump(); bump();", left);
  assertEquals((await ran("n", left)).result, 2);
  const assigning = await ran("x = 1; const set = (v) => { x = v; };", {
    x: 0,
  });
  (assigning.left.set as (v: number) => void)(7);
  assertEquals(assigning.left.x, 7);
});

Deno.test("a cell is strict, as a kernel's is", async () => {
  let message = "";
  await ran("undeclared = 1;").catch((error) => message = error.message);
  assertEquals(message, "undeclared is not defined");
  assertEquals("undeclared" in globalThis, false);
});

Deno.test("each statement stands on its line", async () => {
  const source = [
    'import { a } from "m";',
    "import {",
    "  b,",
    '} from "m";',
    "interface I {",
    "  x: number;",
    "}",
    "const at = (name?: string): number =>",
    "  Number(/lines.ts\\D*(\\d+)/.exec(new Error(name).stack!)![1]);",
    "export const lines = [at(), ",
    "  new Error().stack,",
    "];",
  ].join("\n");
  const cell: Cell = (0, eval)(
    `${compiled(source).codeOf([])}\n//# sourceURL=lines.ts`,
  );
  const { lines } = await cell((name) => MODULES[name], () => {});
  const [inFunction, stack] = lines as [number, string];
  assertEquals(inFunction, 9);
  assertEquals(/lines.ts\D*(\d+)/.exec(stack)?.[1], "11");
  for (const bad of [5, 12]) {
    const lines = Array<string>(12).fill("const x: number = 1;")
      .map((text, i) => text.replace("x", `x${i}`));
    lines[bad - 1] = "throw new Error();";
    const cell: Cell = (0, eval)(
      `${compiled(lines.join("\n")).codeOf([])}\n//# sourceURL=thrown.ts`,
    );
    const stack = await cell(() => {}, () => {}).catch((error) => error.stack);
    assertEquals(/thrown.ts\D*(\d+)/.exec(String(stack))?.[1], `${bad}`);
  }
});

Deno.test("what is no cell says so, with its line and column", () => {
  const cases: [source: string, says: string, line: number, column?: number][] =
    [
      ["const a = 1;\nconst b = (2;", "Unexpected token", 2, 13],
      ["const a: = 1;", "Unexpected token", 1, 10],
      ["a\n  b c", "Unexpected token", 2, 5],
      ["let a;\n  let a;", "Identifier 'a' has already been declared", 2, 7],
      [
        "let a: number;\nlet b: string; let a;",
        "Identifier 'a' has already been declared",
        2,
      ],
      [
        'import { a } from "m";\nconst a = 1;',
        "Identifier 'a' has already been declared",
        2,
        7,
      ],
      ["\n\nreturn 1;", "'return' outside of function", 3, 1],
      ["const a = 'open", "Unterminated string constant", 1, 11],
      ["break;", "Unsyntactic break", 1, 1],
      ["const c;", "Unexpected token", 1, 8],
      ["1 = 2", "Assigning to rvalue", 1, 1],
      ["\nimport.meta.url", "Cannot use 'import.meta' outside a module", 2],
    ];
  for (const [source, says, line, column] of cases) {
    const error = assertThrows(
      () => compiled(source),
      SyntaxError,
      says,
      source,
    );
    assertEquals(
      {
        line: (error as { line?: number }).line,
        column: (error as { column?: number }).column,
      },
      { line, column },
      `${source}: ${error.message}`,
    );
  }
});

Deno.test("every cell of every notebook is a cell", async () => {
  let count = 0;
  for (const path of await allNotebooks()) {
    for (const source of codeCells(await Deno.readTextFile(path))) {
      const { uses, codeOf } = compiled(source);
      const code = codeOf(uses);
      assertEquals(typeof (0, eval)(code), "function", source);
      assertEquals(
        code.split("\n").length,
        source.split("\n").length + 1,
        source,
      );
      count++;
    }
  }
  assert(count > 100, `${count} cells`);
});
