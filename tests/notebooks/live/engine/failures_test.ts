import { assertEquals } from "@std/assert";
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
