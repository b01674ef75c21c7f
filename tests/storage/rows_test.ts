import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { MatrixTransposeView } from "ml-matrix";
import { Matrix } from "weightlab";
import {
  overNumbers,
  putNumbers,
  rows,
  zeroMatrix,
} from "../../lib/storage/rows.ts";

Deno.test("rows() gives the matrix's own rows: writing to one writes to it", () => {
  const x = new Matrix([[1, 2], [3, 4]]);
  rows(x)[1][0] = 7;
  assertEquals(x.to2DArray(), [[1, 2], [7, 4]]);
  assertEquals(rows(x).length, 2);
});

Deno.test("rows() refuses what is no Matrix, and says what it got", () => {
  const wrong: [unknown, string][] = [
    [[[1]], "got an Array"],
    [undefined, "got undefined"],
    [null, "got null"],
    [Object.create(null), "got an empty object"],
    [new MatrixTransposeView(new Matrix([[1]])), "must be an ml-matrix Matrix"],
    [{ data: [new Float64Array(1)] }, "got { data }"],
  ];
  for (const [x, message] of wrong) {
    assertThrows(() => rows(x as Matrix), TypeError, message);
  }
});

Deno.test("zeroMatrix() is what ml-matrix makes, and works like it", () => {
  for (const [r, c] of [[3, 2], [1, 5], [0, 4], [2, 0]]) {
    assertEquals(zeroMatrix(r, c), new Matrix(r, c));
  }
  const x = zeroMatrix(2, 2);
  x.set(0, 1, 3);
  assertEquals(x.clone().to2DArray(), [[0, 3], [0, 0]]);
  assertEquals(x.addRow([1, 2]).removeColumn(0).to2DArray(), [[3], [0], [2]]);
});

Deno.test("putNumbers() writes row by row what overNumbers() shows as a matrix, not copied", () => {
  const x = new Matrix([[1, 2, 3], [4, 5, 6]]);
  const room = new Float64Array(8), inner = room.subarray(1, 7);
  assertStrictEquals(putNumbers(x, inner), inner);
  assertEquals([...room], [0, 1, 2, 3, 4, 5, 6, 0]);
  const over = overNumbers(inner, 2, 3);
  assertEquals(over.to2DArray(), x.to2DArray());
  over.set(1, 0, 7);
  assertEquals(room[4], 7);
  assertEquals([
    overNumbers(inner, 3, 0).rows,
    overNumbers(inner, 0, 3).columns,
  ], [3, 3]);
});
