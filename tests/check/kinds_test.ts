import { assertThrows } from "@std/assert";
import { Matrix } from "weightlab";
import {
  checkArray,
  checkBoolean,
  checkFunction,
  checkOneOf,
  checkPlain,
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
    const view = new DataView(new ArrayBuffer(8));
    for (const value of [undefined, null, 7, { length: 1 }, view]) {
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

Deno.test("checkPlain() holds data to what JSON has, by the place of what is not", () => {
  const one = { a: [1, null, "b", NaN, undefined] };
  checkPlain("do", "x", [one, one, true]);
  const round: unknown[] = [one];
  round.push({ again: round });
  const cases: [unknown, string][] = [
    [round, "x.1.again must be plain data, got what it is within"],
    [[one, new Map()], "x.1 must be plain data, got a Map"],
    [
      { a: { f: Math.tanh } },
      "x.a.f must be plain data, got the function tanh",
    ],
    [1n, "x must be plain data, got 1"],
  ];
  for (const [data, message] of cases) {
    assertThrows(
      () => checkPlain("do", "x", data),
      TypeError,
      `Cannot do: ${message}`,
    );
  }
});

Deno.test("checkOneOf() lists the words", () => {
  checkOneOf("draw", "mode", "a", ["a", "b"]);
  assertThrows(
    () => checkOneOf("draw", "mode", "c", ["a", "b"]),
    RangeError,
    'Cannot draw: mode must be "a" or "b", got c',
  );
  assertThrows(
    () => checkOneOf("draw", "mode", "c", ["a"]),
    RangeError,
    'Cannot draw: mode must be "a", got c',
  );
});
