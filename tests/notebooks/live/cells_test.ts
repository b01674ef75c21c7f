// What a page knows of its cells, apart from the page.

import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { makeModel } from "../../../notebooks/_jupyter/pages/template/script/live/cells.js";
import { compiled } from "../../../notebooks/_jupyter/live/engine/cells.ts";

/** The cells of a page, numbered in tens, of their sources. */
const modelOf = (sources: readonly string[], needAll: readonly number[] = []) =>
  makeModel(sources.map((source, i) => {
    const { gives, uses } = compiled(source);
    const id = 10 * i;
    return { id, source, gives, uses, needsAll: needAll.includes(id) };
  }));
const edit = (
  model: ReturnType<typeof modelOf>,
  id: number,
  source: string,
) => model.edit(id, { source, ...compiled(source) });

const SOURCES = [
  "const a = 1, b = 2;",
  "const c = a + 1;",
  "let unrelated = 0;",
  "const d = c + b;",
  "console.log(d);",
];

Deno.test("a cell takes names from the nearest cell above that gives them", () => {
  const model = modelOf(["const a = 1;", "const a = 2;", "a", "const a = 3;"]);
  assertEquals(model.from(20), { a: 10 });
  assertEquals(model.needs(20), [10]);
  assertEquals(modelOf(["a", "const a = 1;"]).from(0), {});
  // What assigns gives the name anew, and needs it.
  const assigns = modelOf(["let n = 0;", "n += 1;", "n"]);
  assertEquals([assigns.from(10), assigns.from(20)], [{ n: 0 }, { n: 10 }]);
  assertEquals(assigns.needs(20), [0, 10]);
});

Deno.test("a cell needs what its needs need, in the page's order", () => {
  const model = modelOf(SOURCES);
  assertEquals(SOURCES.map((_, i) => model.needs(10 * i)), [
    ...[[], [0], [], [0, 10], [0, 10, 30]],
  ]);
  assertEquals(model.dependents(0), [10, 30, 40]);
  assertEquals(model.dependents(20), []);
  assertEquals(model.from(30), { c: 10, b: 0 });
});

Deno.test("a cell that needs all needs every cell above it, and none below", () => {
  const model = modelOf(SOURCES, [30]);
  assertEquals(model.needs(30), [0, 10, 20]);
  assertEquals(model.needs(40), [0, 10, 20, 30]);
  assertEquals(model.dependents(20), [30, 40]);
});

Deno.test("an edit changes the signatures of the cell and of what needs it", () => {
  const model = modelOf(SOURCES);
  const before = model.ids.map(model.signature);
  edit(model, 10, "const c = a + 100;");
  assertEquals(
    model.ids.map((id: number, i: number) => model.signature(id) === before[i]),
    [true, false, true, false, false],
  );
  assertEquals(model.ids.map(model.isPublished), [
    ...[true, false, true, false, false],
  ]);
  assertEquals(model.ids.map(model.isEdited), [
    ...[false, true, false, false, false],
  ]);
  assertEquals(model.ids.map(model.publishedSignature), before);
  // As it was: all is published again.
  edit(model, 10, SOURCES[1]);
  assertEquals(model.ids.map(model.signature), before);
  assert(model.ids.every(model.isPublished));
});

Deno.test("an edit changes what gives and needs", () => {
  const model = modelOf(SOURCES);
  edit(model, 20, "const c = 7;");
  assertEquals(model.from(30), { c: 20, b: 0 });
  assertEquals(model.needs(30), [0, 20]);
  assertEquals(model.isPublished(30), false);
  assertEquals(model.cellOf(20).original.source, SOURCES[2]);
});

Deno.test("two cells of one source have signatures of their own", () => {
  const model = modelOf(["f()", "f()", ""]);
  assertNotEquals(model.signature(0), model.signature(10));
});

Deno.test("a long chain of cells is known at once", () => {
  const sources = Array.from(
    { length: 120 },
    (_, i) =>
      `const x${i} = [${i ? `x${i - 1}, ` : ""}${i > 1 ? `x${i - 2}` : ""}];`,
  );
  const model = modelOf(sources);
  assertEquals(model.needs(1190).length, 119);
  assertEquals(model.dependents(0).length, 119);
  edit(model, 0, "const x0 = [5];");
  assertEquals(model.ids.filter(model.isPublished), []);
});
