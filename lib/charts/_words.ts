/** 12345 -> "12,345". */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number for a sentence, at most `digits` significant digits: "0.459". */
export function numberText(value: number, digits = 3): string {
  return String(Number(value.toPrecision(digits)));
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
