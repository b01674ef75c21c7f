import { assertEquals } from "@std/assert";
import { matmul, Matrix } from "weightlab";
import { addressOf } from "../../lib/storage/call_kernel.ts";
import { resident } from "../../lib/storage/resident.ts";
import { rowRange } from "../../lib/storage/row_range.ts";
import { counting, isResident } from "../matrix/_storage.ts";

Deno.test("rowRange() shares rows from .. to - 1 with the whole", () => {
  for (const x of [counting(4, 2), resident(counting(4, 2))]) {
    const middle = rowRange(x, 1, 3);
    assertEquals(middle.to2DArray(), [[3, 4], [5, 6]]);
    middle.set(0, 0, 30);
    assertEquals(x.get(1, 0), 30);
    x.set(2, 1, 60);
    assertEquals(middle.get(1, 1), 60);
  }
});

Deno.test("rowRange() of a resident is one, where its rows are", () => {
  const x = resident(counting(4, 2));
  const middle = rowRange(x, 1, 3);
  assertEquals(addressOf(middle), addressOf(x)! + 16);
  assertEquals(matmul(middle, new Matrix([[1], [1]])).to1DArray(), [7, 11]);
  assertEquals(isResident(rowRange(counting(4, 2), 1, 3)), false);
});

Deno.test("rowRange() ends with the matrix, and may be empty", () => {
  const x = counting(3, 2);
  assertEquals(rowRange(x, 2, 9).to2DArray(), [[5, 6]]);
  const none = rowRange(x, 3, 3);
  assertEquals([none.rows, none.columns], [0, 2]);
});
