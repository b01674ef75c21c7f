import {
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { sampleIndices, seeded } from "weightlab";
import { holds, seed } from "../_property.ts";

Deno.test("sampleIndices() takes one uniform an index: floor(u n)", () => {
  const uniforms = [0, 0.24, 0.25, 0.999];
  const rng = () => uniforms.shift()!;
  assertEquals([...sampleIndices(rng, 4, 4)], [0, 0, 1, 3]);
});

Deno.test("sampleIndices() stays in 0 .. n - 1", () => {
  holds(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 0, max: 50 }),
      seed,
      (n, size, seed) => {
        const indices = sampleIndices(seeded(seed), n, size);
        assertEquals(indices.length, size);
        for (const i of indices) assertLess(i, n);
      },
    ),
  );
});

Deno.test("sampleIndices() draws every index alike, with replacement", () => {
  const n = 10, size = 100_000;
  const counts = new Array<number>(n).fill(0);
  for (const i of sampleIndices(seeded("counts"), n, size)) counts[i]++;
  // Each count is binomial, with variance size p (1 - p).
  const sigma = Math.sqrt(size * 0.1 * 0.9);
  for (const count of counts) assertLess(Math.abs(count - size / n), 4 * sigma);
  assertGreater(sampleIndices(seeded(1), 3, 10).length, 3);
});

Deno.test("sampleIndices() refuses nothing to choose from", () => {
  assertThrows(
    () => sampleIndices(seeded(1), 0, 1),
    RangeError,
    "Cannot sample indices: n must be a whole number of at least 1, got 0",
  );
  assertThrows(
    () => sampleIndices(seeded(1), 1, -1),
    RangeError,
    "Cannot sample indices: size",
  );
});

Deno.test("sampleIndices() repeats itself for a seed, and for that alone", () => {
  holds(fc.property(seed, seed, (a, b) => {
    const draw = (seed: number) => sampleIndices(seeded(seed), 1000, 20);
    assertEquals(draw(a), draw(a));
    fc.pre(a !== b);
    assertNotEquals(draw(a), draw(b));
  }));
});

Deno.test("sampleIndices() draws from up to 2^32, and refuses more, which would wrap", () => {
  const last = 1 - 2 ** -53;
  assertEquals(sampleIndices(() => last, 2 ** 32, 1)[0], 2 ** 32 - 1);
  assertEquals(sampleIndices(() => 0.75, 2 ** 32, 1)[0], 3 * 2 ** 30);
  for (const n of [2 ** 32 + 1, 2 ** 33, 1e15]) {
    assertThrows(
      () => sampleIndices(seeded(1), n, 1),
      RangeError,
      `Cannot sample indices: n must be a finite number at most 4294967296, got ${n}`,
    );
  }
});

Deno.test("sampleIndices() refuses a source that leaves [0, 1)", () => {
  for (const u of [1, -0.1, NaN, Infinity]) {
    assertThrows(
      () => sampleIndices(() => u, 10, 1),
      RangeError,
      `Cannot sample indices: rng must give numbers in [0, 1), got ${u}`,
    );
  }
});
