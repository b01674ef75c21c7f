import { map } from "../matrix/map.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { rows } from "../matrix/rows.ts";

/**
 * 1 / sqrt(v + eps) of each feature.
 *
 * Where v and eps are both 0 there is no xHat: 0 in the limit of a smaller and smaller
 * eps, +-1 in that of a smaller and smaller variance, with a slope beyond all bounds.
 * 0 / 0 would go through a network as NaN.
 *
 * @param variances Of one batch, or running averages, 1 x features.
 * @param eps What is added, at least 0.
 * @param whose How they are called in a message: "the variance".
 * @throws {RangeError} if eps is 0 and a variance too.
 */
export function inverseStds(
  variances: Matrix,
  eps: number,
  whose: string,
): Matrix {
  if (eps === 0) {
    const at = rows(variances)[0].indexOf(0);
    if (at >= 0) refuse(`${whose} of every feature`, `feature ${at + 1}`);
  }
  return map(variances, (v) => 1 / Math.sqrt(v + eps));
}

/**
 * 1 / sqrt(v + eps) of one example.
 *
 * @param v Its variance or mean square.
 * @param eps What is added, at least 0.
 * @param whose How v is called in a message: "the mean square".
 * @param i The example's row.
 * @throws {RangeError} if both are 0.
 */
export function inverseStd(
  v: number,
  eps: number,
  whose: string,
  i: number,
): number {
  const sum = v + eps;
  if (sum === 0) refuse(`${whose} of every example`, `row ${i}`);
  return 1 / Math.sqrt(sum);
}

function refuse(what: string, where: string): never {
  throw new RangeError(
    `Cannot normalize: with an eps of 0 ${what} must be above 0, got 0 for ${where}; an eps above 0 makes its xHat 0`,
  );
}
