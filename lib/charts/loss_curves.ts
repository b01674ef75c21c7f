import { kindOf } from "../check/kind_of.ts";
import { checkArray } from "../check/kinds.ts";
import { boolean, number, readOptions, text } from "../check/options.ts";
import { largest } from "../numbers/extent.ts";
import { aboveZero } from "./_above_zero.ts";
import type { Chart } from "./chart.ts";
import { valueFormat } from "./_digits.ts";
import { gapText, type Line, lineOf, type MaybeNumber } from "./_gaps.ts";
import { makeChart } from "./_make_chart.ts";
import { checkNamed } from "./_named.ts";
import { drawnAsIs, seriesChannels } from "./_series.ts";
import { steps } from "./_steps.ts";
import { checkAboveZero, logAxis, logTickAxis } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { countText, numberText } from "./_words.ts";

const DOING = "draw loss curves";

/** How {@linkcode lossCurves} draws. */
export interface LossCurvesOptions {
  /** Updates from one loss to the next. Default 1. */
  readonly every?: number;
  /** The update of the first loss. Default 1. */
  readonly first?: number;
  /** Whether the vertical axis is logarithmic; losses must then be above 0. */
  readonly logY?: boolean;
  /** Height at which lines are cut, in nats. Default: nothing is cut. */
  readonly yMax?: number;
  /** Whether the horizontal axis is logarithmic; `first` must then be above 0. */
  readonly logX?: boolean;
  /** Title of the figure. Default: none. */
  readonly title?: string;
  /** Title of the horizontal axis. Default "updates". */
  readonly xTitle?: string;
  /** Title of the vertical axis. Default "loss (nats)". */
  readonly yTitle?: string;
}

/**
 * Loss against updates, one line a run.
 *
 * A run that stops being finite is drawn up to there, and the description names the
 * update. What is NaN, infinite or missing before that is a gap in the line, and named too.
 *
 * @param runs each run's losses in order, in nats, by its name.
 * @param options updates between losses, logarithmic axes, titles.
 * @throws {RangeError} for no run, a run without a finite loss, or a loss or `first` not above
 * 0 on a logarithmic axis; options out of range.
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { lossCurves } from "weightlab/charts";
 *
 * const chart = lossCurves({ He: [2.3, 1.1, 0.4], "std 1": [9.1, NaN, NaN] });
 * assertMatch(chart.description, /std 1 stops being finite at update 2/);
 * ```
 */
export function lossCurves(
  runs: Readonly<Record<string, readonly MaybeNumber[]>>,
  options: LossCurvesOptions = {},
): Chart {
  const given = readOptions(DOING, options, {
    every: number({ above: 0 }).or(1),
    first: number().or(1),
    logY: boolean().or(false),
    logX: boolean().or(false),
    yMax: aboveZero("a loss above 0").optional,
    title: text().optional,
    xTitle: text().or("updates"),
    yTitle: text().or("loss (nats)"),
  });
  const { every, first, logY, logX, yMax, title, xTitle, yTitle } = given;
  const holds = "each run's losses by its name";
  checkNamed(DOING, "runs", holds, runs, "one run");
  if (logX) checkAboveZero(DOING, "first", [first]);
  const place = steps(first, every);
  const whole = Number.isInteger(first) && Number.isInteger(every);
  const names = Object.keys(runs);
  const curves = names.map((name) => {
    const line = drawable(name, runs[name], logY);
    // Where a run ends in a gap, nothing is left to draw.
    const length = 1 + line.values.findLastIndex((loss) => loss !== null);
    const isCut = length < line.values.length;
    return {
      name,
      ...line,
      values: line.values.slice(0, length),
      gaps: line.gaps.filter((i) => i < length),
      last: place(length - 1),
      brokenAt: isCut ? place(length) : undefined,
    };
  });
  const { color, strokeDash, colorOf } = seriesChannels(names);
  const row = (series: string, i: number, loss: number | null) => ({
    series,
    update: place(i),
    loss,
  });
  const singles = curves.flatMap(({ name, values, lone }) =>
    lone.map((i) => ({ ...row(name, i, values[i]), colour: colorOf(name) }))
  );
  const values = curves.flatMap(({ name, values }) =>
    values.map((loss, i) => row(name, i, loss))
  );
  const losses = curves.flatMap(({ finite }) => [...finite]);
  const description = `Loss over ${xTitle}: ` +
    curves.map(({ name, finite, gaps, last, brokenAt }) =>
      `${name} goes from ${numberText(finite[0])} to ${
        numberText(finite.at(-1)!)
      }` +
      (brokenAt === undefined
        ? ` by ${oneOf(xTitle)} ${countText(last)}`
        : `, then ${name} stops being finite at ${oneOf(xTitle)} ${
          countText(brokenAt)
        }`) +
      (gaps.length === 0 ? "" : ` (gaps at ${gapText(gaps, place)})`)
    ).join("; ") +
    (yMax === undefined ? "." : `; lines are cut at ${numberText(yMax)}.`);
  return makeChart(description, {
    data: { values },
    width: 560,
    height: 260,
    encoding: {
      x: {
        field: "update",
        type: "quantitative",
        scale: { ...(logX && { type: "log" }), nice: false },
        axis: {
          title: xTitle,
          ...(logX
            ? logAxis([first, largest(curves.map(({ last }) => last))])
            : {
              format: whole ? ",d" : ",",
              tickCount: 8,
              ...(whole && { tickMinStep: 1 }),
            }),
        },
      },
      y: {
        field: "loss",
        type: "quantitative",
        scale: {
          ...(logY ? { type: "log" } : { zero: true }),
          ...(yMax !== undefined && { domainMax: yMax }),
        },
        axis: {
          title: yTitle,
          grid: true,
          ...(logY ? logTickAxis(losses) : { tickCount: 6 }),
        },
      },
      tooltip: tooltip({
        series: "run",
        update: [xTitle, ","],
        loss: [yTitle, valueFormat(losses, 4)],
      }),
    },
    layer: [
      { mark: { type: "line", clip: true }, encoding: { color, strokeDash } },
      // A loss without a neighbour is a line without length: a point shows it.
      ...(singles.length === 0 ? [] : [{
        data: { values: singles },
        mark: { type: "point", filled: true, size: 40, opacity: 1 },
        encoding: { fill: drawnAsIs("colour") },
      }]),
    ],
  }, title);
}

/** "updates" -> "update": what one of them is called. */
function oneOf(title: string): string {
  return title === "updates" ? "update" : title;
}

/** The losses of a run. */
function drawable(
  name: string,
  losses: readonly MaybeNumber[],
  logY: boolean,
): Line {
  checkArray(DOING, `the losses of ${name}`, losses);
  const isNumber = (loss: unknown) =>
    typeof loss === "number" || loss === null || loss === undefined;
  const other = losses.findIndex((loss) => !isNumber(loss));
  if (other >= 0) {
    throw new TypeError(
      `Cannot ${DOING}: the losses of ${name} must be numbers, got ${
        kindOf(losses[other])
      } as loss ${other + 1}`,
    );
  }
  const line = lineOf(DOING, name, losses);
  if (line.finite.length === 0) {
    throw new RangeError(
      `Cannot ${DOING}: ${name} must have a finite loss, got ${
        losses[0] ?? "none"
      }`,
    );
  }
  const bad = logY ? line.finite.find((loss) => loss <= 0) : undefined;
  if (bad !== undefined) {
    throw new RangeError(
      `Cannot ${DOING} on a logarithmic axis: losses must be above 0, ` +
        `got ${bad} in ${name}`,
    );
  }
  return line;
}
