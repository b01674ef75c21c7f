import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { type Initializer, seeded } from "weightlab";

/**
 * What every initializer keeps: weights are fanIn x fanOut, the same for the same
 * generator state, and fans are at least 1.
 *
 * @param name As in the messages.
 */
export function assertInitializer(name: string, init: Initializer): void {
  const w = init(seeded("same"), 3, 5);
  assertEquals([w.rows, w.columns], [3, 5]);
  assertEquals(init(seeded("same"), 3, 5).to2DArray(), w.to2DArray());
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
  assertNotEquals(
    init(seeded("one"), 3, 5).to2DArray(),
    init(seeded("two"), 3, 5).to2DArray(),
  );
}
