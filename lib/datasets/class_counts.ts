/**
 * n_c = #{i : t_i = c}: how many examples each class has.
 *
 * @param t Class labels, each in 0 .. classes - 1.
 * @param classes The number of classes.
 * @returns `classes` counts; they add up to `t.length`.
 * @throws {RangeError} if `classes` is not a positive whole number, or a label
 * is no class.
 *
 * @example
 * ```ts
 * import { classCounts } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(classCounts(Uint8Array.of(2, 0, 2), 3), [1, 0, 2]);
 * ```
 */
export function classCounts(t: Uint8Array, classes = 10): number[] {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new RangeError(
      `Cannot count classes: classes must be a positive whole number, got ${classes}`,
    );
  }
  const counts = new Array<number>(classes).fill(0);
  t.forEach((label, i) => {
    if (label >= classes) {
      throw new RangeError(
        `Cannot count classes: labels must be in 0 .. ${
          classes - 1
        }, got ${label} at position ${i}`,
      );
    }
    counts[label]++;
  });
  return counts;
}
