import { kindOf } from "../check/kind_of.ts";
import {
  count,
  functionOf,
  kind,
  listOf,
  readOptions,
  text,
} from "../check/options.ts";
import { largest } from "../numbers/extent.ts";
import { aboveZero } from "./_above_zero.ts";
import { autoRange } from "./_auto_range.ts";
import type { Chart, Json, MatrixLike, NamedMatrix } from "./chart.ts";
import { digitsToDiffer, labelFormat, rounded } from "./_digits.ts";
import { binEdges, drawnRange, histogramCounts } from "./histogram_counts.ts";
import { makeChart } from "./_make_chart.ts";
import {
  type Numbers,
  panelColumns,
  panelRow,
  panelTitles,
  panelWidth,
  readNumbers,
  titlesOfPanels,
} from "./_panels.ts";
import { SERIES_COLOURS } from "./theme.ts";
import { panelTicks } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { countText, fullText, listText, numberText, plural } from "./_words.ts";

/** How {@linkcode histograms} bins and draws. */
export interface HistogramsOptions {
  /** Number of bins. Default 30, as in the post. */
  readonly bins?: number;
  /**
   * What the bins cover, in the values' unit, or "auto": for each panel from its lowest to its
   * highest value, but for those further from its middle 90 % than these are wide; the widest
   * ends of all panels, rounded outward. Default [0, 1], as in the post, where no value is below
   * 0 and at least half of them are at most 1; otherwise "auto".
   */
  readonly range?: readonly [number, number] | "auto";
  /** Height at which bars are cut, in values a bin. Default: no bar is cut. */
  readonly yMax?: number;
  /**
   * One title a panel. Default the matrices' names if they have any, else "1-layer",
   * "2-layer", ...; none above values alone.
   */
  readonly titles?: readonly string[];
  /** Title of the figure. Default: none. */
  readonly title?: string;
  /** Title of the horizontal axes. Default "activation", or "value" of values alone or named. */
  readonly xTitle?: string;
  /** Title of the vertical axes. Default "values in a bin". */
  readonly yTitle?: string;
  /**
   * What theory predicts, one a panel: the share of values below y, in [0, 1]. It is drawn
   * as a line through what each bin should hold. Default: none.
   */
  readonly theory?: readonly ((y: number) => number)[];
}

/**
 * One histogram a matrix, side by side under one vertical axis: the post's figure. More than
 * six are in several rows.
 *
 * A cut bar carries its true count beside an arrow, and values outside the range are
 * counted under the panels and in the description: nothing is dropped in silence. Where
 * theory is drawn, the description says for each panel which share of the values would have
 * to move to another bin to agree with it.
 *
 * @param matrices a matrix, N x features, or an array of numbers, all of which are counted; or a
 * list of them, one a panel; or matrices with names: `activations(net, x)`, `gradients(net, data)`.
 * @param options bins, range, cut, titles, theory.
 * @throws {RangeError} for no matrix, an empty one, NaN, options out of range, or theory
 * that is not one function a panel or whose shares are not in [0, 1].
 * @throws {TypeError} if `matrices` is neither of them, or there is no such option.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { Matrix } from "weightlab";
 * import { histograms } from "weightlab/charts";
 *
 * const chart = histograms([new Matrix([[0.1, 0.9], [0.5, 2]])]);
 * assertMatch(chart.description, /1 of 4 outside/);
 *
 * const weights = histograms([-0.3, 0.1, 0.2], { xTitle: "weight", title: "Three weights" });
 * assertMatch(weights.description, /Three weights: 1 histogram of 30 bins from -0.3 to 0.3/);
 * ```
 */
