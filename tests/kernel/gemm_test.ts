import { assertEquals, fail } from "@std/assert";
import { type Rng, seeded } from "weightlab";
import { wasmCore } from "../../lib/kernel/wasm.ts";
import { Arena, assertSameNumbers } from "./_arena.ts";
import { builds, free, memory } from "./_builds.ts";
import { diverged, numbers, odd, upTo } from "./_draw.ts";

const { madd } = chainBuild();
const SCRATCH = free;
const arena = new Arena(
  700_000,
  memory,
  free + builds[0].kernel.gemmScratch(),
);

/** A build whose fused multiply-add is called from here. */
function chainBuild() {
  const wasm = wasmCore("wasm", memory);
  if (typeof wasm !== "string") return wasm;
  const exact = wasmCore("exact", memory);
  return typeof exact === "string" ? fail(exact) : exact;
}

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
        sum = madd(a[i * k + x], b[x * n + j], sum);
      }
      // A sum that underflowed to -0 is stored as 0.
      c[i * n + j] = sum + 0;
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

/** What becomes of A's zeros, as the kernel is told. */
const ZEROS = { multiplied: 0, skipped: 1, chosen: 2 };

/** Multiplies on every path with every transposition, and holds each to `want`. */
function assertProducts(
  of: Factors,
  want: ArrayLike<number>,
): void {
  const { m, k, n, a, b } = of;
  const storedA = [a, transposed(a, m, k)], storedB = [b, transposed(b, k, n)];
  for (const transposeA of [0, 1]) {
    for (const transposeB of [0, 1]) {
      for (const [how, zeros] of Object.entries(ZEROS)) {
        for (const { name, kernel } of builds) {
          const what = `${name}, zeros ${how}: ${m} x ${k} x ${n}${
            transposeA ? " A^T" : ""
          }${transposeB ? " B^T" : ""}`;
          arena.clear();
          const A = arena.input(storedA[transposeA]).byteOffset;
          const B = arena.input(storedB[transposeB]).byteOffset;
          const c = arena.output(m * n), C = c.byteOffset;
          const shape = [m, k, n, transposeA, transposeB] as const;
          kernel.gemm(A, B, C, ...shape, 0, m, zeros, 1, SCRATCH);
          assertSameNumbers(c, want, what);
          arena.assertIntact(what);
        }
      }
    }
  }
}

Deno.test("madd() rounds once", () => {
  const x = 1 + 2 ** -30;
  assertEquals(madd(x, x, -(x * x)), 2 ** -60);
  assertEquals(madd(3, 4, 5), 17);
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
    // Blocks are 48 rows, 160 or 256 of k and 480 columns; panels up to 24, strips up to 48.
    [49, 161, 22],
    [97, 161, 25],
    [96, 160, 24],
    [193, 321, 9],
    [8, 330, 513],
    [50, 257, 49],
    [13, 515, 481],
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
  for (const { name, kernel } of builds) {
    arena.clear();
    const A = arena.input([1, 2]).byteOffset,
      B = arena.input([3, 4]).byteOffset;
    const c = arena.output([1e300]);
    kernel.gemm(A, B, c.byteOffset, 1, 2, 1, 0, 0, 0, 1, 2, 1, SCRATCH);
    assertSameNumbers(c, [11], name);
  }
});

Deno.test("gemm() gives 0 for a sum that underflows to -0, zeros skipped or not", () => {
  const a = new Float64Array([-1e-200, 0, 0, 0]);
  const b = new Float64Array([1e-200, 1, 1, 1]);
  assertProducts({ m: 1, k: 4, n: 1, a, b }, [0]);
});

Deno.test("gemm() computes a range of rows, and no others", () => {
  const rng = seeded("gemm/rows");
  for (let i = 0; i < 100; i++) {
    const shape = [upTo(rng, 120), upTo(rng, 30), upTo(rng, 30)] as const;
    const [m, k, n] = shape,
      of = factors(rng, "real", shape),
      want = chains(of);
    const first = upTo(rng, m) - 1, rows = upTo(rng, m - first);
    const flag = upTo(rng, 2) - 1;
    const a = flag ? transposed(of.a, m, k) : of.a;
    for (const { name, kernel } of builds) {
      arena.clear();
      const A = arena.input(a).byteOffset, B = arena.input(of.b).byteOffset;
      const c = arena.output(m * n), C = c.byteOffset;
      kernel.gemm(A, B, C, m, k, n, flag, 0, first, rows, i % 3, 1, SCRATCH);
      const from = first * n, to = from + rows * n;
      assertSameNumbers(
        c,
        want.map((x, at) => at < from || at >= to ? NaN : x),
        name,
      );
      arena.assertIntact(name);
    }
  }
});

Deno.test("gemm() gives the same bits on any number of threads", () => {
  const rng = seeded("gemm/threads");
  // Large enough to be shared: by rows, by columns, by both.
  for (
    const shape of [[420, 300, 70], [60, 100, 1500], [250, 80, 600]] as const
  ) {
    const [m, k, n] = shape, { a, b } = factors(rng, "real", shape);
    for (const zeros of [0, 1]) {
      for (const flag of [0, 1]) {
        let want: Float64Array | undefined;
        for (const { name, kernel } of builds) {
          if (name === "exact") continue; // slow, and on one thread always
          for (const threads of [1, 2, 3, 8]) {
            const what = `${name} on ${threads} threads: ${shape}`;
            arena.clear();
            const A = arena.input(a).byteOffset, B = arena.input(b).byteOffset;
            const c = arena.output(m * n), C = c.byteOffset;
            const flags = [flag, flag, 0, m, zeros, threads, SCRATCH] as const;
            kernel.gemm(A, B, C, m, k, n, ...flags);
            arena.assertIntact(what);
            assertSameNumbers(c, want ??= c.slice(), what);
          }
        }
      }
    }
  }
});

Deno.test("countNonzeros() counts what is neither 0 nor -0", () => {
  const rng = seeded("nonzeros");
  for (const count of [0, 1, 7, 100, 1029]) {
    for (const zeros of [0, 0.3, 1]) {
      arena.clear();
      const x = numbers(rng, count, () => 1 + rng(), zeros);
      if (count > 2) x.set([-0, NaN]);
      const at = arena.input(x).byteOffset;
      for (const { name, kernel } of builds) {
        const want = x.filter((v) => v !== 0).length;
        assertEquals(kernel.countNonzeros(at, count), want, name);
      }
    }
  }
});
