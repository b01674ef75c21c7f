/**
 * Holds options to one of two: a value, or a list of such values.
 *
 * @param doing What cannot be done otherwise: "sweep depths".
 * @param options The options.
 * @param one The name of the one.
 * @param many The name of the list.
 * @throws {RangeError} if both are given.
 */
export function checkOneOrMany<O extends object>(
  doing: string,
  options: O,
  one: keyof O & string,
  many: keyof O & string,
): void {
  if (options[one] === undefined || options[many] === undefined) return;
  throw new RangeError(
    `Cannot ${doing}: there must be one of ${one} and ${many}, got both`,
  );
}
