import { assertEquals } from "@std/assert";
import { he, Matrix, Relu } from "weightlab";
import { kindOf } from "../../lib/check/kind_of.ts";

Deno.test("kindOf() names what a message has got", () => {
  const kinds: [unknown, string][] = [
    [undefined, "undefined"],
    [null, "null"],
    [0.5, "0.5"],
    [NaN, "NaN"],
    [true, "true"],
    [10n, "10"],
    [Symbol("s"), "Symbol(s)"],
    ["relu", '"relu"'],
    [[1], "an Array"],
    [new Uint8Array(1), "a Uint8Array"],
    [new Matrix(1, 1), "a Matrix"],
    [{ x: 1, t: 2 }, "{ x, t }"],
    [{}, "an empty object"],
    [Object.create(null), "an empty object"],
    [Promise.resolve(1), "a promise (is an await missing?)"],
    [he, "the function he"],
    [() => 1, "the function"],
    [Relu, "the class Relu"],
  ];
  for (const [value, kind] of kinds) assertEquals(kindOf(value), kind);
});
