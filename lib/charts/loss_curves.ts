import { kindOf } from "../check/kind_of.ts";
import { checkArray } from "../check/kinds.ts";
import { boolean, number, readOptions, text } from "../check/options.ts";
import { aboveZero } from "./_above_zero.ts";
import type { Chart } from "./chart.ts";
import { valueFormat } from "./_digits.ts";
import { makeChart } from "./_make_chart.ts";
import { checkNamed } from "./_named.ts";
import { drawnAsIs, seriesChannels } from "./_series.ts";
import { steps } from "./_steps.ts";
import { logTicks } from "./_ticks.ts";
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
  /** Title of the vertical axis. Default "loss (nats)". */
  readonly yTitle?: string;
}

/**
 * Loss against updates, one line a run.
 *
 * A run that stops being finite is drawn up to there, and the description names the
 * update.
 *
 * @param runs each run's losses in order, in nats, by its name.
 * @param options updates between losses, logarithmic axis, title.
 * @throws {RangeError} for no run, a run without a finite loss, or a loss not above 0 on
 * a logarithmic axis; options out of range.
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
  runs: Readonly<Record<string, readonly number[]>>,
  options: LossCurvesOptions = {},
): Chart {
  const { every, first, logY, yMax, yTitle } = readOptions(DOING, options, {
    every: number({ above: 0 }).or(1),
    first: number().or(1),
    logY: boolean().or(false),
    yMax: aboveZero("a loss above 0").optional,
    yTitle: text().or("loss (nats)"),
  });
  const holds = "each run's losses by its name";
  checkNamed(DOING, "runs", holds, runs, "one run");
  const place = steps(first, every);
  const whole = Number.isInteger(first) && Number.isInteger(every);
  const names = Object.keys(runs);
  const curves = names.map((name) => {
    const losses = runs[name], finite = drawable(name, losses, logY);
    const isCut = finite.length < losses.length;
    return { name, finite, brokenAt: isCut ? place(finite.length) : undefined };
  });
  const { color, strokeDash, colorOf } = seriesChannels(names);
  const singles = curves.filter(({ finite }) => finite.length === 1)
    .map(({ name, finite }) => ({
      series: name,
      update: first,
      loss: finite[0],
      colour: colorOf(name),
    }));
  const values = curves.flatMap(({ name, finite }) =>
    Array.from(finite, (loss, i) => ({ series: name, update: place(i), loss }))
  );
  const description = "Loss over updates: " +
    curves.map(({ name, finite, brokenAt }) =>
      `${name} goes from ${numberText(finite[0])} to ${
        numberText(finite.at(-1)!)
      }` +
      (brokenAt === undefined
        ? ` by update ${countText(place(finite.length - 1))}`
        : `, then ${name} stops being finite at update ${countText(brokenAt)}`)
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
        scale: { nice: false },
        axis: {
          title: "updates",
          format: whole ? ",d" : ",",
          tickCount: 8,
          ...(whole && { tickMinStep: 1 }),
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
          ...(logY
            ? { format: "~g", values: logTicks(values.map((v) => v.loss)) }
            : { tickCount: 6 }),
        },
      },
      tooltip: tooltip({
        series: "run",
        update: ["updates", ","],
        loss: [yTitle, valueFormat(values.map(({ loss }) => loss), 4)],
      }),
    },
    layer: [
      { mark: { type: "line", clip: true }, encoding: { color, strokeDash } },
      // A single loss is a line without length: a point shows it.
      ...(singles.length === 0 ? [] : [{
        data: { values: singles },
        mark: { type: "point", filled: true, size: 40, opacity: 1 },
        encoding: { fill: drawnAsIs("colour") },
      }]),
    ],
  });
}

/** The losses of a run up to where it stops being finite. */
function drawable(
  name: string,
  losses: readonly number[],
  logY: boolean,
): readonly number[] {
  checkArray(DOING, `the losses of ${name}`, losses);
  const other = losses.findIndex((loss) => typeof loss !== "number");
  if (other >= 0) {
    throw new TypeError(
      `Cannot ${DOING}: the losses of ${name} must be numbers, got ${
        kindOf(losses[other])
      } as loss ${other + 1}`,
    );
  }
  const broken = losses.findIndex((loss) => !Number.isFinite(loss));
  const finite = broken < 0 ? losses : losses.slice(0, broken);
  if (finite.length === 0) {
    throw new RangeError(
      `Cannot ${DOING}: ${name} must start with a finite loss, got ${
        losses[0] ?? "none"
      }`,
    );
  }
  const bad = logY ? finite.find((loss) => loss <= 0) : undefined;
  if (bad !== undefined) {
    throw new RangeError(
      `Cannot ${DOING} on a logarithmic axis: losses must be above 0, ` +
        `got ${bad} in ${name}`,
    );
  }
  return finite;
}
