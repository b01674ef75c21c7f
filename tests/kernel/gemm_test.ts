import { assert, assertEquals, fail } from "@std/assert";
import { type Rng, seeded } from "weightlab";
import * as kernel from "../../lib/kernel/kernel.wasm";
import { SCRATCH } from "../../lib/kernel/memory.ts";
import { Arena, assertSameNumbers } from "./_arena.ts";
import { diverged, numbers, odd, upTo } from "./_draw.ts";

const arena = new Arena(700_000);

/** What the factors hold: whole numbers, real numbers, real and a few odd ones. */
type Kind = "whole" | "real" | "odd";

interface Factors {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  /** m x k. */
  readonly a: Float64Array;
  /** k x n. */
  readonly b: Float64Array;
}

function factors(
  rng: Rng,
  kind: Kind,
  [m, k, n]: readonly [number, number, number],
): Factors {
  const draw = kind === "whole"
    ? () => upTo(rng, 2001) - 1001
    : () => rng() - 0.5;
  const a = numbers(rng, m * k, draw, rng() < 0.5 ? 0 : rng());
  const b = numbers(rng, k * n, draw);
  if (kind === "odd") {
    a[upTo(rng, m * k) - 1] = odd(rng);
    b[upTo(rng, k * n) - 1] = odd(rng);
  }
  return { m, k, n, a, b };
}

/** Each element as one chain of fused multiply-adds, k from 0 up. */
function chains({ m, k, n, a, b }: Factors): Float64Array {
  const c = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let x = 0; x < k; x++) {
        sum = kernel.madd(a[i * k + x], b[x * n + j], sum);
      }
      c[i * n + j] = sum;
    }
  }
  return c;
}

function transposed(
  x: Float64Array,
  rows: number,
  columns: number,
): Float64Array {
  const y = new Float64Array(x.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) y[j * rows + i] = x[i * columns + j];
  }
  return y;
}

const PATHS = {
  dense: (...args: Parameters<typeof kernel.gemm>) =>
    kernel.product(...args, 0),
  sparse: (...args: Parameters<typeof kernel.gemm>) =>
    kernel.product(...args, 1),
  chosen: kernel.gemm,
};

/** Multiplies on every path with every transposition, and holds each to `want`. */
function assertProducts(of: Factors, want: ArrayLike<number>): void {
  const { m, k, n, a, b } = of;
  const storedA = [a, transposed(a, m, k)], storedB = [b, transposed(b, k, n)];
  for (const transposeA of [0, 1]) {
    for (const transposeB of [0, 1]) {
      for (const [path, multiply] of Object.entries(PATHS)) {
        const what = `${path} ${m} x ${k} x ${n}${transposeA ? " A^T" : ""}${
          transposeB ? " B^T" : ""
        }`;
        arena.clear();
        const A = arena.input(storedA[transposeA]).byteOffset;
        const B = arena.input(storedB[transposeB]).byteOffset;
        const c = arena.output(m * n);
        const C = c.byteOffset;
        multiply(A, B, C, m, k, n, transposeA, transposeB, SCRATCH);
        for (let i = 0; i < want.length; i++) {
          // Skipped zeros may turn -0 into 0.
          if (c[i] !== want[i] && !Object.is(c[i], want[i])) {
            fail(`${what}, number ${i}: got ${c[i]} for ${want[i]}`);
          }
        }
        arena.assertIntact(what);
      }
    }
  }
}

Deno.test("madd() rounds once, as isFused() says", () => {
  const x = 1 + 2 ** -30;
  const fused = kernel.madd(x, x, -(x * x));
  assertEquals(fused, kernel.isFused(x) ? 2 ** -60 : 0);
  assertEquals(kernel.madd(3, 4, 5), 17);
});

