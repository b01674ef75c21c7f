import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { columnSums, matmul, Matrix } from "weightlab";
import {
  allocate,
  inMemory,
  release,
  SCRATCH,
} from "../../lib/kernel/memory.ts";
import { addressOf } from "../../lib/storage/call_kernel.ts";
import { resident, residentMatrix } from "../../lib/storage/resident.ts";
import { fromRows, rows } from "../../lib/storage/rows.ts";
import { counting, isResident } from "../matrix/_storage.ts";

Deno.test("residentMatrix() lies in the kernel's memory, row after row", () => {
  const x = residentMatrix(3, 5);
  assert(x instanceof Matrix);
  assertEquals([x.rows, x.columns], [3, 5]);
  const address = addressOf(x)!;
  for (const [i, row] of rows(x).entries()) {
    assert(inMemory(row));
    assertEquals(row.length, 5);
    assertEquals(row.byteOffset, address + i * 40);
  }
});

Deno.test("resident() copies: later changes of one are not the other's", () => {
  const x = counting(3, 2), y = resident(x);
  assert(isResident(y) && !isResident(x));
  assertEquals(y.to2DArray(), x.to2DArray());
  y.set(0, 0, 100);
  assertEquals(x.get(0, 0), 1);
  assertNotEquals(addressOf(resident(y)), addressOf(y));
});

Deno.test("residentMatrix() leaves room for copies: when it is full, products go on", () => {
  const taken: number[] = [];
  for (let bytes = 2 ** 30; bytes >= 2 ** 20; bytes /= 2) {
    for (let at; (at = allocate(bytes, 2 ** 29)) !== undefined;) {
      taken.push(at, bytes);
    }
  }
  const x = residentMatrix(400, 400), y = resident(Matrix.eye(400, 400));
  assert(!isResident(x) && !isResident(y));
  assertEquals(matmul(y, y).to2DArray(), Matrix.eye(400, 400).to2DArray());
  for (let i = 0; i < taken.length; i += 2) release(taken[i], taken[i + 1]);
  assert(isResident(residentMatrix(400, 400)));
});

Deno.test("residents are ml-matrix matrices: its methods work on them", () => {
  const x = resident(counting(2, 2));
  assertEquals(x.transpose().to2DArray(), [[1, 3], [2, 4]]);
  assertEquals(x.mmul(x).to2DArray(), [[7, 10], [15, 22]]);
  assertEquals(x.clone().to2DArray(), x.to2DArray());
  assert(!isResident(x.clone()));
  assert(isResident(x.mul(2)));
  assertEquals(x.to2DArray(), [[2, 4], [6, 8]]);
});

Deno.test("addressOf() knows a resident whose rows ml-matrix has moved for another", () => {
  const weights = new Matrix([[1], [1]]);
  const cases: [string, (x: Matrix) => void, number[]][] = [
    ["a row more", (x) => x.addRow([10, 20]), [3, 7, 11, 30]],
    ["a row more, first", (x) => x.addRow(0, [10, 20]), [30, 3, 7, 11]],
    ["the middle row less", (x) => x.removeRow(1), [3, 11]],
    ["another middle row", (x) => {
      x.removeRow(1);
      x.addRow(1, [10, 20]);
    }, [3, 30, 11]],
    ["another first row", (x) => {
      x.removeRow(0);
      x.addRow(0, [10, 20]);
    }, [30, 7, 11]],
    ["another column", (x) => {
      x.removeColumn(0);
      x.addColumn(1, [10, 20, 30]);
    }, [12, 24, 36]],
  ];
  for (const [what, change, sums] of cases) {
    const x = resident(counting(3, 2));
    change(x);
    assert(!isResident(x), what);
    assertEquals(matmul(x, weights).to1DArray(), sums, what);
    assertEquals(columnSums(x.transpose()).to1DArray(), sums, what);
  }
  // Without its last or first row it still lies in one piece.
  const x = resident(counting(3, 2));
  const address = addressOf(x)!;
  x.removeRow(2);
  assertEquals(addressOf(x), address);
  x.removeRow(0);
  assertEquals(addressOf(x), address + 16);
  assertEquals(matmul(x, weights).to1DArray(), [7]);
});

Deno.test("addressOf() of a matrix without numbers is where nothing is read", () => {
  assertEquals(addressOf(new Matrix(0, 3)), SCRATCH);
  assertEquals(addressOf(residentMatrix(3, 0)), SCRATCH);
});

Deno.test("addressOf() of rows in another order is undefined", () => {
  const [a, b, c] = rows(resident(counting(3, 2)));
  assertEquals(addressOf(fromRows([a, c, b], 2)), undefined);
  assertEquals(addressOf(fromRows([a, c], 2)), undefined);
  assertEquals(addressOf(fromRows([b, c], 2)), b.byteOffset);
});
