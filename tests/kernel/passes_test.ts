import { type Rng, seeded } from "weightlab";
import type { Kernel } from "../../lib/kernel/functions.ts";
import { Arena, assertSameNumbers } from "./_arena.ts";
import { builds, free, memory } from "./_builds.ts";
import { numbers, odd, upTo } from "./_draw.ts";

// Every pass of every build against the plain loop that it stands for, bit for bit.

const arena = new Arena(20_000, memory, free);

interface Case {
  readonly kernel: Kernel;
  readonly rng: Rng;
  /** Rows. */
  readonly n: number;
  /** Columns. */
  readonly c: number;
  /** `count` numbers, with zeros of both signs and in half of the cases odd ones. */
  draw(count: number): Float64Array;
}

/** Runs `check` on 1 to 40 columns; half of the cases hold NaN and Infinity. */
function cases(name: keyof Kernel, check: (of: Case) => void): void {
  for (const build of builds) {
    const title = `${name}() of ${build.name} gives the bits of the plain loop`;
    Deno.test(title, () => {
      const rng = seeded(`passes/${name}`), { kernel } = build;
      for (let round = 0; round < 320; round++) {
        const wild = round % 2 > 0;
        const number = () => {
          if (wild && rng() < 0.03) return odd(rng);
          return rng() < 0.1 ? [0, -0][upTo(rng, 2) - 1] : (rng() - 0.5) * 4;
        };
        arena.clear();
        check({
          kernel,
          rng,
          n: upTo(rng, round < 160 ? 9 : 40),
          c: 1 + (round >> 1) % 40,
          draw: (count) => numbers(rng, count, number),
        });
        arena.assertIntact(name);
      }
    });
  }
}

/** Sums over rows, from the first down. */
function sumsOf(x: ArrayLike<number>, c: number): Float64Array {
  const sums = new Float64Array(c);
  for (let i = 0; i < x.length; i++) sums[i % c] += x[i];
  return sums;
}

/** A pass of each element of some arrays by itself; it may write over one of them. */
function elementwise(
  name: "addRow" | "multiplyRow" | "multiplyEach" | "relu" | "reluBackward",
  arity: 1 | 2,
  f: (a: number, b: number) => number,
): void {
  cases(name, ({ kernel, n, c, draw }) => {
    const byRow = name.endsWith("Row");
    const a = draw(n * c), b = draw(byRow ? c : n * c);
    const want = a.map((v, i) => f(v, b[byRow ? i % c : i]));
    const run = kernel[name] as (...args: number[]) => void;
    const own = arena.output(a), other = arena.output(n * c);
    for (const [from, to] of [[arena.input(a), other], [own, own]]) {
      const inputs = [from, arena.input(b)].slice(0, arity);
      const at = [...inputs, to].map((x) => x.byteOffset);
      run(...at, ...byRow ? [n, c] : [n * c]);
      assertSameNumbers(to, want, from === to ? `${name} in place` : name);
    }
  });
}

elementwise("addRow", 2, (x, row) => x + row);
elementwise("multiplyRow", 2, (x, row) => x * row);
elementwise("multiplyEach", 2, (a, b) => a * b);
elementwise("relu", 1, (z) => z <= 0 ? 0 : z);
elementwise("reluBackward", 2, (dy, z) => dy * (z <= 0 ? 0 : 1));

cases("leakyRelu", ({ kernel, rng, n, c, draw }) => {
  const z = draw(n * c), slope = rng();
  const want = z.map((v) => v <= 0 ? slope * v : v);
  const Z = arena.input(z), y = arena.output(n * c), own = arena.output(z);
  kernel.leakyRelu(Z.byteOffset, y.byteOffset, n * c, slope);
  assertSameNumbers(y, want, "leakyRelu");
  kernel.leakyRelu(own.byteOffset, own.byteOffset, n * c, slope);
  assertSameNumbers(own, want, "leakyRelu in place");
});

cases("leakyReluBackward", ({ kernel, rng, n, c, draw }) => {
  const dy = draw(n * c), z = draw(n * c), slope = rng();
  const want = dy.map((d, i) => d * (z[i] <= 0 ? slope : 1));
  const Z = arena.input(z).byteOffset;
  const own = arena.output(dy), other = arena.output(n * c);
  for (const [from, to] of [[arena.input(dy), other], [own, own]]) {
    const at = [from.byteOffset, Z, to.byteOffset] as const;
    kernel.leakyReluBackward(...at, n * c, slope);
    assertSameNumbers(to, want, "leakyReluBackward");
  }
});

