/**
 * Holds what a notebook says to what it measured: its checks import this.
 *
 * @module
 */

const held = new Set<string>();

/**
 * Checks a statement of the notebook's prose.
 *
 * @param words What the notebook says, in a sentence.
 * @param check Asserts it, and throws where it is not so.
 * @throws {Error} if `check` throws: it names the statement, what was found, and that an
 * edit may be why.
 */
export function statement(words: string, check: () => void): void {
  held.delete(words);
  try {
    check();
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `This statement of the notebook does not hold here: "${words}". ${found} ` +
        "If you changed a size, a scale or a seed above, that may be why: it was " +
        "made for the values the notebook came with.",
      { cause },
    );
  }
  held.add(words);
}

/** How many statements have held since the kernel started, as the last check's line. */
export function statements(): string {
  const count = held.size;
  return `${count} ${
    count === 1 ? "statement" : "statements"
  } of this notebook, checked: ${count === 1 ? "it holds" : "all hold"}.`;
}
