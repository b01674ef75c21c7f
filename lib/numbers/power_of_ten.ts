/**
 * The double nearest to a whole power of ten. `10 ** n` need not be that, and differs between
 * engines.
 *
 * @param n A whole number.
 */
export function powerOfTen(n: number): number {
  return Number(`1e${n}`);
}
