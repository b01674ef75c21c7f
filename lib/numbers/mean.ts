import { powerOfTwo } from "./power_of_two.ts";

/**
 * (1/n) sum v, summed from the first on. Of equal numbers exactly their number, where the
 * sum would be rounded; of numbers whose sum is too large their mean all the same.
 *
 * @param values One number or more.
 */
export function meanOf(values: ArrayLike<number>): number {
  const n = values.length, first = values[0];
  let sum = 0, equal = true;
  for (let i = 0; i < n; i++) {
    sum += values[i];
    equal &&= values[i] === first;
  }
  if (equal) return first;
  if (Number.isFinite(sum)) return sum / n;
  const parts = 2 * powerOfTwo(n);
  let part = 0;
  for (let i = 0; i < n; i++) part += values[i] / parts;
  return part / (n / parts);
}
