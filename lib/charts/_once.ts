/**
 * Throws if there are two of what there must be one of.
 *
 * @param doing What cannot be done otherwise: "draw a heat map".
 * @param must What must be: "there must be one cell a point".
 * @param values The values.
 * @param key What tells one from another.
 * @param got What there are two of, in a message. Default: of the key.
 */
export function checkOnce<T>(
  doing: string,
  must: string,
  values: readonly T[],
  key: (value: T) => string,
  got: (value: T) => string = (value) => `of ${key(value)}`,
): void {
  const seen = new Set<string>();
  for (const value of values) {
    const its = key(value);
    if (seen.has(its)) {
      throw new RangeError(`Cannot ${doing}: ${must}, got two ${got(value)}`);
    }
    seen.add(its);
  }
}
