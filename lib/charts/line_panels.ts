import { checkArray } from "../check/kinds.ts";
import {
  boolean,
  checked,
  kind,
  listOf,
  number,
  optionsOf,
  readOptions,
  text,
} from "../check/options.ts";
import { largest } from "../numbers/extent.ts";
import type { Chart, Json } from "./chart.ts";
import { valueFormat } from "./_digits.ts";
import { finite } from "./_finite.ts";
import { gapText, type Line, lineWithValues } from "./_gaps.ts";
import { key } from "./_key.ts";
import { makeChart } from "./_make_chart.ts";
import { checkNamed } from "./_named.ts";
import { panelColumns, panelWidth } from "./_panels.ts";
import { distinct, drawnAsIs, seriesChannels } from "./_series.ts";
import { steps } from "./_steps.ts";
import { checkAboveZero, logAxis, logTickAxis, wholeTicks } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { countText, numberText } from "./_words.ts";

const DOING = "draw line panels";

/** One panel of {@linkcode linePanels}. */
export interface LinePanel {
  /**
   * Each line's values in order, by its name, in the panel's unit. What is NaN, infinite, null
   * or undefined is a gap in the line.
   */
  readonly lines: Readonly<
    Record<string, readonly (number | null | undefined)[]>
  >;
  /** A value to compare with, drawn as a horizontal rule. */
  readonly rule?: number;
}

/** How {@linkcode linePanels} draws. */
export interface LinePanelsOptions {
  /** Title of the horizontal axes. Default "updates". */
  readonly xTitle?: string;
  /** Title of the figure. Default: none. */
  readonly title?: string;
  /** Whether the horizontal axes are logarithmic; `first` must then be above 0. */
  readonly logX?: boolean;
  /** Whether the vertical axes are logarithmic; all values and rules must then be above 0. */
  readonly logY?: boolean;
  /** Where on the horizontal axis the first value stands. Default 1. */
  readonly first?: number;
  /** How far it is from one value to the next. Default 1. */
  readonly every?: number;
  /**
   * Where the values stand instead, ascending: learning rates. The description then says where
   * each line is highest.
   */
  readonly x?: readonly number[];
  /** Lower and upper end of all vertical axes. Default: each panel's own. */
  readonly yRange?: readonly [number, number];
  /** What the rules stand for: "population". */
  readonly ruleTitle?: string;
}

/**
 * Numbers that change over updates, one panel a quantity, one line a series; a line has
 * the same colour in every panel. More than three panels are in several rows. Gaps are named in
 * the description.
 *
 * @param panels each panel by the title of its vertical axis.
 * @param options titles, what the horizontal axes count.
 * @throws {RangeError} for no panel, a panel without a line, a line of fewer than two
 * values or without a finite one, or what is not above 0 on a logarithmic axis; for `x` that
 * does not ascend, is shorter than a line or stands beside `first` or `every`, or a `yRange`
 * that is none.
 * @throws {TypeError} if an argument is of another kind, or an option has another name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { linePanels } from "weightlab/charts";
 *
 * const chart = linePanels({
 *   mean: { lines: { book: [0.3, 0.57], keras: [0.03, 0.06] }, rule: 3 },
 * }, { ruleTitle: "population" });
 * assertEquals(
 *   chart.description,
 *   "By updates, 1 to 2: mean (population 3): book goes from 0.3 to 0.57, " +
 *     "keras from 0.03 to 0.06.",
 * );
 * ```
 */
