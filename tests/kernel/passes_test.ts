import { type Rng, seeded } from "weightlab";
import * as kernel from "../../lib/kernel/kernel.wasm";
import { Arena, assertSameNumbers } from "./_arena.ts";
import { numbers, odd, upTo } from "./_draw.ts";

// Every pass against the plain loop that it stands for, bit for bit.

const arena = new Arena(20_000);

interface Case {
  readonly rng: Rng;
  /** Rows. */
  readonly n: number;
  /** Columns. */
  readonly c: number;
  /** `count` numbers, with zeros of both signs and in half of the cases odd ones. */
  draw(count: number): Float64Array;
}

/** Runs `check` on small and larger shapes; half of them hold NaN and Infinity. */
function cases(name: string, check: (of: Case) => void): void {
  Deno.test(`${name} gives the bits of the plain loop`, () => {
    const rng = seeded(`passes/${name}`);
    for (let round = 0; round < 300; round++) {
      const most = round < 150 ? 9 : 40, wild = round % 2 > 0;
      const number = () => {
        if (wild && rng() < 0.03) return odd(rng);
        return rng() < 0.1 ? [0, -0][upTo(rng, 2) - 1] : (rng() - 0.5) * 4;
      };
      arena.clear();
      check({
        rng,
        n: upTo(rng, most),
        c: upTo(rng, most),
        draw: (count) => numbers(rng, count, number),
      });
      arena.assertIntact(name);
    }
  });
}

/** Sums over rows, from the first down. */
function sumsOf(x: ArrayLike<number>, c: number): Float64Array {
  const sums = new Float64Array(c);
  for (let i = 0; i < x.length; i++) sums[i % c] += x[i];
  return sums;
}

cases("addRow()", ({ n, c, draw }) => {
  const x = draw(n * c), row = draw(c);
  const want = x.map((v, i) => v + row[i % c]);
  const X = arena.input(x), y = arena.output(n * c), r = arena.input(row);
  const own = arena.output(x);
  kernel.addRow(X.byteOffset, r.byteOffset, y.byteOffset, n, c);
  assertSameNumbers(y, want, "addRow");
  kernel.addRow(own.byteOffset, r.byteOffset, own.byteOffset, n, c);
  assertSameNumbers(own, want, "addRow in place");
});

cases("relu()", ({ n, c, draw }) => {
  const z = draw(n * c), want = z.map((v) => v <= 0 ? 0 : v);
  const Z = arena.input(z), y = arena.output(n * c), own = arena.output(z);
  kernel.relu(Z.byteOffset, y.byteOffset, n * c);
  assertSameNumbers(y, want, "relu");
  kernel.relu(own.byteOffset, own.byteOffset, n * c);
  assertSameNumbers(own, want, "relu in place");
});

cases("reluBackward()", ({ n, c, draw }) => {
  const dy = draw(n * c), z = draw(n * c);
  const want = dy.map((d, i) => d * (z[i] <= 0 ? 0 : 1));
  const D = arena.input(dy), Z = arena.input(z);
  const dz = arena.output(n * c), own = arena.output(dy);
  kernel.reluBackward(D.byteOffset, Z.byteOffset, dz.byteOffset, n * c);
  assertSameNumbers(dz, want, "reluBackward");
  kernel.reluBackward(own.byteOffset, Z.byteOffset, own.byteOffset, n * c);
  assertSameNumbers(own, want, "reluBackward in place");
});

cases("columnSums()", ({ n, c, draw }) => {
  const x = draw(n * c);
  const X = arena.input(x), sums = arena.output(c);
  kernel.columnSums(X.byteOffset, sums.byteOffset, n, c);
  assertSameNumbers(sums, sumsOf(x, c), "columnSums");
});

cases("descend()", ({ rng, n, c, draw }) => {
  const w = draw(n * c), g = draw(n * c), lr = rng();
  const W = arena.output(w), G = arena.input(g);
  kernel.descend(W.byteOffset, G.byteOffset, n * c, lr);
  assertSameNumbers(W, w.map((v, i) => v - lr * g[i]), "descend");
});

cases("columnMoments()", ({ n, c, draw }) => {
  const x = draw(n * c);
  const mean = sumsOf(x, c).map((s) => s / n);
  const squares = x.map((v, i) => (v - mean[i % c]) * (v - mean[i % c]));
  const X = arena.input(x), m = arena.output(c), v = arena.output(c);
  kernel.columnMoments(X.byteOffset, m.byteOffset, v.byteOffset, n, c);
  assertSameNumbers(m, mean, "mean");
  assertSameNumbers(v, sumsOf(squares, c).map((s) => s / n), "variance");
});

cases("normalize()", ({ n, c, draw }) => {
  const x = draw(n * c),
    [mean, inverse, gamma, beta] = [0, 1, 2, 3].map(() => draw(c));
  const h = x.map((v, i) => (v - mean[i % c]) * inverse[i % c]);
  const want = h.map((v, i) => v * gamma[i % c] + beta[i % c]);
  const inputs = [x, mean, inverse, gamma, beta].map((v) =>
    arena.input(v).byteOffset
  ) as [number, number, number, number, number];
  const xHat = arena.output(n * c), y = arena.output(n * c);
  kernel.normalize(...inputs, xHat.byteOffset, y.byteOffset, n, c);
  assertSameNumbers(xHat, h, "xHat");
  assertSameNumbers(y, want, "y");
});

cases("normalizeBackward()", ({ n, c, draw }) => {
  const dy = draw(n * c), xHat = draw(n * c), gamma = draw(c), inv = draw(c);
  const g = dy.map((d, i) => d * gamma[i % c]);
  const meanG = sumsOf(g, c).map((s) => s / n);
  const meanGX = sumsOf(g.map((v, i) => v * xHat[i]), c).map((s) => s / n);
  const want = g.map((v, i) => {
    const j = i % c;
    return (v - meanG[j] - xHat[i] * meanGX[j]) * inv[j];
  });
  const D = arena.input(dy).byteOffset, X = arena.input(xHat).byteOffset;
  const G = arena.input(gamma).byteOffset, I = arena.input(inv).byteOffset;
  const dgamma = arena.output(c), dbeta = arena.output(c);
  const out = arena.output(n * c), own = arena.output(dy);
  for (const [from, dx] of [[D, out], [own.byteOffset, own]] as const) {
    kernel.normalizeBackward(
      from,
      X,
      G,
      I,
      dgamma.byteOffset,
      dbeta.byteOffset,
      dx.byteOffset,
      n,
      c,
    );
    assertSameNumbers(dbeta, sumsOf(dy, c), "dbeta");
    const products = dy.map((d, i) => d * xHat[i]);
    assertSameNumbers(dgamma, sumsOf(products, c), "dgamma");
    assertSameNumbers(dx, want, "dx");
  }
});
