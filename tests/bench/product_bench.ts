// The matrix product by shape, on one core: `deno bench -A tests/bench/product_bench.ts`.

import { matmul, randn, seeded, useKernel } from "weightlab";
import { resident, residentMatrix } from "../../lib/storage/resident.ts";
import { shapeName, SHAPES } from "./_shapes.ts";

useKernel({ threads: 1 });

for (const shape of SHAPES) {
  const { m, k, n, transposeA = false, transposeB = false } = shape;
  const rng = seeded("products");
  const a = transposeA ? randn(rng, k, m) : randn(rng, m, k);
  const b = transposeB ? randn(rng, n, k) : randn(rng, k, n);
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
}
