import { mapInto } from "../matrix/map.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { rows } from "../matrix/rows.ts";
import { lend } from "../matrix/workspace.ts";

/**
 * 1 / sqrt(v + eps) of each feature.
 *
 * Where v and eps are both 0 there is no xHat: 0 in the limit of a smaller and smaller
 * eps, +-1 in that of a smaller and smaller variance, with a slope beyond all bounds.
 * 0 / 0 would go through a network as NaN.
 *
 * Of finite numbers above 1e154 the variance is beyond the largest number, and 1 / sqrt of
 * that would make every xHat 0. (With NaN or Infinity in the batch the variance is NaN, and
 * so is all that follows: a network that has diverged shows it.)
 *
 * @param variances Of one batch, or running averages, 1 x features.
 * @param eps What is added, at least 0.
 * @param whose How they are called in a message: "the variance".
 * @throws {RangeError} if eps is 0 and a variance too, or a variance is Infinity.
 */
export function inverseStds(
  variances: Matrix,
  eps: number,
  whose: string,
): Matrix {
  const of = `${whose} of every feature`, [v] = rows(variances);
  const zero = eps === 0 ? v.indexOf(0) : -1, huge = v.indexOf(Infinity);
  if (zero >= 0) refuseZero(of, `feature ${zero + 1}`);
  if (huge >= 0) refuseHuge("normalize", of, `feature ${huge + 1}`);
  const { columns } = variances;
  return mapInto(lend(1, columns), variances, (v) => 1 / Math.sqrt(v + eps));
}

/**
 * 1 / sqrt(v + eps) of one example.
 *
 * @param v Its variance or mean square.
 * @param eps What is added, at least 0.
 * @param whose How v is called in a message: "the mean square".
 * @param example The example's features.
 * @param i Its row.
 * @throws {RangeError} if both are 0, or v is Infinity and the features are not.
 */
export function inverseStd(
  v: number,
  eps: number,
  whose: string,
  example: Float64Array,
  i: number,
): number {
  const sum = v + eps, of = `${whose} of every example`;
  if (sum === 0) refuseZero(of, `row ${i}`);
  if (v === Infinity && example.every(Number.isFinite)) {
    refuseHuge("normalize", of, `row ${i}`);
  }
  return 1 / Math.sqrt(sum);
}

/**
 * Refuses finite numbers whose variance is beyond the largest number.
 *
 * @param doing What cannot be done: "normalize".
 * @param what What is Infinity: "the variance of every feature".
 * @param where Whose: "feature 3".
 * @throws {RangeError} always.
 */
export function refuseHuge(doing: string, what: string, where: string): never {
  throw new RangeError(
    `Cannot ${doing}: ${what} must be finite, got Infinity for ${where}; its numbers are so large that their squares are not (a network that diverges makes such)`,
  );
}

function refuseZero(what: string, where: string): never {
  throw new RangeError(
    `Cannot normalize: with an eps of 0 ${what} must be above 0, got 0 for ${where}; an eps above 0 makes its xHat 0`,
  );
}