export function histograms(
  matrices: Numbers | readonly (Numbers | NamedMatrix)[],
  options: HistogramsOptions = {},
): Chart {
  const doing = "draw histograms";
  const given = readOptions(doing, options, {
    bins: count().or(30),
    range: rangeOrAuto.optional,
    yMax: aboveZero("a number of values above 0").optional,
    titles: titlesOfPanels.optional,
    title: text().optional,
    xTitle: text().optional,
    yTitle: text().or("values in a bin"),
    theory: listOf(
      functionOf<(y: number) => number>(),
      undefined,
      (i) => `theory ${i + 1}`,
    ).optional,
  });
  const { bins, yMax, titles, title, yTitle, theory } = given;
  const { matrices: all, isAlone, names: own } = readNumbers(doing, matrices);
  const { xTitle = isAlone || own ? "value" : "activation" } = given;
  if (theory !== undefined && theory.length !== all.length) {
    throw new RangeError(
      `Cannot ${doing}: theory must be one function a panel, ${all.length}, ` +
        `got ${theory.length}`,
    );
  }
  const names = panelTitles(doing, all.length, titles, isAlone, own);
  const values = all.map((matrix, i) => numbersOf(matrix, names[i]));
  const range = drawnRange.read(
    doing,
    "range",
    given.range === "auto"
      ? autoRange(values)
      : given.range ?? usualRange(values),
  );
  const edges = binEdges({ bins, range });
  const panels = values.map((some, i) => {
    const counts = histogramCounts(some, { bins, range });
    const total = some.length;
    const inside = counts.reduce((sum, count) => sum + count, 0);
    return {
      title: names[i],
      counts,
      total,
      outside: total - inside,
      expected: theory && expectedCounts(theory[i], edges, total, names[i]),
      ...moments(some),
    };
  });

  // Where an edge is 0 but for its arithmetic, 0 is what is read of it.
  const shown = edges.map((edge) =>
    Math.abs(edge) < 1e-12 * (range[1] - range[0]) ? 0 : edge
  );
  const bars = panels.flatMap(({ title, counts, total, expected }) =>
    counts.map((count, bin) => ({
      panel: title,
      from: shown[bin],
      to: shown[bin + 1],
      count,
      share: count / total,
      ...(expected && { expected: rounded(expected[bin], 5) }),
    }))
  );
  const outside = panels.some((panel) => panel.outside > 0);
  // Headroom, so that the tallest bar does not pass for a cut one.
  const highest = largest(
    bars.map(({ count, expected = 0 }) => Math.max(1, count, expected)),
  );
  const top = yMax ?? 1.05 * highest;
  const rangeText = `${fullText(range[0])} to ${fullText(range[1])}`;
  const ticks = [range[0], (range[0] + range[1]) / 2, range[1]];
  const edgeFormat = labelFormat(shown, 4);

  // A whole number of pixels a bar, or touching bars show seams; but not at the price of a
  // narrow panel.
  const room = panelWidth(all.length);
  const whole = bins * Math.floor(room / bins);
  const width = whole < 0.8 * room ? room : whole;
  const { axis, unit } = panelTicks(ticks, width);
  const cuts = yMax === undefined ? [] : panels.flatMap((panel) => {
    const at = tallest(panel.counts);
    return panel.counts[at] > yMax
      ? [{ panel: panel.title, ...cutNote(panel, at, edges, yMax, width) }]
      : [];
  });
  return makeChart(
    sentence(panels, { bins, rangeText, yMax }),
    panelRow(names, {
      title: {
        text: `${xTitle}${unit}${theory ? "  ·  line: theory" : ""}`,
        ...(outside && {
          subtitle: `not drawn, outside ${rangeText}:  ` +
            outsideText(panels.map((p) => p.outside / p.total)),
        }),
      },
      values: [...bars, ...cuts],
      isAlone: isAlone && titles === undefined,
      spec: {
        width,
        height: panelColumns(names.length) < names.length ? 120 : 200,
        encoding: {
          y: {
            type: "quantitative",
            scale: { domain: [0, top], nice: false },
            axis: {
              title: yTitle,
              format: ",d",
              tickCount: 7,
              tickMinStep: 1,
            },
          },
        },
        layer: [
          {
            transform: [{ filter: "datum.count > 0" }],
            // The stroke closes the seams that fractional zoom opens between bars.
            mark: {
              type: "bar",
              // A clip costs a png more time than its bars.
              clip: cuts.length > 0,
              stroke: SERIES_COLOURS[0],
              strokeWidth: 0.5,
            },
            encoding: {
              x: {
                field: "from",
                type: "quantitative",
                bin: { binned: true },
                scale: { domain: range, nice: false },
                axis: { title: null, ...axis, labelFlush: true },
              },
              x2: { field: "to" },
              y: { field: "count" },
              tooltip: tooltip({
                panel: "panel",
                from: ["from", edgeFormat],
                to: ["to", edgeFormat],
                count: ["values in this bin", ","],
                share: ["share of all", ".2%"],
                ...(theory && { expected: ["theory", ",.0f"] }),
              }),
            },
          },
          ...(theory ? [THEORY_LINE] : []),
          ...[false, true].map((right) => ({
            transform: [{ filter: `datum.right === ${right}` }],
            mark: {
              type: "text",
              style: "note",
              align: right ? "right" : "left",
              dx: right ? -4 : 4,
              y: 10,
              lineBreak: "\n",
            },
            encoding: {
              x: { field: "at", type: "quantitative" },
              text: { field: "note", type: "nominal" },
            },
          })),
        ],
      },
    }),
    title,
  );
}

