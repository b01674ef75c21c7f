import { assertEquals } from "@std/assert";
import { Matrix, param } from "weightlab";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("param() has a gradient of zeros in its value's shape, and of its own", () => {
  const value = new Matrix([[1, 2, 3]]);
  const p = param("W", value);
  assertEquals([p.name, p.value, p.grad.to2DArray()], ["W", value, [[
    0,
    0,
    0,
  ]]]);
  assertUnchanged(() => p.grad.fill(7), value);
});
