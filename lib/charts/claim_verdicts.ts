import type { Measurement } from "../claims/examine.ts";
import type { Chart, Json } from "./chart.ts";
import {
  type ClaimRow,
  isConditional,
  margin,
  measurementFields,
  readClaims,
  VERDICT_COLOURS,
  VERDICT_SHAPES,
  VERDICTS,
  weakest,
} from "./_claim_rows.ts";
import { key } from "./_key.ts";
import { makeChart } from "./_make_chart.ts";
import { checkOnce } from "./_once.ts";
import { channelOf, drawnAsIs } from "./_series.ts";
import { tooltip } from "./_tooltip.ts";
import { listText, plural } from "./_words.ts";

/** How far from the bar the axis goes, to either side, in times the bar. */
const FAR = 100;

/**
 * Verdicts on claims, one a row: how many times over its bar the deciding number lies,
 * with its interval, on one logarithmic axis for all. Right of the bar the number is on
 * the claim's side.
 *
 * Of several measurements the weakest is drawn, filled for what the claim says and
 * hollow for what it says under its condition; what lies beyond the axis has an arrow, and
 * what no draw changes is marked "exact".
 *
 * @param rows The claims, top to bottom.
 * @throws {RangeError} for no claim, two of one number and title, a verdict that is none, or
 * a claim without a measurement of what it says, or with a number that is not finite.
 * @throws {TypeError} if a row or a measurement is of another kind.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { claimVerdicts } from "weightlab/charts";
 *
 * const estimate = { value: 0.8, low: 0.7, high: 0.9, n: 10, method: "t" };
 * const bar = { above: 0.5 }, standing = "for";
 * const chart = claimVerdicts([{
 *   number: 1,
 *   title: "It rains",
 *   verdict: "as said",
 *   measurements: [
 *     { measure: "share of days", onCondition: false, bar, estimate, standing },
 *   ],
 *   where: "weather.ipynb",
 * }]);
 * assertMatch(chart.description, /1 as said \(1\)/);
 * ```
 */
export function claimVerdicts(rows: readonly ClaimRow[]): Chart {
  const claims = readClaims("draw verdicts", rows);
  const label = ({ number, title }: ClaimRow) => `${number}. ${title}`;
  checkOnce("draw verdicts", "there must be one claim a row", claims, label);
  const values = claims.flatMap((row) =>
    [false, true].flatMap((onCondition) => {
      const measurement = weakest(row, onCondition);
      // A condition that was not needed is not drawn.
      return measurement === undefined ||
          (onCondition && !isConditional(row.verdict))
        ? []
        : [mark(row, label(row), measurement)];
    })
  );
  const used = VERDICTS.filter((verdict) =>
    claims.some((row) => row.verdict === verdict)
  );
  const pick = (all: readonly string[]) =>
    used.map((verdict) => all[VERDICTS.indexOf(verdict)]);
  const channel = (range: readonly string[]) =>
    channelOf("verdict", used, range, { title: null, columns: 2 });
  const x = {
    type: "quantitative",
    scale: { type: "log", domain: [0.6 / FAR, FAR / 0.6], nice: false },
    axis: {
      title:
        "against the claim  ←   times over its bar (logarithmic)   →  for the claim",
      values: [0.01, 0.1, 1, 10, 100],
      format: "~g",
      grid: true,
    },
  };
  const y = {
    field: "claim",
    type: "nominal",
    sort: claims.map(label),
    axis: {
      title: "claims of the post",
      labelLimit: 350,
      // Vega would put the title at most 200 px from the axis, among the labels.
      maxExtent: 380,
      grid: true,
    },
  };
  const onHover = tooltip({
    claim: "claim",
    verdict: "verdict",
    ...(claims.some(({ korean }) => korean !== undefined) &&
      { korean: "the post says" }),
    ...(claims.some(({ translation }) => translation !== undefined) &&
      { translation: "in English" }),
    part: "measured",
    measure: "what",
    number: "number and 95 % interval",
    bar: "for the claim if",
    runs: "runs",
    method: "interval by",
  });
  const point = (onCondition: boolean): Json => ({
    transform: [{
      filter: `${onCondition ? "" : "!"}datum.onCondition`,
    }],
    mark: {
      type: "point",
      size: onCondition ? 80 : 110,
      opacity: 1,
      filled: !onCondition,
      strokeWidth: 1.5,
    },
    encoding: {
      x: { ...x, field: "margin" },
      y,
      shape: channel(pick(VERDICT_SHAPES)),
      tooltip: onHover,
      ...(onCondition
        ? { stroke: drawnAsIs("colour") }
        : { color: channel(pick(VERDICT_COLOURS)) }),
    },
  });
  return makeChart(sentence(claims), {
    data: { values },
    width: 380,
    height: { step: 24 },
    layer: [
      {
        data: { values: [{ bar: 1 }] },
        mark: { type: "rule", style: "outline", strokeWidth: 2 },
        encoding: {
          x: { ...x, field: "bar" },
        },
      },
      {
        mark: { type: "rule", strokeWidth: 2 },
        encoding: {
          x: { ...x, field: "low" },
          x2: { field: "high" },
          y,
          stroke: drawnAsIs("colour"),
          tooltip: onHover,
        },
      },
      point(false),
      point(true),
      {
        transform: [{ filter: "isValid(datum.note)" }],
        mark: {
          type: "text",
          style: "note",
          dx: { expr: "datum.shift" },
          align: { expr: "datum.side" },
        },
        encoding: {
          x: { ...x, field: "margin" },
          y,
          text: { field: "note", type: "nominal" },
        },
      },
    ],
    title: key([
      "filled: what the claim says",
      "hollow: under its condition",
      "bars: 95 % intervals",
    ]),
  });
}