Deno.test("gemm() is exact in whole numbers, for every shape up to 9 x 9 x 9", () => {
  const rng = seeded("gemm/whole");
  for (let m = 1; m <= 9; m++) {
    for (let k = 1; k <= 9; k++) {
      for (let n = 1; n <= 9; n++) {
        const of = factors(rng, "whole", [m, k, n]);
        const { a, b } = of;
        const want = Array.from({ length: m * n }, (_, at) => {
          const i = Math.floor(at / n), j = at % n;
          let sum = 0;
          for (let x = 0; x < k; x++) sum += a[i * k + x] * b[x * n + j];
          return sum;
        });
        assertProducts(of, want);
      }
    }
  }
});

for (const kind of ["real", "odd"] as const) {
  Deno.test(`gemm() is a chain of multiply-adds an element: ${kind} numbers`, () => {
    const rng = seeded(`gemm/${kind}`);
    const drawn = (count: number, m: number, k: number, n: number) =>
      Array.from(
        { length: count },
        () => [upTo(rng, m), upTo(rng, k), upTo(rng, n)] as const,
      );
    const shapes = [
      ...drawn(150, 9, 9, 9),
      ...drawn(60, 30, 30, 30),
      ...drawn(3, 210, 700, 80),
    ];
    for (const shape of shapes) {
      const of = factors(rng, kind, shape);
      assertProducts(of, chains(of));
    }
  });
}

Deno.test("gemm() is a chain of multiply-adds across the borders of its blocks", () => {
  const rng = seeded("gemm/borders");
  const shapes = [
    // Blocks are 48 rows, 160 of k and 512 columns; panels 8 columns, strips up to 24.
    [49, 161, 22],
    [97, 161, 25],
    [96, 160, 24],
    [193, 321, 9],
    [8, 330, 513],
    [1, 600, 1030],
    // Up to 6 rows read B in place.
    [6, 300, 17],
    [7, 300, 3],
    [2, 1000, 2],
  ] as const;
  for (const shape of shapes) {
    const of = factors(rng, "real", shape);
    assertProducts(of, chains(of));
  }
});

Deno.test("gemm() gives NaN throughout where every column of B holds one", () => {
  const rng = seeded("gemm/diverged");
  for (const [m, k, n] of [[1, 1, 1], [7, 5, 9], [20, 170, 26]]) {
    const a = numbers(rng, m * k, rng, 0.5), b = diverged(rng, k, n);
    assertProducts({ m, k, n, a, b }, new Float64Array(m * n).fill(NaN));
    // Not where one column does not.
    for (let i = 0; i < k; i++) b[i * n + n - 1] = 1;
    assertProducts({ m, k, n, a, b }, chains({ m, k, n, a, b }));
  }
});

Deno.test("gemm() of no rows, columns or k writes zeros or nothing", () => {
  for (const [m, k, n] of [[0, 3, 4], [3, 0, 4], [3, 4, 0], [0, 0, 0]]) {
    const ones = (count: number) => new Float64Array(count).fill(1);
    assertProducts(
      { m, k, n, a: ones(m * k), b: ones(k * n) },
      new Float64Array(m * n),
    );
  }
});

Deno.test("gemm() overwrites what the product's place held, NaN or not", () => {
  // The arena's outputs hold NaN before every product above; here numbers.
  arena.clear();
  const A = arena.input([1, 2]).byteOffset, B = arena.input([3, 4]).byteOffset;
  const c = arena.output([1e300]);
  kernel.gemm(A, B, c.byteOffset, 1, 2, 1, 0, 0, SCRATCH);
  assertSameNumbers(c, [11], "gemm");
});

Deno.test("density() is the share of nonzeros, exactly up to 1,024 numbers", () => {
  const rng = seeded("density");
  for (const count of [1, 7, 100, 1024, 20_000]) {
    for (const zeros of [0, 0.3, 0.8, 1]) {
      arena.clear();
      const x = numbers(rng, count, () => 1 + rng(), zeros);
      const share = x.filter((v) => v !== 0).length / count;
      const got = kernel.density(arena.input(x).byteOffset, count);
      const tolerance = count > 1024 ? 0.06 : 0;
      assert(Math.abs(got - share) <= tolerance, `${got} for ${share}`);
    }
  }
});
