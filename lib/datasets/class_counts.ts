import { checkArray } from "../check/kinds.ts";
import { checkCount } from "../check/numbers.ts";
import { kindOf } from "../check/kind_of.ts";

/**
 * n_c = #{i : t_i = c}: how many examples each class has.
 *
 * @param t Class labels, each in 0 .. classes - 1.
 * @param classes The number of classes.
 * @returns `classes` counts; they add up to `t.length`.
 * @throws {RangeError} if `classes` is not a whole number of at least 1, or a label
 * is no class.
 * @throws {TypeError} if `t` is no array.
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
  checkArray("count classes", "t", t);
  checkCount("count classes", "classes", classes);
  const counts = new Array<number>(classes).fill(0);
  t.forEach((label, i) => {
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
      throw new RangeError(
        `Cannot count classes: labels must be in 0 .. ${classes - 1}, got ${
          kindOf(label)
        } at position ${i}`,
      );
    }
    counts[label]++;
  });
  return counts;
}
