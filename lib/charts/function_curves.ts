import { checkArray, checkNumber, checkOptions } from "../matrix/check.ts";
import { kindOf } from "../matrix/kind_of.ts";
import type { Chart, Json } from "./chart.ts";
import { makeChart } from "./_make_chart.ts";
import { seriesChannels } from "./_series.ts";
import { listText, numberText } from "./_words.ts";

/** A function of one number, as a formula or as its values at the `x` of the figure. */
export type Curve = ((x: number) => number) | readonly number[];

/** A function and its slope, for {@linkcode functionCurves}. */
export interface FunctionWithSlope {
  /** The function. */
  readonly value: Curve;
  /** Its derivative, drawn in a second panel. */
  readonly derivative?: Curve;
}

/** Where {@linkcode functionCurves} draws. */
export interface FunctionCurvesOptions {
  /** Points at which the functions are drawn. Default 241 from -6 to 6. */
  readonly x?: readonly number[];
  /** Title of the horizontal axes. Default "x". */
  readonly xTitle?: string;
}

/**
 * Functions of one number and, where given, their derivatives in a second panel.
 *
 * @param functions each function by its name.
 * @param options where to draw.
 * @throws {RangeError} for no function, fewer than two points, values that are not as
 * many as points, or a point or a value that is not finite.
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { functionCurves } from "weightlab";
 *
 * const chart = functionCurves({
 *   tanh: { value: Math.tanh, derivative: (x) => 1 - Math.tanh(x) ** 2 },
 * });
 * assertEquals(
 *   chart.description,
 *   "tanh over x from -6 to 6: tanh runs from -1 to 1, its derivative at most 1.",
 * );
 * ```
 */
export function functionCurves(
  functions: Readonly<Record<string, FunctionWithSlope>>,
  options: FunctionCurvesOptions = {},
): Chart {
  const doing = "draw function curves";
  checkOptions(doing, options, ["x", "xTitle"]);
  const { x = defaultPoints(), xTitle = "x" } = options;
  if (typeof functions !== "object" || functions === null) {
    throw new TypeError(
      `Cannot ${doing}: functions must be an object, each function by its name, got ${
        kindOf(functions)
      }`,
    );
  }
  const names = Object.keys(functions);
  if (names.length === 0) {
    throw new RangeError(
      "Cannot draw function curves: functions must hold at least one, got 0",
    );
  }
  if (x.length < 2) {
    throw new RangeError(
      `Cannot draw function curves: x must hold at least two points, got ${x.length}`,
    );
  }
  checkArray(doing, "x", x);
  for (const at of x) checkNumber(doing, "x", at, {});
  for (const name of names) {
    const parts = ["value", "derivative"] as const;
    checkOptions(doing, functions[name], parts, `functions.${name}`);
  }
  const curves = names.map((name) => ({
    name,
    value: valuesOf(functions[name].value, x, name),
    derivative: functions[name].derivative === undefined
      ? undefined
      : valuesOf(functions[name].derivative, x, `the derivative of ${name}`),
  }));
  const slopes = curves.some(({ derivative }) => derivative !== undefined);
  const { color, strokeDash } = seriesChannels(names);
  const panel = (
    title: string,
    kind: "value" | "derivative",
  ): { [key: string]: Json } => ({
    width: slopes ? 280 : 420,
    height: 220,
    data: {
      values: curves.flatMap(({ name, [kind]: values }) =>
        (values ?? []).map((y, i) => ({ series: name, x: x[i], y }))
      ),
    },
    mark: { type: "line" },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        scale: { nice: false },
        axis: { title: xTitle, grid: true, tickCount: 7 },
      },
      y: {
        field: "y",
        type: "quantitative",
        axis: { title, grid: true, tickCount: 5 },
      },
      color,
      strokeDash,
      tooltip: [
        { field: "series", title: "function" },
        { field: "x", title: xTitle, format: ".3~f" },
        { field: "y", title, format: ".4~f" },
      ],
    },
  });
  const description =
    `${listText(names)} over ${xTitle} from ${numberText(Math.min(...x))} to ${
      numberText(Math.max(...x))
    }: ` +
    curves.map(({ name, value, derivative }) =>
      `${name} runs from ${numberText(Math.min(...value))} to ${
        numberText(Math.max(...value))
      }` +
      (derivative === undefined
        ? ""
        : `, its derivative at most ${numberText(Math.max(...derivative))}`)
    ).join("; ") +
    ".";
  const value = panel(`f(${xTitle})`, "value");
  return makeChart(
    description,
    slopes
      ? { hconcat: [value, panel(`f′(${xTitle})`, "derivative")], spacing: 24 }
      : value,
  );
}

function defaultPoints(): number[] {
  return Array.from({ length: 241 }, (_, i) => (i - 120) / 20);
}

function valuesOf(
  curve: Curve,
  x: readonly number[],
  name: string,
): readonly number[] {
  if (typeof curve !== "function") {
    checkArray("draw function curves", name, curve);
  }
  const values = typeof curve === "function" ? x.map((at) => curve(at)) : curve;
  if (values.length !== x.length) {
    throw new RangeError(
      `Cannot draw function curves: ${name} must have ${x.length} values, ` +
        `one a point, got ${values.length}`,
    );
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new RangeError(
      `Cannot draw function curves: ${name} must be finite, ` +
        `got ${values[bad]} at ${x[bad]}`,
    );
  }
  return values;
}
