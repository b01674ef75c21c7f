import type { Entry } from "./entry.ts";

/**
 * The names that are nearest to a word, the nearest first: those that differ in case; those that
 * have a part or an option of that name; those that are spelled like it; and those of whose text
 * it is a word, as it is of what is called so elsewhere ("MSE").
 *
 * @param word The word.
 * @param entries The names, and what is known of them.
 * @param count How many of them.
 */
export function nearest(
  word: string,
  entries: readonly Entry[],
  count: number,
): readonly string[] {
  const wanted = word.toLowerCase(), isLong = wanted.length > 2;
  const far = ({ name, text, parts }: Entry) => {
    const own = name.toLowerCase();
    const isPart = isLong &&
      (own.includes(wanted) || wanted.includes(own) && own.length > 2);
    return Math.min(
      // Part of a name is nearer than its letters say: "histogram", "normalization".
      isPart
        ? Math.abs(own.length - wanted.length) / 100
        // Of two that differ in case alone, that which is written so.
        : edits(wanted, own) + edits(word, name) / 100,
      parts.some(([part]) => part.split(/\W/)[0] === word) ? 0.02 : Infinity,
      isLong && text.includes(word) ? wanted.length / 3 : Infinity,
    );
  };
  const distances = new Map(entries.map((entry) => [entry.name, far(entry)]));
  return [...distances.keys()]
    .sort((a, b) => distances.get(a)! - distances.get(b)! || (a < b ? -1 : 1))
    .slice(0, count);
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
