import { assertEquals, assertThrows } from "@std/assert";
import { compiled } from "../../../../notebooks/_jupyter/live/engine/cells.ts";
import {
  failureOf,
  nameOf,
} from "../../../../notebooks/_jupyter/live/engine/failures.ts";

/** An error with the stack, and what else, that an engine gives it. */
const thrown = (more: Readonly<Record<string, unknown>>) =>
  Object.assign(new RangeError("too deep"), { stack: "" }, more);

const PLACE = {
  ...{ name: "RangeError", message: "too deep" },
  ...{ line: 3, column: 7 },
};

Deno.test("a failure stands where the innermost line of its cell is, in Chromium and Firefox", () => {
  const chromium = `RangeError: too deep
    at relu (blob:null/7a31:35:134)
    at deep (${nameOf(4)}:3:7)
    at ${nameOf(4)}:9:1
    at run (blob:null/7a31:2:1)`;
  assertEquals(failureOf(thrown({ stack: chromium }), 4), PLACE);
  const firefox = `relu@blob:null/7a31:35:134
deep@${nameOf(4)}:3:7
@${nameOf(4)}:9:1`;
  assertEquals(
    failureOf(thrown({ stack: firefox, lineNumber: 35 }), 4),
    PLACE,
  );
});

Deno.test("a failure of a cell's own code has a place in WebKit, whose stacks do not name cells", () => {
  const stack = "deep@\n@\n@blob:null/7a31:35:134";
  assertEquals(failureOf(thrown({ stack, line: 3, column: 7 }), 4), PLACE);
  // Thrown in the library: the line is the library's, and none of the cell's is known.
  const inside = thrown({
    ...{ stack: "relu@blob:null/7a31:35:134\n@\n", line: 35, column: 134 },
    sourceURL: "blob:null/7a31",
  });
  const { line, column } = failureOf(inside, 4);
  assertEquals([line, column], [undefined, undefined]);
});

Deno.test("what is no cell knows its place, in every engine", () => {
  const error = assertThrows(() => compiled("const a = 1;\n  a b;"), Error);
  for (const more of [{}, { sourceURL: "blob:null/7a31" }]) {
    assertEquals(failureOf(Object.assign(error, more), 4), {
      ...{ name: "SyntaxError", message: 'Unexpected token, expected ";"' },
      ...{ line: 2, column: 5 },
    });
  }
});

Deno.test("another's syntax error stands where the cell asked for it", () => {
  const error = assertThrows(() => JSON.parse("{"), SyntaxError);
  const stack = `SyntaxError: ${error.message}
    at JSON.parse (<anonymous>)
    at read (blob:null/7a31:35:134)
    at ${nameOf(4)}:9:1`;
  const { line, column } = failureOf(Object.assign(error, { stack }), 4);
  assertEquals([line, column], [9, 1]);
  // In WebKit the line that it knows is the library's.
  const place = { line: 35, column: 134, sourceURL: "blob:null/7a31" };
  const webkit = Object.assign(error, place, { stack: "read@blob:null/7a31" });
  assertEquals(failureOf(webkit, 4).line, undefined);
});

Deno.test("a line that an error has of its own is not the cell's", () => {
  const stack = `Error: no table\n    at parse (${nameOf(4)}:9:1)`;
  assertEquals(failureOf(thrown({ stack, line: 2 }), 4).line, 9);
});

Deno.test("a failure is of its own cell, whoever else's functions were called", () => {
  const stack = `Error: x
    at f (${nameOf(1)}:3:7)
    at g (${nameOf(11)}:4:8)
    at ${nameOf(12)}:5:9`;
  for (const [id, line] of [[1, 3], [11, 4], [12, 5]]) {
    assertEquals(failureOf(thrown({ stack }), id).line, line);
  }
  assertEquals(failureOf(thrown({ stack }), 2).line, undefined);
});

Deno.test("anything that is thrown is told", () => {
  const cases: [thrown: unknown, message: string][] = [
    ["a text", "a text"],
    [5, "5"],
    [undefined, "undefined"],
    [null, "null"],
    [Symbol("s"), "Symbol(s)"],
    [{ code: 5 }, "{ code: 5 }"],
  ];
  for (const [thrown, message] of cases) {
    assertEquals(failureOf(thrown, 4), { name: "Uncaught", message });
  }
});