/** One mark of a row, its places moved onto the axis. */
function mark(
  row: ClaimRow,
  claim: string,
  measurement: Measurement,
): { readonly [key: string]: Json } {
  const { estimate: { value, low, high }, bar } = measurement;
  const inside = (v: number) => Math.min(FAR, Math.max(1 / FAR, v));
  const at = margin(value, bar);
  return {
    claim,
    verdict: row.verdict,
    part: measurement.onCondition
      ? "under the condition"
      : "what the claim says",
    onCondition: measurement.onCondition,
    colour: VERDICT_COLOURS[VERDICTS.indexOf(row.verdict)],
    margin: inside(at),
    low: inside(margin(low, bar)),
    high: inside(margin(high, bar)),
    ...noteOn(at, measurement.estimate.method === "exact"),
    ...(row.korean !== undefined && { korean: row.korean }),
    ...(row.translation !== undefined && { translation: row.translation }),
    ...measurementFields(measurement),
  };
}

/** What stands beside a mark: an arrow if it lies beyond the axis, "exact" if it is. */
function noteOn(at: number, exact: boolean): { readonly [key: string]: Json } {
  const arrow = at > FAR ? "→" : at < 1 / FAR ? "←" : "";
  if (arrow === "" && !exact) return {};
  // Away from the bar's line, but within the axis.
  const right = at >= 1 ? arrow === "" : arrow !== "";
  const words = [exact ? "exact" : "", arrow].filter((text) => text !== "");
  return {
    note: (right ? words.reverse() : words).join(" "),
    shift: right ? 9 : -9,
    side: right ? "left" : "right",
  };
}

function sentence(rows: readonly ClaimRow[]): string {
  const counts = VERDICTS.flatMap((verdict) => {
    const own = rows.filter((row) => row.verdict === verdict);
    const numbers = listText(own.map(({ number }) => String(number)));
    return own.length === 0 ? [] : [`${own.length} ${verdict} (${numbers})`];
  });
  return `Verdicts on ${plural(rows.length, "claim")}: ${listText(counts)}.`;
}
