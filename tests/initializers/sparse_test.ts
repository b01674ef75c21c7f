import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { mapElements, Matrix, normal, seeded, sparse } from "weightlab";
import { assertMoments, KURTOSIS } from "../_moments.ts";
import { holds, seed, size } from "../_property.ts";
import { assertRandomInitializer } from "./_initializer.ts";

/** How many weights of each column are exactly 0. */
function zerosByUnit(w: Matrix): number[] {
  return Array.from(
    { length: w.columns },
    (_, j) => w.getColumn(j).filter((value) => value === 0).length,
  );
}

Deno.test("sparse() keeps each unit from ceil(sparsity fanIn) of its inputs", () => {
  for (
    const [sparsity, fanIn, zeros] of [
      [0, 10, 0],
      [0.1, 10, 1],
      [0.25, 10, 3],
      [1 - 15 / 784, 784, 769],
      [0.07, 100, 7],
      [0.29, 100, 29],
      [1, 10, 10],
      [0.5, 1, 1],
    ]
  ) {
    const w = sparse({ sparsity, std: 1 })(seeded("s"), fanIn, 30);
    assertEquals(zerosByUnit(w), Array(30).fill(zeros));
  }
  assertRandomInitializer("sparse", sparse({ sparsity: 0.3, std: 1 }));
});

Deno.test("sparse() draws the other weights from N(0, std^2)", () => {
  for (const [fanIn, fanOut] of [[200, 200], [784, 50], [50, 784]]) {
    const w = sparse({ sparsity: 0.5, std: 0.1 })(seeded("s"), fanIn, fanOut);
    const heard = w.to1DArray().filter((value) => value !== 0);
    assertMoments(Matrix.rowVector(heard), {
      variance: 0.01,
      kurtosis: KURTOSIS.normal,
    });
    // Of all weights half are 0: E w^2 = s/2 and E w^4 = 3/2 s^2, s = .01, so that
    // the kurtosis is (3/2) / (1/4) - 3 = 3 in excess.
    assertMoments(w, { variance: 0.005, kurtosis: 3 });
  }
});

Deno.test("sparse() chooses the inputs by chance, each as often as any", () => {
  const w = sparse({ sparsity: 0.25, std: 1 })(seeded("s"), 8, 4000);
  const silent = mapElements(w, (value) => value === 0 ? 1 : 0);
  // Binomial(4000, 1/4) of each input: 1000 with a standard deviation of 27.4.
  for (const count of silent.sum("row")) {
    assert(Math.abs(count - 1000) < 4 * Math.sqrt(4000 * 3 / 16));
  }
  // Of the 28 pairs each has probability 1/28 too: 142.9 with 11.7.
  const pairs = new Map<string, number>();
  for (let j = 0; j < 4000; j++) {
    const pair = silent.getColumn(j).join("");
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  assertEquals(pairs.size, 28);
  for (const count of pairs.values()) {
    assert(Math.abs(count - 4000 / 28) < 4 * Math.sqrt(4000 * 27 / 28 ** 2));
  }
});

Deno.test("sparse({ sparsity: 0 }) is normal()", () => {
  assertEquals(
    sparse({ sparsity: 0, std: 2 })(seeded(1), 4, 3).to2DArray(),
    normal({ std: 2 })(seeded(1), 4, 3).to2DArray(),
  );
});

Deno.test("sparse() refuses a share outside [0, 1] and a std below zero", () => {
  for (const sparsity of [-0.1, 1.1, NaN, undefined as unknown as number]) {
    assertThrows(
      () => sparse({ sparsity, std: 1 }),
      RangeError,
      `Cannot make sparse: sparsity must be a finite number at least 0 and at most 1, got ${sparsity}`,
    );
  }
  for (const std of [-1, Infinity, undefined as unknown as number]) {
    assertThrows(
      () => sparse({ sparsity: 0.5, std }),
      RangeError,
      `Cannot make sparse: std must be a finite number at least 0, got ${std}`,
    );
  }
});

Deno.test("sparse() has its zeros in every unit, and scales with std exactly, for any fans", () => {
  const percent = fc.integer({ min: 0, max: 100 });
  holds(
    fc.property(percent, size, size, seed, (percent, fanIn, fanOut, seed) => {
      const draw = (std: number) =>
        sparse({ sparsity: percent / 100, std })(seeded(seed), fanIn, fanOut);
      const w = draw(0.25);
      // In whole numbers, where no product is rounded.
      const zeros = Math.floor((percent * fanIn + 99) / 100);
      assertEquals(zerosByUnit(w), Array(fanOut).fill(zeros));
      assertEquals(
        draw(0.5).to2DArray(),
        mapElements(w, (v) => 2 * v).to2DArray(),
      );
    }),
  );
});

Deno.test("sparse() refuses a source that leaves [0, 1), losing no zero", () => {
  let calls = 0;
  // Two normals first, of one point in the disc.
  const rng = () => ++calls > 2 ? 1 : 0.75;
  assertThrows(
    () => sparse({ sparsity: 0.5, std: 1 })(rng, 2, 1),
    RangeError,
    "Cannot draw sparse weights: rng must give numbers in [0, 1), got 1",
  );
});