cases("sumOfSquares", ({ kernel, rng, n, c, draw }) => {
  const x = draw(n * c), start = rng();
  const want = x.reduce((sum, v) => sum + v * v, start);
  const sum = kernel.sumOfSquares(arena.input(x).byteOffset, n * c, start);
  assertSameNumbers([sum], [want], "sumOfSquares");
});

cases("columnSums", ({ kernel, n, c, draw }) => {
  const x = draw(n * c);
  const X = arena.input(x), sums = arena.output(c);
  kernel.columnSums(X.byteOffset, sums.byteOffset, n, c);
  assertSameNumbers(sums, sumsOf(x, c), "columnSums");
});

cases("columnDots", ({ kernel, n, c, draw }) => {
  const a = draw(n * c), b = draw(n * c);
  const A = arena.input(a), B = arena.input(b), dots = arena.output(c);
  kernel.columnDots(A.byteOffset, B.byteOffset, dots.byteOffset, n, c);
  const want = sumsOf(a.map((v, i) => v * b[i]), c);
  assertSameNumbers(dots, want, "columnDots");
});

cases("columnMoments", ({ kernel, rng, n, c, draw }) => {
  const x = draw(n * c);
  // Some columns hold one number only, zeros of both signs among them.
  for (let j = 0; j < c; j++) {
    if (rng() < 0.7) continue;
    for (let i = j + c; i < x.length; i += c) {
      x[i] = x[j] || (rng() < 0.5 ? 0 : -0);
    }
  }
  const mean = sumsOf(x, c).map((s) => s / n);
  const squares = x.map((v, i) => (v - mean[i % c]) * (v - mean[i % c]));
  const variance = sumsOf(squares, c).map((s) => s / n);
  for (let j = 0; j < c; j++) {
    const isConstant = x.every((v, i) => i % c !== j || v === x[j]);
    if (isConstant && Number.isFinite(x[j])) {
      mean[j] = x[j] + 0;
      variance[j] = 0;
    }
  }
  const X = arena.input(x), m = arena.output(c), v = arena.output(c);
  kernel.columnMoments(X.byteOffset, m.byteOffset, v.byteOffset, n, c);
  assertSameNumbers(m, mean, "mean");
  assertSameNumbers(v, variance, "variance");
});

