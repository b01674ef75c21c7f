import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { constantRate, cosineDecay, linearWarmup, stepDecay } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { holds } from "../_property.ts";

Deno.test("linearWarmup() rises to the rate that follows: by hand", () => {
  const lr = linearWarmup({ updates: 4, start: 1, then: 3 });
  assertEquals([1, 2, 3, 4, 5, 6].map(lr), [1, 1.5, 2, 2.5, 3, 3]);
});

Deno.test("linearWarmup() starts at 0 unless told", async () => {
  await assertDefaults(
    (options) => linearWarmup({ updates: 2, then: 1, ...options })(1),
    { start: [0, 1e-9] },
  );
});

Deno.test("linearWarmup() is followed by a schedule from its first update on", () => {
  const asked: number[] = [];
  const then = (update: number) => (asked.push(update), 1 / update);
  const lr = linearWarmup({ updates: 2, then });
  assertEquals([3, 4, 6].map(lr), [1, 1 / 2, 1 / 4]);
  assertEquals(asked, [1, 2, 4]);
  const decay = stepDecay({ lr: 0.8, every: 1, factor: 0.5 });
  const other = linearWarmup({ updates: 2, then: decay });
  assertEquals([1, 2, 3, 4, 5].map(other), [0, 0.4, 0.8, 0.4, 0.2]);
});

Deno.test("linearWarmup() may start above, and follow another warm-up", () => {
  const slow = linearWarmup({ updates: 2, start: 2, then: 4 });
  const lr = linearWarmup({ updates: 2, start: 3, then: slow });
  assertEquals([1, 2, 3, 4, 5, 6].map(lr), [3, 2.5, 2, 3, 4, 4]);
});

Deno.test("linearWarmup() of a number is that of its constant rate, and rises evenly", () => {
  const positive = fc.double({ min: 1e-3, max: 1, noNaN: true });
  const count = fc.integer({ min: 1, max: 60 });
  holds(fc.property(positive, positive, count, (then, start, updates) => {
    const lr = linearWarmup({ updates, start, then });
    const same = constantRate({ lr: then });
    const other = linearWarmup({ updates, start, then: same });
    for (let t = 1; t <= updates; t++) {
      assertEquals(other(t), lr(t));
      assertAlmostEquals(lr(t + 1) - lr(t), (then - start) / updates, 1e-14);
    }
    assertEquals([lr(1), lr(updates + 1)], [start, then]);
  }));
});

Deno.test("linearWarmup() and cosineDecay() make the schedule of a whole run", () => {
  const then = cosineDecay({ lr: 1, updates: 10 });
  const lr = linearWarmup({ updates: 5, then });
  assertEquals([lr(1), lr(6), lr(11), lr(16)], [0, 1, 0.5, 0]);
});

Deno.test("linearWarmup() refuses constants outside their ranges, and what is no update", () => {
  const wrong = [
    [{ updates: 0 }, "updates must be a whole number of at least 1, got 0"],
    [{ then: 0 }, "then must be a finite number above 0, got 0"],
    [{ start: -1 }, "start must be a finite number at least 0, got -1"],
  ] as const;
  for (const [options, message] of wrong) {
    assertThrows(
      () => linearWarmup({ updates: 1, then: 1, ...options }),
      RangeError,
      `Cannot make a linear warm-up: ${message}`,
    );
  }
  assertThrows(
    () => linearWarmup({ updates: 1, then: 1 })(0),
    RangeError,
    "Cannot give a rate of linear warm-up: update must be a whole number of at least 1, got 0",
  );
});
