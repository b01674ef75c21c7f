import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { cosineDecay } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { holds } from "../_property.ts";

Deno.test("cosineDecay() follows half a cosine from lr to end: by hand", () => {
  const lr = cosineDecay({ lr: 3, updates: 6, end: 1 });
  const root = Math.sqrt(3) / 2;
  // cos 0, 30, 60, .. 180 degrees.
  const expected = [1, root, 1 / 2, 0, -1 / 2, -root, -1, -1, -1];
  expected.forEach((cosine, i) =>
    assertAlmostEquals(lr(i + 1), 2 + cosine, 1e-15)
  );
  assertEquals([lr(1), lr(7), lr(1000)], [3, 1, 1]);
});

Deno.test("cosineDecay() ends at 0 unless told", async () => {
  await assertDefaults(
    (options) => cosineDecay({ lr: 1, updates: 4, ...options })(5),
    { end: [0, 1e-9] },
  );
});

Deno.test("cosineDecay() falls from lr to end, and is symmetric about their middle", () => {
  const positive = fc.double({ min: 1e-3, max: 10, noNaN: true });
  const share = fc.double({ min: 0, max: 0.9, noNaN: true });
  const count = fc.integer({ min: 1, max: 300 });
  holds(fc.property(positive, share, count, (lr, share, updates) => {
    const end = share * lr, rate = cosineDecay({ lr, updates, end });
    assertEquals([rate(1), rate(updates + 1)], [lr, end]);
    for (let t = 1; t <= updates; t++) {
      assert(rate(t + 1) < rate(t), `at ${t} of ${updates}`);
      const both = rate(t) + rate(updates + 2 - t);
      assertAlmostEquals(both, lr + end, 1e-15 * both * 4);
    }
  }));
});

Deno.test("cosineDecay() refuses constants outside their ranges, and what is no update", () => {
  const wrong = [
    [{ lr: -1 }, "lr must be a finite number above 0, got -1"],
    [{ updates: 0 }, "updates must be a whole number of at least 1, got 0"],
    [{ end: -0.1 }, "end must be a finite number at least 0, got -0.1"],
    [{ end: 2 }, "end must be at most lr, 1, got 2"],
  ] as const;
  for (const [options, message] of wrong) {
    assertThrows(
      () => cosineDecay({ lr: 1, updates: 1, ...options }),
      RangeError,
      `Cannot make a cosine decay: ${message}`,
    );
  }
  assertThrows(
    () => cosineDecay({ lr: 1, updates: 1 })(0.5),
    RangeError,
    "Cannot give a rate of cosine decay: update must be a whole number of at least 1, got 0.5",
  );
});
