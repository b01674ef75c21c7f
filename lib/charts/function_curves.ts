import { kindOf } from "../check/kind_of.ts";
import {
  anything,
  boolean,
  listOf,
  number,
  readOptions,
  text,
} from "../check/options.ts";
import { extent, largest } from "../numbers/extent.ts";
import type { Chart, Json } from "./chart.ts";
import { labelFormat, rounded, valueFormat } from "./_digits.ts";
import { gapText, type Line, lineWithValues } from "./_gaps.ts";
import { makeChart } from "./_make_chart.ts";
import { checkNamed } from "./_named.ts";
import { seriesChannels } from "./_series.ts";
import { checkAboveZero, logAxis, logDomain } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { listText, numberText, textsOf } from "./_words.ts";

const DOING = "draw function curves";

/** A function of one number, as a formula or as its values at the `x` of the figure. */
export type Curve =
  | ((x: number) => number)
  | readonly (number | null | undefined)[];

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
  /** Title of the figure. Default: none. */
  readonly title?: string;
  /** Title of the horizontal axes. Default "x". */
  readonly xTitle?: string;
  /** Title of the vertical axis, with its unit. Default "f(x)", with the `xTitle`. */
  readonly yTitle?: string;
  /** Whether the horizontal axes are logarithmic; each x must then be above 0. */
  readonly logX?: boolean;
  /** Whether the functions' vertical axis is; their values must then be above 0. */
  readonly logY?: boolean;
}

/**
 * Functions of one number and, where given, their derivatives in a second panel. Where one has
 * no finite value its line has a gap, which the description names.
 *
 * @param functions each function by its name.
 * @param options where to draw.
 * @throws {RangeError} for no function, fewer than two points, values that are not as
 * many as points, none that is finite, a point that is not, or one not above 0 on a logarithmic
 * axis.
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { functionCurves } from "weightlab/charts";
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
  const { x, title, xTitle, logX, logY, ...given } = readOptions(
    DOING,
    options,
    {
      x: listOf(number()).or(defaultPoints()),
      title: text().optional,
      xTitle: text().or("x"),
      yTitle: text().optional,
      logX: boolean().or(false),
      logY: boolean().or(false),
    },
  );
  const usual = `f(${xTitle})`, { yTitle = usual } = given;
  if (logX) checkAboveZero(DOING, "x", x);
  const holds = "each function by its name";
  checkNamed(DOING, "functions", holds, functions, "one");
  if (x.length < 2) {
    throw new RangeError(
      `Cannot ${DOING}: x must hold at least two points, got ${x.length}`,
    );
  }
  const names = Object.keys(functions);
  const curves = names.map((name) => {
    const { value, derivative } = readOptions(DOING, functions[name], {
      value: anything<Curve>(),
      derivative: anything<Curve | undefined>().optional,
    }, `functions.${name}`);
    const line = lineOver(value, x, name);
    if (logY) checkAboveZero(DOING, name, line.finite);
    return {
      name,
      value: line,
      derivative: derivative === undefined
        ? undefined
        : lineOver(derivative, x, `the derivative of ${name}`),
    };
  });
  const slopes = curves.some(({ derivative }) => derivative !== undefined);
  const { color, strokeDash } = seriesChannels(names);
  const drawn = (kind: "value" | "derivative") =>
    curves.flatMap(({ [kind]: line }) => [...line?.finite ?? []]);
  // Some room, so that the lowest and the highest line are not on the frame.
  const ends = logY ? logDomain(drawn("value")) : [];
  const panel = (
    title: string,
    kind: "value" | "derivative",
  ): { [key: string]: Json } => ({
    width: slopes ? 280 : 420,
    height: 220,
    data: {
      values: curves.flatMap(({ name, [kind]: line }) =>
        (line?.values ?? []).map((y, i) => ({ series: name, x: x[i], y }))
      ),
    },
    mark: { type: "line" },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        scale: { ...(logX && { type: "log" }), nice: false },
        axis: {
          title: xTitle,
          grid: true,
          ...(logX ? logAxis(x) : { tickCount: 7 }),
        },
      },
      y: {
        field: "y",
        type: "quantitative",
        ...(logY && kind === "value"
          ? {
            scale: { type: "log", domain: ends, nice: false },
            axis: { title, grid: true, ...logAxis(ends) },
          }
          : { axis: { title, grid: true, tickCount: 5 } }),
      },
      color,
      strokeDash,
      tooltip: tooltip({
        series: "function",
        x: [xTitle, pointFormat(x)],
        y: [title, resultFormat(drawn(kind))],
      }),
    },
  });
  const span = (values: readonly number[]) => {
    const [low, high] = extent(values), text = textsOf([low, high]);
    return `from ${text(low)} to ${text(high)}`;
  };
  const of = yTitle === usual ? "" : `${yTitle}: `;
  const gapsOf = ({ gaps }: Line) =>
    gaps.length === 0 ? "" : ` (gaps at ${gapText(gaps, (i) => x[i])})`;
  const description = `${of}${listText(names)} over ${xTitle} ${span(x)}: ` +
    curves.map(({ name, value, derivative }) =>
      `${name} runs ${span(value.finite)}${gapsOf(value)}` +
      (derivative === undefined
        ? ""
        : `, its derivative at most ${numberText(largest(derivative.finite))}${
          gapsOf(derivative)
        }`)
    ).join("; ") +
    ".";
  const value = panel(yTitle, "value");
  return makeChart(
    description,
    slopes
      ? { hconcat: [value, panel(`f′(${xTitle})`, "derivative")], spacing: 24 }
      : value,
    title,
  );
}

/** Three decimals, or as many digits as tell the points apart. */
function pointFormat(x: readonly number[]): string {
  const decimals = new Set(Array.from(x, (at) => at.toFixed(3)));
  return decimals.size === new Set(x).size ? ".3~f" : labelFormat(x, 4);
}

/** Four decimals, or digits where those would leave nothing of the largest. */
function resultFormat(y: readonly number[]): string {
  const [low, high] = extent(y);
  const size = Math.max(Math.abs(low), Math.abs(high));
  return rounded(size, 1) >= 0.01 || size === 0 ? ".4~f" : valueFormat(y, 4);
}

function defaultPoints(): number[] {
  return Array.from({ length: 241 }, (_, i) => (i - 120) / 20);
}

function lineOver(
  curve: Curve,
  x: readonly number[],
  name: string,
): Line {
  const isArray = Array.isArray(curve) || ArrayBuffer.isView(curve);
  if (typeof curve !== "function" && !isArray) {
    throw new TypeError(
      `Cannot ${DOING}: ${name} must be a function or an array, got ${
        kindOf(curve)
      }`,
    );
  }
  const values = typeof curve === "function"
    ? Array.from(x, (at) => curve(at))
    : curve;
  if (values.length !== x.length) {
    throw new RangeError(
      `Cannot ${DOING}: ${name} must have ${x.length} values, ` +
        `one a point, got ${values.length}`,
    );
  }
  return lineWithValues(DOING, name, values, (i) => `at ${x[i]}`);
}
