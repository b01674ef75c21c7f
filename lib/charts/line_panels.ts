import { checkArray } from "../check/kinds.ts";
import {
  checked,
  number,
  optionsOf,
  readOptions,
  text,
} from "../check/options.ts";
import { largest } from "../numbers/extent.ts";
import type { Chart, Json } from "./chart.ts";
import { valueFormat } from "./_digits.ts";
import { checkFinite, finite } from "./_finite.ts";
import { key } from "./_key.ts";
import { makeChart } from "./_make_chart.ts";
import { checkNamed } from "./_named.ts";
import { panelWidth } from "./_panels.ts";
import { distinct, seriesChannels } from "./_series.ts";
import { steps } from "./_steps.ts";
import { wholeTicks } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { countText, numberText } from "./_words.ts";

const DOING = "draw line panels";

/** One panel of {@linkcode linePanels}. */
export interface LinePanel {
  /** Each line's values in order, by its name, in the panel's unit. */
  readonly lines: Readonly<Record<string, readonly number[]>>;
  /** A value to compare with, drawn as a horizontal rule. */
  readonly rule?: number;
}

/** How {@linkcode linePanels} draws. */
export interface LinePanelsOptions {
  /** Title of the horizontal axes. Default "updates". */
  readonly xTitle?: string;
  /** Where on the horizontal axis the first value stands. Default 1. */
  readonly first?: number;
  /** How far it is from one value to the next. Default 1. */
  readonly every?: number;
  /** What the rules stand for: "population". */
  readonly ruleTitle?: string;
}

/**
 * Numbers that change over updates, one panel a quantity, one line a series; a line has
 * the same colour in every panel.
 *
 * @param panels each panel by the title of its vertical axis.
 * @param options titles, what the horizontal axes count.
 * @throws {RangeError} for no panel, a panel without a line, a line of fewer than two
 * values, or a number that is not finite.
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
  const { xTitle, first, every, ruleTitle } = readOptions(DOING, options, {
    xTitle: text().or("updates"),
    first: number().or(1),
    every: number({ above: 0 }).or(1),
    ruleTitle: text().optional,
  });
  checkPanels(panels);
  const titles = Object.keys(panels);
  const names = distinct(
    titles.flatMap((title) => Object.keys(panels[title].lines)),
  );
  const longest = largest(
    titles.flatMap((title) =>
      Object.values(panels[title].lines).map((values) => values.length)
    ),
  );
  const place = steps(first, every);
  const last = place(longest - 1);
  const whole = Number.isInteger(first) && Number.isInteger(every);
  const x = {
    field: "x",
    type: "quantitative",
    scale: { domain: [first, last], nice: false },
    axis: {
      title: xTitle,
      format: whole ? ",d" : ",",
      tickCount: 5,
      ...(whole && wholeTicks(last - first)),
    },
  };
  const { color, strokeDash } = seriesChannels(names);
  const panel = (title: string): { [key: string]: Json } => {
    const { lines, rule } = panels[title];
    return {
      width: panelWidth(titles.length),
      height: 240,
      data: {
        values: Object.entries(lines).flatMap(([series, values]) =>
          Array.from(values, (y, i) => ({ series, x: place(i), y }))
        ),
      },
      encoding: {
        y: {
          type: "quantitative",
          axis: { title, grid: true, tickCount: 6 },
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
              y: [title, valueFormat(valuesOf(lines), 4)],
            }),
          },
        },
      ],
    };
  };
  const ruled = titles.some((title) => panels[title].rule !== undefined);
  const sentence = `By ${xTitle}, ${countText(first)} to ${countText(last)}: ` +
    titles.map((title) => panelText(title, panels[title], ruleTitle))
      .join("; ") +
    ".";
  return makeChart(sentence, {
    hconcat: titles.map(panel),
    spacing: 24,
    ...(ruled && ruleTitle !== undefined && {
      title: key([`horizontal rule: ${ruleTitle}`], { orient: "top" }),
    }),
  });
}

function valuesOf(lines: LinePanel["lines"]): number[] {
  return Object.values(lines).flatMap((values) => [...values]);
}

function panelText(
  title: string,
  { lines, rule }: LinePanel,
  ruleTitle = "rule",
): string {
  const ends = Object.entries(lines).map(([name, values], i) =>
    `${name}${i === 0 ? " goes" : ""} from ${numberText(values[0])} to ${
      numberText(values.at(-1)!)
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

function checkPanels(panels: Readonly<Record<string, LinePanel>>): void {
  checkNamed(DOING, "panels", "each panel by its title", panels, "one panel");
  for (const [title, panel] of Object.entries(panels)) {
    const { lines } = PANEL.read(DOING, title, panel);
    if (Object.keys(lines).length === 0) {
      throw new RangeError(
        `Cannot ${DOING}: ${title} must have at least one line, got 0`,
      );
    }
    for (const [line, values] of Object.entries(lines)) {
      const name = `${line} in ${title}`;
      checkArray(DOING, name, values);
      if (values.length < 2) {
        throw new RangeError(
          `Cannot ${DOING}: ${name} must have at least two values, got ${values.length}`,
        );
      }
      checkFinite(DOING, name, values, (i) => `as value ${i + 1}`);
    }
  }
}
