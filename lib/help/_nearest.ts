/**
 * The names that are spelled most like a word, the nearest first.
 *
 * @param word The word.
 * @param names The names.
 * @param count How many of them.
 */
export function nearest(
  word: string,
  names: readonly string[],
  count: number,
): readonly string[] {
  const distances = new Map(names.map((name) => [name, distance(word, name)]));
  return [...new Set(names)]
    .sort((a, b) => distances.get(a)! - distances.get(b)! || (a < b ? -1 : 1))
    .slice(0, count);
}

/** How far a name is from a word: below 1 if one is part of the other, else in letters. */
export function distance(word: string, name: string): number {
  const wanted = word.toLowerCase(), own = name.toLowerCase();
  // Part of a name is nearer than its letters say: "histogram", "normalization".
  const isPart = wanted.length > 2 &&
    (own.includes(wanted) || wanted.includes(own) && own.length > 2);
  return isPart
    ? Math.abs(own.length - wanted.length) / 100
    // Of two that differ in case alone, that which is written so.
    : edits(wanted, own) + edits(word, name) / 100;
}

/**
 * How many letters must be put in, taken out or replaced to make one word of another.
 * {@link https://en.wikipedia.org/wiki/Levenshtein_distance}
 */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, row[j] + 1, next[j - 1] + 1);
    }
    row = next;
  }
  return row[b.length];
}
