import { assertThrows } from "@std/assert";
import { Matrix } from "weightlab";
import {
  checkArray,
  checkBoolean,
  checkFunction,
  checkOneOf,
  checkRng,
  checkText,
} from "../../lib/check/kinds.ts";

Deno.test("checkFunction(), checkRng(), checkArray(), checkText() and checkBoolean() hold a kind", () => {
  const checks: [(value: unknown) => void, unknown[], string][] = [
    [(v) => checkFunction("do", "x", v), [Math.abs, Matrix], "a function"],
    [
      (v) => checkFunction("do", "x", v, "such as relu"),
      [Math.abs],
      "a function, such as relu",
    ],
    [(v) => checkArray("do", "x", v), [[], new Uint8Array(1)], "an array"],
    [(v) => checkText("do", "x", v), ["", "a"], "a text"],
    [(v) => checkBoolean("do", "x", v), [true, false], "true or false"],
  ];
  for (const [check, right, must] of checks) {
    for (const value of right) check(value);
    for (const value of [undefined, null, 7, { length: 1 }]) {
      assertThrows(
        () => check(value),
        TypeError,
        `Cannot do: x must be ${must}, got `,
      );
    }
  }
  assertThrows(
    () => checkRng("do", 1),
    TypeError,
    "Cannot do: rng must be a function, such as seeded(1) gives, got 1",
  );
});

Deno.test("checkOneOf() lists the words", () => {
  checkOneOf("draw", "mode", "a", ["a", "b"]);
  assertThrows(
    () => checkOneOf("draw", "mode", "c", ["a", "b"]),
    RangeError,
    'Cannot draw: mode must be "a" or "b", got c',
  );
});
