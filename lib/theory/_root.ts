/**
 * Where a continuous function crosses 0 between two points at which its signs differ:
 * regula falsi with the Illinois rule, which halves the value at an end that stays, so
 * that both ends close in.
 */
export function root(
  f: (x: number) => number,
  from: number,
  to: number,
): number {
  let [a, b] = [from, to];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  for (let i = 0; i < 200 && fb !== 0; i++) {
    const x = b - fb * (b - a) / (fb - fa);
    if (Math.abs(x - b) <= 1e-15 * Math.abs(x)) break;
    const fx = f(x);
    if (Math.sign(fx) === Math.sign(fb)) fa /= 2;
    else [a, fa] = [b, fb];
    [b, fb] = [x, fx];
  }
  return b;
}
