import { assertEquals } from "@std/assert";
import { matmul, Matrix } from "weightlab";
import { numbersAt } from "../../lib/kernel/memory.ts";
import {
  type Product,
  useProduct,
  wasmProduct,
} from "../../lib/matrix/matmul.ts";
import { counting } from "./_storage.ts";

Deno.test("useProduct() puts another product behind matmul(), wasmProduct the first again", () => {
  const calls: unknown[] = [];
  const ones: Product = (_a, _b, c, ...sizes) => {
    calls.push(sizes);
    numbersAt(c, sizes[0] * sizes[2]).fill(1);
  };
  const a = counting(2, 3), b = counting(4, 3);
  useProduct(ones);
  try {
    const c = matmul(a, b, { transposeB: true });
    assertEquals(c.to2DArray(), [[1, 1, 1, 1], [1, 1, 1, 1]]);
    assertEquals(calls, [[2, 3, 4, false, true]]);
  } finally {
    useProduct(wasmProduct);
  }
  assertEquals(
    matmul(new Matrix([[2]]), new Matrix([[3]])).to2DArray(),
    [[6]],
  );
});
