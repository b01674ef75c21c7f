import { assert, assertEquals } from "@std/assert";
import { parse } from "acorn";
import { analyze } from "eslint-scope";
import { transform } from "sucrase";
import { namesOf } from "../../../../notebooks/_jupyter/live/engine/names.ts";
import { allNotebooks } from "../../../../notebooks/_jupyter/project.ts";
import { codeCells, filesBelow } from "../../../_architecture.ts";

const programOf = (code: string) =>
  parse(code, { ecmaVersion: "latest", sourceType: "module", ranges: true });

/** What `namesOf` tells, as sorted lists. */
function told(code: string): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(namesOf(programOf(code)))
      .map(([what, names]) => [what, [...names].sort()]),
  );
}

/** The same as eslint-scope tells it. */
function expected(code: string): Record<string, string[]> {
  const scopes = analyze(programOf(code) as never, {
    ecmaVersion: 2022,
    sourceType: "module",
  });
  const [scope] = scopes.globalScope!.childScopes;
  const free = scopes.globalScope!.through.filter(({ identifier }) =>
    !scope.set.has(identifier.name)
  );
  const names = (of: typeof free) =>
    [...new Set(of.map(({ identifier }) => identifier.name))].sort();
  return {
    declared: scope.variables.map(({ name }) => name).sort(),
    uses: names(free),
    assigned: names(free.filter((one) => one.isWrite())),
    changed: scope.variables
      .filter(({ references }) =>
        references.some((one) => one.isWrite() && !one.init)
      )
      .map(({ name }) => name).sort(),
  };
}

const PROGRAMS = [
  "const a = 1, b = c;",
  "let { a, b: { c = d }, ...e } = f, [g, , h = i, ...j] = k;",
  "({ a, b: c.d, [e]: f = g, ...h } = i); [j, k[l]] = m;",
  "if (a) { var b = 1; let c = 2; c; } b;",
  "for (var i = 0; i < n; i++) { let j = i; j += 1; }",
  "for (const [k, v] of Object.entries(o)) { k; v; } k;",
  "for (x of xs) y; for (z.a in zs);",
  "function f(a, { b = g }, ...c) { var d; arguments; return a + b + c + d; }",
  "const f = async function self(n) { return n ? self(n - 1) : f; };",
  "const g = (a, b = a, [c] = []) => ({ a, b, c, d, e: a, [h]: i });",
  "class A extends B { static #p = q; r = s; [t]() { return A.#p; } get u() { return v; } static { var w; x = w; } }",
  "const C = class D { e = D; }; D;",
  "try { a(); } catch ({ message }) { message; } finally { b; } message;",
  "try {} catch { c; }",
  'import d, { a as b, "x y" as c } from "m"; import * as n from "m"; b; n.q;',
  "export const a = b; export function f() {} export default g;",
  'const h = 1; export { h }; export * from "m";',
  "l: for (;;) { if (a) break l; continue l; }",
  "switch (a) { case b: let c; c; break; default: d; } c;",
  "let n = 0; const bump = () => { n++; }; bump = 1;",
  "a = b; c += 1; d++; ({ e } = {}); typeof g; delete h.i;",
  "x => x; (function () { return this; })(); new Y(z);",
  "`${a}${b => b}${c`d${e}`}`; f?.g?.[h]; import(i); await j; import.meta;",
  "{ function inner() {} inner(); } inner;",
  "const { [key]: value } = object; value ??= other;",
  "const a = a0; { const a = b0; a; } function c(a) { a = 1; }",
  "/re/g; 1n; null; ({ 'quoted': q, 5: r, async *s() { yield t; }, get u() { return 1; } });",
  "var a; var a = 2; do { a--; } while (a);",
  "for await (const part of parts) part; arguments;",
];

Deno.test("namesOf() tells the names of every form of declaration and use", () => {
  for (const code of PROGRAMS) assertEquals(told(code), expected(code), code);
});

Deno.test("namesOf() tells what eslint-scope tells, of every cell and the library's files", async () => {
  const sources = (await filesBelow("lib", ".ts")).map(({ text }) => text);
  for (const path of await allNotebooks()) {
    sources.push(...codeCells(await Deno.readTextFile(path)));
  }
  assert(sources.length > 300);
  for (const source of sources) {
    const { code } = transform(source, {
      transforms: ["typescript"],
      keepUnusedImports: true,
      disableESTransforms: true,
    });
    assertEquals(told(code), expected(code), source);
  }
});
