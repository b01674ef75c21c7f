import { type Activation, checkActivation } from "../activations/activation.ts";
import { normalDistribution } from "../kernel/elementary.ts";
import { number, readOptions } from "../check/options.ts";
import { kindOf } from "../check/kind_of.ts";

/** How far out z goes, in standard deviations. */
const REACH = 9;
/** Points on each side of 0 between which f is taken to cross a level at most once. */
const POINTS = 200;

/**
 * The distribution of a layer's outputs over its neurons: P(f(sqrt(q) z) < y) for
 * z ~ N(0, 1), what a histogram of an infinitely wide layer shows.
 *
 * A value that f takes on a whole interval is taken with a probability of its own: a ReLU's
 * 0 with 1/2, by which the distribution jumps behind y = 0.
 *
 * @param activation f.
 * @param options The length of the layer.
 * @returns y -> the share of outputs below y, in [0, 1].
 * @throws {RangeError} if q is below 0 or not finite; what is returned throws if y is NaN.
 * @throws {TypeError} if the activation is none, or the options hold another name.
 *
 * @example
 * ```ts
 * import { relu } from "weightlab";
 * import { outputDistribution } from "weightlab/theory";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const below = outputDistribution(relu, { q: 4 });
 * assertEquals(below(0), 0);
 * assertAlmostEquals(below(1e-12), 0.5, 1e-12);
 * assertAlmostEquals(below(2), 0.8413447, 1e-7);
 * ```
 */
export function outputDistribution(
  activation: Activation,
  options: {
    /** The mean square of what the activation is given, at least 0. */
    readonly q: number;
  },
): (y: number) => number {
  const doing = "take the distribution of outputs";
  checkActivation(doing, activation);
  const { q } = readOptions(doing, options, { q: number({ least: 0 }) });
  const std = Math.sqrt(q);
  const f = (z: number) => activation(std * z);
  const points = gridOf(std);
  const values = points.map(f);
  return (y) => {
    if (typeof y !== "number" || Number.isNaN(y)) {
      throw new RangeError(
        `Cannot ${doing}: y must be a number, got ${kindOf(y)}`,
      );
    }
    let share = values[0] < y ? normalDistribution(points[0]) : 0;
    for (let i = 1; i < points.length; i++) {
      const [from, to] = [points[i - 1], points[i]];
      const [before, after] = [values[i - 1] < y, values[i] < y];
      if (!before && !after) continue;
      const border = before === after
        ? to
        : crossing((z) => f(z) < y, from, to);
      share += before
        ? normalDistribution(border) - normalDistribution(from)
        : normalDistribution(to) - normalDistribution(border);
    }
    return share + (values.at(-1)! < y ? 1 - normalDistribution(REACH) : 0);
  };
}

/** Even steps of z, and steps of equal ratio around 0, where f turns. */
function gridOf(std: number): number[] {
  const positive = Array.from(
    { length: POINTS },
    (_, i) => REACH * (i + 1) / POINTS,
  );
  for (let x = 1 / 16; x < REACH * std; x *= 1.1) positive.push(x / std);
  positive.sort((a, b) => a - b);
  return [...positive.map((z) => -z).reverse(), 0, ...positive];
}

/** Where `below` changes between two points. */
function crossing(
  below: (z: number) => boolean,
  from: number,
  to: number,
): number {
  const start = below(from);
  for (let i = 0; i < 60; i++) {
    const middle = (from + to) / 2;
    if (below(middle) === start) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}
