import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { batchRows, Matrix, nearCopy, workspace } from "weightlab";
import { allocate, release } from "../../lib/kernel/memory.ts";
import { ListedMatrix } from "../../lib/storage/listed.ts";
import { counting, isResident } from "../matrix/_storage.ts";

Deno.test("nearCopy() is a resident copy; where the memory is full, the matrix itself", () => {
  const x = counting(4, 5);
  workspace(() => {
    const near = nearCopy(x);
    assert(isResident(near));
    assertEquals(near.to2DArray(), x.to2DArray());
  });
  // All but what is left to copies, in ever smaller parts.
  const taken: { address: number; bytes: number }[] = [];
  for (let bytes = 2 ** 31; bytes >= 64; bytes /= 2) {
    for (let at; (at = allocate(bytes, 2 ** 29)) !== undefined;) {
      taken.push({ address: at, bytes });
    }
  }
  workspace(() => assertStrictEquals(nearCopy(x), x));
  for (const { address, bytes } of taken) release(address, bytes);
});

Deno.test("nearCopy() lists the nonzeros of a matrix of many zeros, and holds the same numbers", () => {
  const x = new Matrix(20, 30);
  for (let i = 0; i < 20; i++) x.set(i, i, i + 1);
  workspace(() => {
    const near = nearCopy(x);
    assert(near instanceof ListedMatrix);
    assertEquals(near.to2DArray(), x.to2DArray());
  });
});

Deno.test("nearCopy(): what is kept of it beyond its workspace has no rows, listed or not", () => {
  for (const x of [counting(20, 30), new Matrix(20, 30)]) {
    const kept: Matrix[] = [];
    workspace(() => {
      const near = nearCopy(x);
      workspace(() => kept.push(batchRows(near, [3, 4])));
      kept.push(near);
    });
    for (const one of kept) assertEquals(one.to2DArray(), []);
  }
});

Deno.test("nearCopy() outside of a workspace is the matrix itself", () => {
  const x = counting(2, 3);
  assertStrictEquals(nearCopy(x), x);
});
