import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { stepDecay } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { holds } from "../_property.ts";

Deno.test("stepDecay() multiplies after every so many updates: by hand", () => {
  const lr = stepDecay({ lr: 8, every: 3, factor: 0.5 });
  assertEquals(
    [1, 2, 3, 4, 5, 6, 7, 300].map(lr),
    [8, 8, 8, 4, 4, 4, 2, 8 * 2 ** -99],
  );
});

Deno.test("stepDecay() divides by 10 unless told", async () => {
  await assertDefaults(
    (options) => stepDecay({ lr: 1, every: 1, ...options })(2),
    { factor: [0.1, 0.101] },
  );
});

Deno.test("stepDecay() has the same rate `every` times, then its share", () => {
  const positive = fc.double({ min: 1e-3, max: 1 });
  const count = fc.integer({ min: 1, max: 50 });
  holds(fc.property(
    ...[positive, count, positive, count] as const,
    (lr, every, factor, update) => {
      const rate = stepDecay({ lr, every, factor });
      const first = update - (update - 1) % every;
      assertEquals(rate(update), rate(first));
      const next = rate(first + every);
      assertAlmostEquals(next, factor * rate(first), 1e-14 * next);
    },
  ));
});

Deno.test("stepDecay() refuses constants outside their ranges, and what is no update", () => {
  const making = "Cannot make a step decay: ";
  const wrong = [
    [{ lr: 0 }, "lr must be a finite number above 0, got 0"],
    [{ every: 0 }, "every must be a whole number of at least 1, got 0"],
    [
      { factor: 0 },
      "factor must be a finite number above 0 and at most 1, got 0",
    ],
    [
      { factor: 1.5 },
      "factor must be a finite number above 0 and at most 1, got 1.5",
    ],
  ] as const;
  for (const [options, message] of wrong) {
    assertThrows(
      () => stepDecay({ lr: 1, every: 1, ...options }),
      RangeError,
      making + message,
    );
  }
  assertThrows(
    () => stepDecay({ lr: 1, every: 1 })(0),
    RangeError,
    "Cannot give a rate of step decay: update must be a whole number of at least 1, got 0",
  );
});