export function linePanels(
  panels: Readonly<Record<string, LinePanel>>,
  options: LinePanelsOptions = {},
): Chart {
  const given = readOptions(DOING, options, {
    xTitle: text().or("updates"),
    title: text().optional,
    logX: boolean().or(false),
    logY: boolean().or(false),
    first: number().optional,
    every: number({ above: 0 }).optional,
    x: ascending.optional,
    yRange: range.optional,
    ruleTitle: text().optional,
  });
  const { xTitle, logX, logY, x: at, yRange, ruleTitle } = given;
  if (at && (given.first ?? given.every) !== undefined) {
    throw new RangeError(
      `Cannot ${DOING}: options must have x, or first and every, got both`,
    );
  }
  const { first = at?.[0] ?? 1, every = 1 } = given;
  const read = readPanels(panels);
  if (logX) checkAboveZero(DOING, at ? "x" : "first", [first]);
  if (logY && yRange) checkAboveZero(DOING, "yRange", yRange);
  const titles = Object.keys(panels);
  const names = distinct(
    titles.flatMap((title) => Object.keys(read[title].lines)),
  );
  const longest = largest(
    titles.flatMap((title) =>
      Object.values(read[title].lines).map(({ values }) => values.length)
    ),
  );
  if (at && at.length < longest) {
    throw new RangeError(
      `Cannot ${DOING}: x must have a place for each of the ${longest} values of a line, got ${at.length}`,
    );
  }
  const place = at ? (i: number) => at[i] : steps(first, every);
  const last = place(longest - 1);
  const whole = !at && Number.isInteger(first) && Number.isInteger(every);
  const x = {
    field: "x",
    type: "quantitative",
    scale: { ...(logX && { type: "log" }), domain: [first, last], nice: false },
    axis: {
      title: xTitle,
      // A first label that is moved inwards would touch the second.
      ...(at && { labelFlush: false }),
      ...(logX ? logAxis([first, last]) : {
        format: whole ? ",d" : ",",
        tickCount: 5,
        ...(whole && wholeTicks(last - first)),
      }),
    },
  };
  const { color, strokeDash, colorOf } = seriesChannels(names);
  const panel = (title: string): { [key: string]: Json } => {
    const { lines, rule } = read[title];
    const all = Object.entries(lines);
    const numbers = [
      ...all.flatMap(([, { finite }]) => [...finite]),
      ...(rule === undefined ? [] : [rule]),
    ];
    if (logY) checkAboveZero(DOING, title, numbers);
    const singles = all.flatMap(([series, { values, lone }]) =>
      lone.map((i) => ({
        series,
        x: place(i),
        y: values[i],
        colour: colorOf(series),
      }))
    );
    return {
      width: panelWidth(titles.length, MOST),
      height: titles.length > MOST ? 150 : 240,
      data: {
        values: all.flatMap(([series, { values }]) =>
          values.map((y, i) => ({ series, x: place(i), y }))
        ),
      },
      encoding: {
        y: {
          type: "quantitative",
          ...((logY || yRange) && {
            scale: {
              ...(logY && { type: "log" }),
              ...(yRange && { domain: [...yRange], nice: false }),
            },
          }),
          axis: {
            title,
            grid: true,
            ...(logY ? logTickAxis(yRange ?? numbers) : { tickCount: 6 }),
          },
        },
      },
      layer: [
        ...(rule === undefined ? [] : [{
          data: { values: [{ rule }] },
          mark: { type: "rule", style: "outline", strokeWidth: 1.5 },
          encoding: { y: { field: "rule" } },
        }]),
        {
          mark: { type: "line", strokeWidth: 1.75 },
          encoding: {
            x,
            y: { field: "y" },
            color,
            strokeDash,
            tooltip: tooltip({
              series: "line",
              x: [xTitle, ","],
              y: [title, valueFormat(numbers, 4)],
            }),
          },
        },
        // A value without a neighbour is a line without length: a point shows it.
        ...(singles.length === 0 ? [] : [{
          data: { values: singles },
          mark: { type: "point", filled: true, size: 40, opacity: 1 },
          encoding: {
            x,
            y: { field: "y" },
            fill: drawnAsIs("colour"),
          },
        }]),
      ],
    };
  };
  const ruled = titles.some((title) => read[title].rule !== undefined);
  const sentence = `By ${xTitle}, ${countText(first)} to ${countText(last)}: ` +
    titles.map((title) =>
      panelText(title, read[title], place, at !== undefined, ruleTitle)
    ).join("; ") +
    ".";
  return makeChart(sentence, {
    ...(titles.length > MOST
      ? {
        concat: titles.map(panel),
        columns: panelColumns(titles.length, MOST),
      }
      : { hconcat: titles.map(panel) }),
    spacing: 24,
    ...(ruled && ruleTitle !== undefined && {
      title: key([`horizontal rule: ${ruleTitle}`], { orient: "top" }),
    }),
  }, given.title);
}

