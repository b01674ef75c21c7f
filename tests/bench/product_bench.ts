// The matrix product by shape: `deno bench -A tests/bench/product_bench.ts`.

import { assertAlmostEquals } from "@std/assert";
import { matmul, Matrix, randn, seeded } from "weightlab";
import { resident, residentMatrix } from "../../lib/storage/resident.ts";
import { plainBlock } from "./_plain_block.ts";
import { shapeName, SHAPES } from "./_shapes.ts";

const plain = await plainBlock();

for (const shape of SHAPES) {
  const { m, k, n, transposeA = false, transposeB = false } = shape;
  const rng = seeded("products");
  const A = randn(rng, m, k), B = randn(rng, k, n);
  const a = transposeA ? A.transpose() : A;
  const b = transposeB ? B.transpose() : B;
  const group = shapeName(shape);
  const options = { transposeA, transposeB };

  // As inside of train(), where all matrices lie in the kernel's memory.
  const near = [resident(a), resident(b)];
  const into = { ...options, out: residentMatrix(m, n) };
  Deno.bench("weightlab", { group, baseline: true }, () => {
    matmul(near[0], near[1], into);
  });

  // As in a notebook's cell: two ordinary matrices are copied in, one out.
  Deno.bench("weightlab, ordinary matrices", { group }, () => {
    matmul(a, b, options);
  });

  Deno.bench("ml-matrix", { group }, () => {
    (transposeA ? a.transpose() : a).mmul(transposeB ? b.transpose() : b);
  });

  // It has no transposed forms: it gets its factors as it likes them.
  const block = plain(flat(A), flat(B), m, k, n);
  block.compute();
  assertAlmostEquals(block.c[n + 1], matmul(a, b, options).get(1, 1), 1e-9);
  Deno.bench("plain block", { group }, block.compute);
}

function flat(x: Matrix): Float64Array {
  return Float64Array.from(x.to1DArray());
}
