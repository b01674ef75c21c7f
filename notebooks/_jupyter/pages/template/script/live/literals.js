import { endsValue, tokensOf } from "./tokens.js";

// The numbers of a cell that can be dragged: where they stand, what they are called, and of
// which kind they are.

/** What is a quantity on a scale, and may become 0.5 though it is written as 1. */
const REAL =
  /(?:std|lr|gain|scale|sigma|sigmaW|sigmaB|gamma|beta|alpha|lambda|mean|variance|momentum|decay|eps|slope|limit|rate|ratio)s?$/i;

/** What is larger steps no more by one. */
const LARGEST = 1e15;

/** The value of a number literal. */
export function literalValue(text) {
  return Number(text.replaceAll("_", "").replace(/n$/, ""));
}

/**
 * The decimal number literals of a cell, in order. A minus that is a sign belongs to its
 * number.
 *
 * @param source TypeScript.
 * @returns for each where it starts and ends, its `text`, the `name` that it is given to, if
 *   there is one ("std" of `std: 0.01`, "width" of `const width = 100`, "seeded()" of
 *   `seeded(3)`), whether it `isReal` (an integer is not) and whether it `isUnsigned`: what
 *   stands beside it allows no minus.
 */
export function numbersOf(source) {
  const tokens = tokensOf(source).filter(({ kind }) => kind !== "comment");
  const textOf = (i) =>
    tokens[i] && source.slice(tokens[i].start, tokens[i].end);
  const isWord = (i) => /^(?:word|builtin|keyword)$/.test(tokens[i]?.kind);

  /** The bracket around a token. */
  function around(i) {
    let depth = 0;
    for (let j = i - 1; j >= 0; j--) {
      if (tokens[j].kind !== "mark") continue;
      const text = textOf(j);
      if (/^[)\]}]$/.test(text)) depth++;
      if (/^[([{]$/.test(text) && depth-- === 0) return j;
    }
    return -1;
  }

  /** Whether the bracket at a token is one that looks something up. */
  const isIndex = (i) => textOf(i) === "[" && endsValue(source, tokens[i - 1]);

  /** The name that the value which begins at a token is given to. */
  function nameAt(i) {
    const before = textOf(i - 1);
    if (before === "=") {
      // const x = 1, const x: number = 1
      if (!isWord(i - 2)) return undefined;
      return textOf(i - 3) === ":" && isWord(i - 4)
        ? textOf(i - 4)
        : textOf(i - 2);
    }
    if (before === ":") {
      const isProperty = /^[{,]$/.test(textOf(i - 3)) &&
        (isWord(i - 2) || /^(?:string|number)$/.test(tokens[i - 2].kind));
      return isProperty
        ? textOf(i - 2).replace(/^(["'])(.*)\1$/, "$2")
        : undefined;
    }
    if (!/^[([,]$/.test(before)) return undefined;
    const bracket = around(i);
    if (textOf(bracket) === "[" && !isIndex(bracket)) return nameAt(bracket);
    return textOf(bracket) === "(" && isWord(bracket - 1) &&
        tokens[bracket - 1].kind !== "keyword"
      ? `${textOf(bracket - 1)}()`
      : undefined;
  }

  const isWritten = (text) => /[.e]/i.test(text);
  const lists = new Map();
  const numbers = [];
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== "number" || /^0[xob]/i.test(textOf(i))) continue;
    const sign = textOf(i - 1);
    const touches = tokens[i - 1]?.end === token.start && /^[+-]$/.test(sign);
    const isSigned = touches && sign === "-" &&
      !endsValue(source, tokens[i - 2]);
    const first = isSigned ? i - 1 : i;
    const start = tokens[first].start;
    const text = source.slice(start, token.end);
    if (Math.abs(literalValue(text)) > LARGEST) continue;
    const name = nameAt(first);
    const bracket = around(first);
    if (textOf(bracket) === "[") {
      lists.set(bracket, lists.get(bracket) || isWritten(text));
    }
    numbers.push({
      ...{ start, end: token.end, text, name, bracket },
      isReal: isWritten(text) || REAL.test(name ?? ""),
      isUnsigned: !isSigned &&
        (touches || isIndex(bracket) || textOf(i + 1) === "**"),
    });
  }
  // In a list with 0.1 in it, 1 is of its kind.
  return numbers.map(({ bracket, ...number }) => ({
    ...number,
    isReal: number.isReal || (lists.get(bracket) ?? false),
  }));
}