/** Places on an axis, each further than the one before. */
const ascending = kind<readonly number[]>((doing, name, value) => {
  const places = listOf(number()).read(doing, name, value);
  const i = places.findIndex((place, i) => i > 0 && place <= places[i - 1]);
  if (i < 0) return places;
  throw new RangeError(
    `Cannot ${doing}: ${name} must ascend, got ${places[i]} after ${
      places[i - 1]
    }`,
  );
});

/** The two ends of an axis. */
const range = kind<readonly [number, number]>((doing, name, value) => {
  const ends = listOf(number()).read(doing, name, value);
  if (ends.length === 2 && ends[0] < ends[1]) return [ends[0], ends[1]];
  throw new RangeError(
    `Cannot ${doing}: ${name} must be a lower end and an upper one, got [${
      ends.join(", ")
    }]`,
  );
});

/** How many panels are in a row, at most: each has a vertical axis of its own. */
const MOST = 3;

/** A panel whose lines have been looked at. */
interface ReadPanel {
  readonly lines: Readonly<Record<string, Line>>;
  readonly rule?: number;
}

function panelText(
  title: string,
  { lines, rule }: ReadPanel,
  place: (i: number) => number,
  highest: boolean,
  ruleTitle = "rule",
): string {
  const course = ({ values, finite }: Line, isFirst: boolean) => {
    if (!highest) {
      return `${isFirst ? " goes" : ""} from ${numberText(finite[0])} to ${
        numberText(finite.at(-1)!)
      }`;
    }
    const most = largest(finite);
    return `${isFirst ? " is highest" : ""} at ${
      numberText(place(values.indexOf(most)))
    } with ${numberText(most)}`;
  };
  const ends = Object.entries(lines).map(([name, line], i) =>
    `${name}${course(line, i === 0)}${
      line.gaps.length === 0 ? "" : ` (gaps at ${gapText(line.gaps, place)})`
    }`
  );
  const at = rule === undefined ? "" : ` (${ruleTitle} ${numberText(rule)})`;
  return `${title}${at}: ${ends.join(", ")}`;
}

/** What a panel must be. */
const PANEL = optionsOf<LinePanel>({
  lines: checked<LinePanel["lines"]>((doing, name, value) =>
    checkNamed(doing, name, "values by name", value)
  ),
  rule: finite.optional,
}, (part, title) => `the ${part} of ${title}`);

function readPanels(
  panels: Readonly<Record<string, LinePanel>>,
): Readonly<Record<string, ReadPanel>> {
  checkNamed(DOING, "panels", "each panel by its title", panels, "one panel");
  const all = Object.entries(panels).map(([title, panel]) => {
    const { lines, rule } = PANEL.read(DOING, title, panel);
    if (Object.keys(lines).length === 0) {
      throw new RangeError(
        `Cannot ${DOING}: ${title} must have at least one line, got 0`,
      );
    }
    const read = Object.entries(lines).map(([line, values]) => {
      const name = `${line} in ${title}`;
      checkArray(DOING, name, values);
      if (values.length < 2) {
        throw new RangeError(
          `Cannot ${DOING}: ${name} must have at least two values, got ${values.length}`,
        );
      }
      return [line, lineWithValues(DOING, name, values)];
    });
    return [title, { lines: Object.fromEntries(read), rule }];
  });
  return Object.fromEntries(all);
}
