/**
 * Where values stand that are `every` apart, the first of them at `first`: i to its place.
 *
 * Places have no more decimals than `first` and `every`, so that the fourth of a tenth each
 * is .3, not .30000000000000004.
 */
export function steps(first: number, every: number): (i: number) => number {
  const decimals = Math.max(decimalsOf(first), decimalsOf(every));
  // toFixed() has no more.
  if (decimals === 0 || decimals > 100) return (i) => first + i * every;
  return (i) => Number((first + i * every).toFixed(decimals));
}

/** How many decimals a number is written with: 1.5e-7 has eight. */
function decimalsOf(value: number): number {
  const [mantissa, exponent = "0"] = String(value).split("e");
  const [, fraction = ""] = mantissa.split(".");
  return Math.max(0, fraction.length - Number(exponent));
}
