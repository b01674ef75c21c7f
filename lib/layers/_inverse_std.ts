import { mapInto } from "../matrix/map.ts";
import type { Matrix } from "../storage/matrix.ts";
import { SMALLEST_NORMAL } from "../numbers/power_of_two.ts";
import { rows } from "../storage/rows.ts";
import { isInWorkspace, lend } from "../storage/workspace.ts";

/**
 * 1 / sqrt(v + eps) of each feature.
 *
 * Where v and eps are both 0 there is no xHat: 0 in the limit of a smaller and smaller
 * eps, +-1 in that of a smaller and smaller variance, with a slope beyond all bounds.
 * 0 / 0 would go through a network as NaN.
 *
 * Of finite numbers above 1e154 the variance is beyond the largest number, and 1 / sqrt of
 * that would make every xHat 0. In `train` and `diagnose`, whose networks may diverge, NaN
 * stands for it, as for a batch that holds NaN or Infinity, and all that follows is NaN: a
 * network that has diverged shows it, and a study of many goes on. Elsewhere it is refused.
 *
 * @param variances Of one batch, or running averages, 1 x features.
 * @param eps What is added, at least 0.
 * @param whose How they are called in a message: "the variance".
 * @throws {RangeError} if eps is 0 and a variance has not all its digits, or is 0; or if
 * a variance is Infinity.
 */
export function inverseStds(
  variances: Matrix,
  eps: number,
  whose: string,
): Matrix {
  const of = `${whose} of every feature`, [v] = rows(variances);
  const small = v.findIndex((v) => isLost(v, eps)),
    huge = v.indexOf(Infinity);
  if (small >= 0) refuseSmall(of, eps, v[small], `feature ${small + 1}`);
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
 * @throws {RangeError} if their sum has not all its digits, or is 0; or if v is Infinity
 * and the features are not.
 */
export function inverseStd(
  v: number,
  eps: number,
  whose: string,
  example: Float64Array,
  i: number,
): number {
  // The message is made only where it is needed: this runs once an example.
  const of = () => `${whose} of every example`;
  if (isLost(v, eps)) refuseSmall(of(), eps, v, `row ${i}`);
  if (v === Infinity && example.every(Number.isFinite)) {
    if (isInWorkspace()) return NaN;
    refuseHuge("normalize", of(), `row ${i}`);
  }
  return 1 / Math.sqrt(v + eps);
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

/** Whether v + eps is 0, or v so small a part of it that its digits are lost. */
function isLost(v: number, eps: number): boolean {
  return v + eps === 0 || (v > 0 && v + eps < SMALLEST_NORMAL);
}

function refuseSmall(
  what: string,
  eps: number,
  v: number,
  where: string,
): never {
  const [least, remedy] = v + eps === 0
    ? ["above 0", "an eps above 0 makes its xHat 0"]
    : [
      `at least ${SMALLEST_NORMAL}`,
      "below that its digits are lost: scale it up",
    ];
  throw new RangeError(
    `Cannot normalize: with an eps of ${eps} ${what} must be ${least}, got ${v} for ${where}; ${remedy}`,
  );
}

/**
 * Variances as a pass of `train` or `diagnose` takes them: NaN for Infinity.
 *
 * @param variances 1 x features, which may be written to.
 * @returns `variances`.
 */
export function showingDivergence(variances: Matrix): Matrix {
  if (!isInWorkspace()) return variances;
  return mapInto(variances, variances, (v) => v === Infinity ? NaN : v);
}
