import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import {
  kernelInUse,
  mapElements,
  matmul,
  Matrix,
  randn,
  seeded,
  useKernel,
} from "weightlab";
import { listed, ListedMatrix } from "../../lib/storage/listed.ts";
import { rowRange } from "../../lib/storage/row_range.ts";
import { lendCopy, workspace } from "../../lib/storage/workspace.ts";

/** Standard normals of which those below 1 are zero: one in six is left. */
function sparse(name: string, rows: number, columns: number): Matrix {
  return mapElements(randn(seeded(name), rows, columns), (v) => v < 1 ? 0 : v);
}

const x = sparse("listed/x", 30, 170);
const w = randn(seeded("listed/w"), 170, 11);
const d = randn(seeded("listed/d"), 30, 11);

Deno.test("listed() gives the same rows, and products with the same bits", () => {
  workspace(() => {
    const near = lendCopy(x), same = listed(near);
    assert(same instanceof ListedMatrix);
    assert(
      !(near instanceof ListedMatrix),
      "the lists belong to what listed() returns",
    );
    assertEquals(same.to2DArray(), x.to2DArray());
    assertEquals(matmul(same, w).to2DArray(), matmul(x, w).to2DArray());
    assertEquals(
      matmul(same, d, { transposeA: true }).to2DArray(),
      matmul(x, d, { transposeA: true }).to2DArray(),
    );
    // With B transposed, and as the second factor, it is like any other matrix.
    const wT = w.transpose();
    assertEquals(
      matmul(same, wT, { transposeB: true }).to2DArray(),
      matmul(x, w).to2DArray(),
    );
    assertEquals(
      matmul(d, same, { transposeA: true }).to2DArray(),
      matmul(d, x, { transposeA: true }).to2DArray(),
    );
  });
});

Deno.test("listed() hides no NaN of the other factor", () => {
  const broken = w.clone();
  broken.set(3, 4, NaN);
  workspace(() => {
    const y = matmul(listed(lendCopy(x)), broken);
    assert(y.getColumn(4).every(Number.isNaN));
    assertEquals(y.getColumn(5), matmul(x, w).getColumn(5));
  });
});

Deno.test("rowRange() of listed rows uses their lists", () => {
  workspace(() => {
    const range = rowRange(rowRange(listed(lendCopy(x)), 2, 29), 5, 20);
    assert(range instanceof ListedMatrix);
    assertEquals(range.to2DArray(), x.to2DArray().slice(7, 22));
    assertEquals(
      matmul(range, w).to2DArray(),
      matmul(x, w).to2DArray().slice(7, 22),
    );
  });
});

Deno.test("listed() leaves what would not gain, or cannot be listed", () => {
  const dense = randn(seeded("listed/dense"), 30, 20);
  workspace(() => {
    for (const y of [lendCopy(dense), x, lendCopy(new Matrix(0, 4))]) {
      assertStrictEquals(listed(y), y);
      assert(!(y instanceof ListedMatrix));
    }
  });
  // Outside of a workspace the kernel's memory is not lent.
  assertStrictEquals(listed(x), x);
});

Deno.test("matmul() of a listed matrix writes to out, whatever it held", () => {
  const out = new Matrix(30, 11).fill(NaN);
  workspace(() => matmul(listed(lendCopy(x)), w, { out }));
  assertEquals(out.to2DArray(), matmul(x, w).to2DArray());
});

Deno.test("a build of the kernel reads no lists that another one wrote", () => {
  const [xW, xTD] = [matmul(x, w), matmul(x, d, { transposeA: true })];
  const before = kernelInUse().name;
  try {
    for (const [by, other] of [[before, "exact"], ["exact", before]] as const) {
      useKernel({ name: by });
      workspace(() => {
        const same = listed(lendCopy(x)), range = rowRange(same, 5, 20);
        assert(same instanceof ListedMatrix && range instanceof ListedMatrix);
        useKernel({ name: other });
        assertEquals(matmul(same, w), xW);
        assertEquals(matmul(same, d, { transposeA: true }), xTD);
        assertEquals(matmul(range, w).to2DArray(), xW.to2DArray().slice(5, 20));
      });
    }
  } finally {
    useKernel();
  }
});