/** Two ends, or "auto". */
const rangeOrAuto = kind<readonly [number, number] | "auto">(
  (doing, name, value) =>
    value === "auto" ? value : drawnRange.read(doing, name, value),
);

/** The post's range, where values are such as the post draws. */
function usualRange(
  panels: readonly Float64Array[],
): readonly [number, number] {
  let all = 0, low = 0;
  for (const values of panels) {
    for (let i = 0; i < values.length; i++) {
      if (values[i] < 0) return autoRange(panels);
      if (values[i] <= 1) low++;
    }
    all += values.length;
  }
  return low >= all / 2 ? [0, 1] : autoRange(panels);
}

/** The share of each panel that is not drawn; of panels in several rows the largest. */
function outsideText(shares: readonly number[]): string {
  return panelColumns(shares.length) < shares.length
    ? `at most ${percentText(largest(shares))} of a panel`
    : shares.map(percentText).join("  ·  ");
}

/** Through the middle of each bin's top as theory has it. */
const THEORY_LINE: Json = {
  transform: [
    { filter: "isValid(datum.expected)" },
    { calculate: "(datum.from + datum.to) / 2", as: "middle" },
  ],
  mark: {
    type: "line",
    clip: true,
    interpolate: "monotone",
    color: SERIES_COLOURS[1],
    tooltip: null,
  },
  encoding: {
    x: { field: "middle", type: "quantitative" },
    y: { field: "expected" },
  },
};

/** How many values theory puts into each bin: bin i holds edge[i] <= y < edge[i + 1]. */
function expectedCounts(
  below: (y: number) => number,
  edges: readonly number[],
  total: number,
  title: string,
): number[] {
  // The last bin is closed on the right, and a function may reach its limit in rounding.
  const past = (edges.at(-1)! - edges[0]) * 1e-9;
  const shares = edges.map((edge, i) => {
    const share = below(i === edges.length - 1 ? edge + past : edge);
    // Rounding may leave a share just outside.
    const isShare = typeof share === "number" && share >= -1e-9 &&
      share <= 1 + 1e-9;
    if (!isShare) {
      throw new RangeError(
        `Cannot draw histograms: theory must give shares in [0, 1], ` +
          `got ${kindOf(share)} at ${edge} in ${title}`,
      );
    }
    return share;
  });
  return shares.slice(1).map((share, i) => total * (share - shares[i]));
}

/** The share of values that would have to change bins to agree with theory. */
function misplaced(
  { counts, outside, total, expected }: Panel & { expected: readonly number[] },
): number {
  const expectedOutside = total - expected.reduce((sum, n) => sum + n, 0);
  const gaps = counts.map((count, bin) => Math.abs(count - expected[bin]));
  const sum = gaps.reduce((sum, gap) => sum + gap, 0) +
    Math.abs(outside - expectedOutside);
  return sum / 2 / total;
}

