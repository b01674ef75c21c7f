import { checkArray } from "../check/kinds.ts";
import { kind, number, readOptions, text } from "../check/options.ts";
import type { Chart, Json } from "./chart.ts";
import { checkChart } from "./_check_chart.ts";
import { makeChart } from "./_make_chart.ts";
import { checkNamed } from "./_named.ts";
import { listText, numberText } from "./_words.ts";

const DOING = "stack charts";

/** How {@linkcode stacked} draws. */
export interface StackedOptions {
  /** Title of the figure. Default: none. */
  readonly title?: string;
  /** Places on the horizontal axis by their names, each a line through all charts. */
  readonly rules?: Readonly<Record<string, number>>;
}

type Part = { readonly [key: string]: Json };

/** What the charts' frames have, which the stack's own stands for. */
const FRAME = ["$schema", "description", "usermeta", "background", "config"];

/**
 * Charts one above another over one horizontal axis, such as what theory says of a scale
 * below what came of it: the first one's axis goes for all. Each is two thirds as high as it
 * is alone, so that all are seen at once.
 *
 * @param charts At least two of `accuracyByScale`, `layerProfile` and `xyPlot`, whose axes
 * count the same.
 * @param options The title, and places to compare.
 * @throws {RangeError} if there are fewer than two charts, or one has not a horizontal axis
 * of its own, as those of panels.
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
 *
 * @example
 * ```ts
 * import { stacked, xyPlot } from "weightlab/charts";
 * import { assertEquals } from "@std/assert";
 *
 * const x = [0.1, 1, 10];
 * const chart = stacked([
 *   xyPlot({ tanh: { x, y: [0.9, 0.8, 0.1] } }, { yTitle: "accuracy" }),
 *   xyPlot({ tanh: { x, y: [0.1, 1, 5.5] } }, { yTitle: "slope" }),
 * ], { rules: { critical: 1 } });
 * assertEquals(
 *   chart.description,
 *   "accuracy over x: tanh has 3 points at 0.1 to 10, accuracy 0.1 to 0.9; below: slope " +
 *     "over x: tanh has 3 points at 0.1 to 10, slope 0.1 to 5.5; lines: critical at 1.",
 * );
 * ```
 */
export function stacked(
  charts: readonly Chart[],
  options: StackedOptions = {},
): Chart {
  const { title, rules = {} } = readOptions(DOING, options, {
    title: text().optional,
    rules: RULES.optional,
  });
  checkArray(DOING, "charts", charts);
  if (charts.length < 2) {
    throw new RangeError(
      `Cannot ${DOING}: charts must be at least two, got ${charts.length}`,
    );
  }
  for (const chart of charts) checkChart(DOING, chart);
  const views = charts.map(viewOf);
  const [{ width, encoding: { x } }] = views;
  const places = Object.entries(rules);
  const sentence = charts.map(({ description }) =>
    description.replace(/\.$/, "")
  ).join("; below: ");
  return makeChart(
    places.length === 0
      ? `${sentence}.`
      : `${sentence}; lines: ${
        listText(places.map(([name, at]) => `${name} at ${numberText(at)}`))
      }.`,
    {
      vconcat: views.map(({ height, encoding, layer, ...view }, i): Part => ({
        ...view,
        width,
        height: Math.round(height * 2 / 3),
        encoding: {
          ...encoding,
          x: {
            ...encoding.x,
            scale: x.scale,
            // One title for the axis that all stand over.
            axis: i < views.length - 1
              ? { ...encoding.x.axis as Part, title: null }
              : encoding.x.axis,
          },
        },
        layer: [
          ...layer,
          ...places.flatMap((place, j) =>
            rule(place, i === views.length - 1, j)
          ),
        ],
      })),
      spacing: 12,
      resolve: { scale: { x: "shared" } },
    },
    title,
  );
}

const RULES = kind<Readonly<Record<string, number>>>((doing, name, value) => {
  checkNamed(doing, name, "places by name", value);
  return Object.fromEntries(
    Object.entries(value as object).map((
      [label, at],
    ) => [label, number().read(doing, `rule ${label}`, at)]),
  );
});

/** A place on the horizontal axis; its name stands in the last chart. */
function rule(
  [name, at]: [string, number],
  named: boolean,
  row: number,
): Part[] {
  const data = { values: [{ place: at }] };
  const encoding = {
    x: { field: "place" },
    y: null,
    tooltip: null,
  };
  return [
    {
      data,
      mark: { type: "rule", style: "outline", strokeWidth: 1.5 },
      encoding,
    },
    ...(!named ? [] : [{
      data,
      mark: { type: "text", align: "left", dx: 4, text: name },
      encoding: { ...encoding, y: { value: 8 + 14 * row } },
    }]),
  ];
}

interface View {
  readonly [key: string]: Json;
  readonly width: number;
  readonly height: number;
  readonly encoding: Part & { readonly x: Part };
  readonly layer: readonly Part[];
}

/** A chart's own part, which must be one view in layers. */
function viewOf(chart: Chart, i: number): View {
  const { spec } = chart;
  const view = structuredClone(
    Object.fromEntries(
      Object.entries(spec).filter(([key]) => !FRAME.includes(key)),
    ),
  ) as View;
  if (view.layer !== undefined && view.encoding?.x !== undefined) return view;
  throw new RangeError(
    `Cannot ${DOING}: chart ${
      i + 1
    } must have one horizontal axis of its own, got panels`,
  );
}
