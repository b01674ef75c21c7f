/**
 * A number for a sentence: "0.012".
 *
 * @param value Finite or not.
 * @param digits Significant digits.
 */
export function numberText(value: number, digits = 2): string {
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  return size === 0 || size >= 1e-3 && size < 1e6
    ? String(rounded)
    : rounded.toExponential().replace("+", "");
}

/**
 * A fraction for a sentence: "94 %".
 *
 * @param share In [0, 1].
 */
export function percentText(share: number): string {
  return `${numberText(100 * share)} %`;
}

/**
 * Layers for a sentence: "layer 3", "layers 3 to 5", "layers 1, 3 to 5 and 9".
 *
 * @param layers Numbers, rising.
 */
export function layersText(layers: readonly number[]): string {
  const runs: number[][] = [];
  for (const layer of layers) {
    const run = runs.at(-1);
    if (run && layer === run.at(-1)! + 1) run.push(layer);
    else runs.push([layer]);
  }
  const texts = runs.flatMap((run) =>
    run.length < 3 ? run.map(String) : [`${run[0]} to ${run.at(-1)}`]
  );
  const list = texts.length < 2
    ? texts.join("")
    : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
  return `${layers.length === 1 ? "layer" : "layers"} ${list}`;
}

/**
 * What is said of one, said of several: "is dead" becomes "are dead".
 *
 * @param sentence It begins with the verb.
 */
export function ofMany(sentence: string): string {
  return sentence.replace(
    /^\w+/,
    (verb) => ({ is: "are", has: "have" })[verb] ?? verb.slice(0, -1),
  );
}