/** The values of a panel, row by row, each of which must be a number. */
function numbersOf(matrix: MatrixLike, title: string): Float64Array {
  const { rows, columns } = matrix;
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const value = matrix.get(i, j);
      if (typeof value !== "number" || Number.isNaN(value)) {
        throw new RangeError(
          `Cannot draw histograms: ${title} must hold numbers, got ${
            kindOf(value)
          }`,
        );
      }
      values[i * columns + j] = value;
    }
  }
  return values;
}

function moments(values: Float64Array): { mean: number; std: number } {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i];
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i] - mean) ** 2;
  return { mean, std: Math.sqrt(squares / n) };
}

function tallest(counts: readonly number[]): number {
  return counts.indexOf(largest(counts));
}

/** Width of a character of a note, in px. */
const CHARACTER = 6.5;

/**
 * Where to write a cut bar's count: beside the run of tall bars it stands in, on
 * the side that has room; below its arrow, where it would leave the panel.
 */
function cutNote(
  { counts, expected }: Pick<Panel, "counts" | "expected">,
  at: number,
  edges: readonly number[],
  yMax: number,
  width: number,
): { at: number; right: boolean; note: string } {
  const tall = (bin: number) => counts[bin] > 0.85 * yMax;
  let [first, last] = [at, at];
  while (tall(first - 1)) first--;
  while (tall(last + 1)) last++;
  const behind = counts.length - 1 - last;
  const right = first > behind;
  const position = right ? edges[first] : edges[last + 1];
  const text = countText(counts[at]);
  const fits = CHARACTER * (text.length + 2) + 4 <=
    width * Math.max(first, behind) / counts.length;
  const note = `↑${fits ? " " : "\n"}${text}`;
  return {
    at: position,
    right,
    note: expected === undefined
      ? note
      : `${note}\ntheory ${countText(Math.round(expected[at]))}`,
  };
}

/** A share for the eye: "0", "0.4%", "16%"; what is not quite all is not "100%". */
function percentText(share: number): string {
  const percent = 100 * share;
  const nearlyAll = share < 1 && rounded(percent, 2) === 100;
  const digits = nearlyAll ? digitsToDiffer([percent, 100], 2) : 2;
  return share === 0 ? "0" : `${numberText(percent, digits)}%`;
}

interface Panel {
  title: string;
  counts: readonly number[];
  total: number;
  outside: number;
  /** What theory puts into each bin, if it was asked. */
  expected?: readonly number[];
  mean: number;
  std: number;
}

function sentence(
  panels: readonly Panel[],
  { bins, rangeText, yMax }: {
    bins: number;
    rangeText: string;
    yMax: number | undefined;
  },
): string {
  const outside = panels.filter((p) => p.outside > 0).map((p) =>
    `${countText(p.outside)} of ${countText(p.total)} outside in ${p.title}`
  );
  const cut = yMax === undefined ? [] : panels
    .filter((p) => p.counts.some((count) => count > yMax))
    .map((p) => `${p.title} (up to ${countText(largest(p.counts))})`);
  const gaps = panels.flatMap((p) =>
    p.expected === undefined ? [] : [
      `${
        percentText(misplaced({ ...p, expected: p.expected }))
      } of the values in ${p.title}`,
    ]
  );
  return `${plural(panels.length, "histogram")} of ${
    plural(bins, "bin")
  } from ${rangeText}: ` +
    panels.map((p) =>
      `${p.title} has mean ${numberText(p.mean)} and standard deviation ${
        numberText(p.std)
      }`
    ).join(", ") +
    "; " +
    (outside.length
      ? `not drawn: ${listText(outside)}`
      : `no value lies outside`) +
    (cut.length
      ? `; bars are cut at ${countText(yMax!)} in ${listText(cut)}`
      : "") +
    (gaps.length ? `; theory has other bins for ${listText(gaps)}.` : ".");
}
