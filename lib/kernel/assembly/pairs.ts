// Two numbers at a time, or the last one of an odd row alone, by the same formula.

/** The pair at p, or with `alone` the number at p and a 0. */
// @ts-ignore: decorator
@inline
export function get(p: usize, alone: bool): v128 {
  return alone ? v128.load64_zero(p) : v128.load(p);
}

/** Stores the pair at p, or with `alone` its first number only. */
// @ts-ignore: decorator
@inline
export function put(p: usize, v: v128, alone: bool): void {
  if (alone) v128.store_lane<f64>(p, v, 0);
  else v128.store(p, v);
}

/** z where z > 0 or z is NaN, +0 where z <= 0. */
// @ts-ignore: decorator
@inline
export function rectified(z: v128): v128 {
  return v128.andnot(z, f64x2.le(z, f64x2.splat(0)));
}

/** dy times ReLU's derivative at z, 0 where z <= 0 and else 1; so 0 NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function rectifiedBackward(dy: v128, z: v128): v128 {
  const inactive = f64x2.le(z, f64x2.splat(0));
  return f64x2.mul(dy, v128.andnot(f64x2.splat(1), inactive));
}
