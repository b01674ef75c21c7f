import { digitsToDiffer, rounded } from "./_digits.ts";

/**
 * 12345 -> "12,345", 12345.5 -> "12,345.5": a count, or a place that something is counted
 * to, in full.
 */
export function countText(count: number): string {
  const [whole, ...decimals] = fullText(count).split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...decimals].join(".");
}

/**
 * A number as it was meant, for a sentence: .1 + .2 is "0.3". What is no short decimal, as
 * a third is none, has six significant digits.
 */
export function fullText(value: number): string {
  // The last digits of a double are where its arithmetic leaves dust.
  const text = numberText(value, 12);
  const [significant = ""] = text.replace(".", "").match(/[1-9]\d*/) ?? [];
  return Number.isInteger(value) || significant.length <= 9
    ? text
    : numberText(value, 6);
}

/**
 * A number for a sentence, at most `digits` significant digits and all those before its
 * point: "0.459", "12346".
 */
export function numberText(value: number, digits = 3): string {
  return String(rounded(value, digits));
}

/**
 * How numbers are written in one sentence: at most `digits` significant digits, or as many
 * as tell them apart.
 */
export function textsOf(
  values: Iterable<number>,
  digits = 3,
): (value: number) => string {
  const enough = digitsToDiffer(values, digits);
  return (value) => numberText(value, enough);
}

/** ["a", "b", "c"] -> "a, b and c". */
export function listText(items: readonly string[]): string {
  return items.length < 2
    ? items.join("")
    : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** 1, "layer" -> "1 layer"; 5, "layer" -> "5 layers". */
export function plural(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;
}
