import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Initializer, seeded } from "weightlab";
import { holds, seed, size } from "../_property.ts";

/**
 * What every initializer keeps: weights are fanIn x fanOut for any fans, the same for
 * the same generator state, and fans are at least 1.
 *
 * @param name As in the messages.
 */
export function assertInitializer(name: string, init: Initializer): void {
  holds(fc.property(size, size, seed, (fanIn, fanOut, seed) => {
    const w = init(seeded(seed), fanIn, fanOut);
    assertEquals([w.rows, w.columns], [fanIn, fanOut]);
    const again = init(seeded(seed), fanIn, fanOut);
    assertEquals(again.to2DArray(), w.to2DArray());
  }));
  for (const fan of [0, -1, 2.5, NaN]) {
    assertThrows(
      () => init(seeded(1), fan, 5),
      RangeError,
      `Cannot draw ${name} weights: fanIn must be a whole number of at least 1, got ${fan}`,
    );
    assertThrows(
      () => init(seeded(1), 3, fan),
      RangeError,
      `Cannot draw ${name} weights: fanOut must be`,
    );
  }
}

/** As `assertInitializer`, and that another seed gives other weights. */
export function assertRandomInitializer(name: string, init: Initializer): void {
  assertInitializer(name, init);
  holds(fc.property(seed, seed, (a, b) => {
    fc.pre(a !== b);
    assertNotEquals(
      init(seeded(a), 3, 5).to2DArray(),
      init(seeded(b), 3, 5).to2DArray(),
    );
  }));
}
