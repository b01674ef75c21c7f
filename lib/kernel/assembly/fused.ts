// The one operation whose bits are the hardware's choice.

/** a b + c as the kernels compute it: rounded once where fused, else twice. */
export function madd(a: f64, b: f64, c: f64): f64 {
  return f64x2.extract_lane(
    f64x2.relaxed_madd(f64x2.splat(a), f64x2.splat(b), f64x2.splat(c)), 0,
  );
}

/**
 * Whether it is fused. Call it with x = 1 + 2^-30: x² = 1 + 2^-29 + 2^-60, whose last
 * term only one rounding at the end keeps. (An argument, so that no compiler folds it.)
 */
export function isFused(x: f64): bool {
  return madd(x, x, -(x * x)) != 0;
}
