import { assert, assertEquals } from "@std/assert";
import {
  mapElements,
  matmul,
  type Matrix,
  randn,
  seeded,
  takeRows,
} from "weightlab";
import { batchRows } from "../../lib/matrix/batch_rows.ts";
import { listed, ListedMatrix } from "../../lib/storage/listed.ts";
import { lendCopy, workspace } from "../../lib/storage/workspace.ts";

const dense = randn(seeded("batch/dense"), 20, 30);
const sparse = mapElements(dense, (v) => v < 1 ? 0 : v);
const w = randn(seeded("batch/w"), 30, 9);
const indices = [3, 19, 3, 0, 7, 8, 9, 3];

function assertBatch(batch: Matrix, x: Matrix): void {
  const want = takeRows(x, indices);
  assertEquals(batch.to2DArray(), want.to2DArray());
  assertEquals(matmul(batch, w).to2DArray(), matmul(want, w).to2DArray());
}

Deno.test("batchRows() shares the rows of a listed matrix, and their lists", () => {
  workspace(() => {
    const x = listed(lendCopy(sparse)), batch = batchRows(x, indices);
    assert(batch instanceof ListedMatrix);
    assertBatch(batch, sparse);
    x.set(3, 0, 5);
    assertEquals(batch.get(7, 0), 5);
  });
});

Deno.test("batchRows() copies the rows of any other", () => {
  const x = dense.clone(), batch = batchRows(x, indices);
  assert(!(batch instanceof ListedMatrix));
  assertBatch(batch, dense);
  x.set(3, 0, 5);
  assertEquals(batch.get(7, 0), dense.get(3, 0));
});

Deno.test("batchRows() of too few rows for lists multiplies as ever", () => {
  workspace(() => {
    const x = listed(lendCopy(sparse));
    const few = batchRows(x, [4, 4]);
    assertEquals(
      matmul(few, w).to2DArray(),
      matmul(takeRows(sparse, [4, 4]), w).to2DArray(),
    );
  });
});
