import { assertEquals } from "@std/assert";
import { Matrix } from "weightlab";
import { subtractScaled } from "../../lib/matrix/passes.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { assertSameWherever, counting } from "./_storage.ts";

Deno.test("subtractScaled() takes lr g from w, in place", () => {
  const w = counting(2, 2), g = new Matrix([[2, 4], [6, 8]]);
  assertUnchanged(() => subtractScaled(w, g, 0.5), g);
  assertEquals(w.to2DArray(), [[0, 0], [0, 0]]);
});

Deno.test("subtractScaled() gives the same bits wherever the matrices lie", () => {
  assertSameWherever([[7, 5], [7, 5]], (w, g) => {
    subtractScaled(w, g, 0.1);
    return w;
  });
});