cases("normalize", ({ kernel, n, c, draw }) => {
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

cases("normalizeBackward", ({ kernel, n, c, draw }) => {
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

/** The mean of each row of terms, summed from the first on. */
function rowMeansOf(terms: Float64Array, c: number): Float64Array {
  const means = new Float64Array(terms.length / c);
  terms.forEach((term, i) => means[Math.floor(i / c)] += term);
  return means.map((sum) => sum / c);
}

cases("rowMeans", ({ kernel, rng, n, c, draw }) => {
  const x = draw(n * c);
  // Some rows hold one number only, zeros of both signs among them.
  for (let i = 0; i < n; i++) {
    if (rng() < 0.7) continue;
    const [first] = x.subarray(i * c);
    for (let j = 1; j < c; j++) {
      x[i * c + j] = first ||
        (Number.isNaN(first) || rng() < 0.5 ? first : -first);
    }
  }
  const want = rowMeansOf(x, c).map((mean, i) => {
    const row = x.subarray(i * c, (i + 1) * c);
    return row.every((v) => v === row[0]) ? row[0] : mean;
  });
  const means = arena.output(n);
  kernel.rowMeans(arena.input(x).byteOffset, means.byteOffset, n, c);
  assertSameNumbers(means, want, "rowMeans");
});

cases("rowVariances", ({ kernel, n, c, draw }) => {
  const x = draw(n * c), means = draw(n);
  const deviations = x.map((v, i) => v - means[Math.floor(i / c)]);
  const X = arena.input(x).byteOffset, M = arena.input(means).byteOffset;
  const variances = arena.output(n);
  kernel.rowVariances(X, M, variances.byteOffset, n, c);
  const want = rowMeansOf(deviations.map((d) => d * d), c);
  assertSameNumbers(variances, want, "rowVariances");
});

cases("normalizeRows", ({ kernel, n, c, draw }) => {
  const x = draw(n * c), [mean, inverse] = [draw(n), draw(n)];
  const [gamma, beta] = [draw(c), draw(c)];
  const row = (i: number) => Math.floor(i / c);
  const h = x.map((v, i) => (v - mean[row(i)]) * inverse[row(i)]);
  const [X, M, I, G, B] = [x, mean, inverse, gamma, beta].map((v) =>
    arena.input(v).byteOffset
  );
  const xHat = arena.output(n * c), y = arena.output(n * c);
  const to = [xHat.byteOffset, y.byteOffset] as const;
  kernel.normalizeRows(X, M, I, G, B, ...to, n, c);
  assertSameNumbers(xHat, h, "xHat");
  const want = h.map((v, i) => gamma[i % c] * v + beta[i % c]);
  assertSameNumbers(y, want, "y");
});

cases("normalizeRowsBackward", ({ kernel, n, c, draw }) => {
  const dy = draw(n * c), xHat = draw(n * c), gamma = draw(c), inv = draw(n);
  const g = dy.map((d, i) => gamma[i % c] * d);
  const [D, X, G, I] = [dy, xHat, gamma, inv].map((v) =>
    arena.input(v).byteOffset
  );
  const along = rowMeansOf(g.map((v, i) => v * xHat[i]), c);
  const dx = arena.output(n * c);
  for (const centred of [0, 1]) {
    const meanG = rowMeansOf(g, c).map((mean) => centred ? mean : 0);
    const want = g.map((v, i) => {
      const r = Math.floor(i / c);
      return (v - meanG[r] - xHat[i] * along[r]) * inv[r];
    });
    kernel.normalizeRowsBackward(D, X, G, I, dx.byteOffset, n, c, centred);
    assertSameNumbers(dx, want, "dx");
  }
});

/** What `step` makes of w and what is remembered, one element after the other. */
function updates(
  name:
    | "descend"
    | "stepMomentum"
    | "stepNesterov"
    | "stepRMSProp"
    | "stepAdam",
  remembered: number,
  constants: number,
  step: (g: number, memory: number[], constants: number[]) => number,
): void {
  cases(name, ({ kernel, rng, n, c, draw }) => {
    const w = draw(n * c), g = draw(n * c);
    // A mean square is no negative number; some are too large to be one.
    const before = Array.from(
      { length: remembered },
      () => draw(n * c).map((v) => rng() < 0.02 ? Infinity : Math.abs(v)),
    );
    const given = Array.from({ length: constants }, rng);
    const after = before.map((m) => m.slice());
    const want = w.map((v, i) => {
      const m = before.map((values) => values[i]);
      const down = step(g[i], m, given);
      m.forEach((value, of) => after[of][i] = value);
      return v - down;
    });
    const W = arena.output(w), G = arena.input(g);
    const memories = before.map((m) => arena.output(m));
    const at = [W, G, ...memories].map((x) => x.byteOffset);
    (kernel[name] as (...args: number[]) => void)(...at, n * c, ...given);
    assertSameNumbers(W, want, name);
    memories.forEach((m, i) => assertSameNumbers(m, after[i], "what it keeps"));
  });
}

const rootOf = (square: number, eps: number) =>
  square === Infinity ? NaN : Math.sqrt(square) + eps;

updates("descend", 0, 1, (g, _, [lr]) => lr * g);
updates("stepMomentum", 1, 2, (g, m, [lr, momentum]) => {
  return m[0] = momentum * m[0] + lr * g;
});
updates("stepNesterov", 1, 2, (g, m, [lr, momentum]) => {
  m[0] = momentum * m[0] + lr * g;
  return momentum * m[0] + lr * g;
});
updates("stepRMSProp", 1, 4, (g, m, [lr, decay, weight, eps]) => {
  m[0] = decay * m[0] + weight * g * g;
  return lr * g / rootOf(m[0], eps);
});
updates(
  "stepAdam",
  2,
  6,
  (g, m, [lr, beta1, beta2, correct1, correct2, eps]) => {
    m[0] = beta1 * m[0] + (1 - beta1) * g;
    m[1] = beta2 * m[1] + (1 - beta2) * g * g;
    return lr * (m[0] / correct1) / rootOf(m[1] / correct2, eps);
  },
);
