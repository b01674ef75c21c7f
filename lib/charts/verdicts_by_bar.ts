import { number, text } from "../check/options.ts";
import type { VerdictSpan } from "../claims/bar_sensitivity.ts";
import { extent } from "../numbers/extent.ts";
import type { Chart, Json } from "./chart.ts";
import {
  VERDICT,
  VERDICT_COLOURS,
  VERDICT_SHAPES,
  VERDICTS,
} from "./_claim_rows.ts";
import { key } from "./_key.ts";
import { makeChart } from "./_make_chart.ts";
import { readRows } from "./_rows.ts";
import { channelOf, distinct, drawnAsIs } from "./_series.ts";
import { tooltip } from "./_tooltip.ts";
import { listText, numberText, plural } from "./_words.ts";

const DOING = "draw verdicts by their bars";

/** Within which factor of its bars a verdict is called near them. */
const NEAR = 2;

/**
 * How verdicts move with their bars: a row a claim, and along it the verdicts that it has
 * where its bars ask less, left of 1, and more, right of it. Each verdict has a colour and a
 * sign.
 *
 * @param spans What `barSensitivity` gives, claim by claim.
 * @throws {RangeError} for no span, a verdict that is none, or ends that are not above 0 or
 * not in order.
 * @throws {TypeError} if a span is of another kind.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { verdictsByBar } from "weightlab/charts";
 *
 * const chart = verdictsByBar([
 *   { number: 1, title: "It rains", verdict: "as said", from: 0.1, to: 1.5 },
 *   { number: 1, title: "It rains", verdict: "not", from: 1.5, to: 10 },
 * ]);
 * assertMatch(chart.description, /1 \(as said up to 1\.5, then not\)/);
 * ```
 */
export function verdictsByBar(spans: readonly VerdictSpan[]): Chart {
  const all = readRows(DOING, "spans", "span", spans, {
    verdict: VERDICT,
    number: number(),
    title: text(),
    from: number({ above: 0 }),
    to: number({ above: 0 }),
  }, (field, { number }) => `${field} of claim ${number}`);
  for (const { number, from, to } of all) {
    if (from < to) continue;
    throw new RangeError(
      `Cannot ${DOING}: from of claim ${number} must be below to, got ${from} and ${to}`,
    );
  }
  const label = ({ number, title }: VerdictSpan) => `${number}. ${title}`;
  const claims = distinct(all.map(label));
  const used = VERDICTS.filter((one) =>
    all.some(({ verdict }) => verdict === one)
  );
  const pick = (each: readonly string[]) =>
    used.map((verdict) => each[VERDICTS.indexOf(verdict)]);
  const domain = extent(all.flatMap(({ from, to }) => [from, to]));
  const values = all.map((span) => ({
    claim: label(span),
    verdict: span.verdict,
    colour: VERDICT_COLOURS[VERDICTS.indexOf(span.verdict)],
    from: span.from,
    to: span.to,
    middle: Math.sqrt(span.from * span.to),
  }));
  const x: Json = {
    type: "quantitative",
    scale: { type: "log", domain, nice: false },
    axis: {
      title:
        "asks less  ←   times what the claim's bars ask (logarithmic)   →  asks more",
      values: [0.1, 0.2, 0.5, 1, 2, 5, 10],
      format: "~g",
      grid: true,
    },
  };
  const y: Json = {
    field: "claim",
    type: "nominal",
    sort: claims,
    axis: {
      title: "claims of the post",
      labelLimit: 350,
      // Vega would put the title at most 200 px from the axis, among the labels.
      maxExtent: 380,
    },
  };
  const channel = (range: readonly string[]) =>
    channelOf("verdict", used, range, { title: null, columns: 2 });
  const onHover = tooltip({
    claim: "claim",
    verdict: "verdict",
    from: ["from, times its bars", ".3~g"],
    to: ["to, times its bars", ".3~g"],
  });
  return makeChart(sentence(all), {
    data: { values },
    width: 380,
    height: { step: 24 },
    layer: [
      {
        mark: { type: "bar", height: 14, opacity: 0.35 },
        encoding: {
          // Else Vega-Lite tries to stack the bars, which a logarithmic axis cannot.
          x: { ...x, field: "from", stack: null },
          x2: { field: "to" },
          y,
          fill: drawnAsIs("colour"),
          tooltip: onHover,
        },
      },
      {
        data: { values: [{ bar: 1 }] },
        mark: { type: "rule", style: "outline", strokeWidth: 2 },
        encoding: { x: { ...x, field: "bar" } },
      },
      {
        mark: { type: "point", size: 80, filled: true, opacity: 1 },
        encoding: {
          x: { ...x, field: "middle" },
          y,
          color: channel(pick(VERDICT_COLOURS)),
          shape: channel(pick(VERDICT_SHAPES)),
          tooltip: onHover,
        },
      },
    ],
    title: key(["line: the bars as they are", "a sign a verdict"]),
  });
}

function sentence(spans: readonly VerdictSpan[]): string {
  const numbers = distinct(spans.map(({ number }) => number));
  const near = numbers.flatMap((number) => {
    const own = spans.filter((span) =>
      span.number === number && span.from < NEAR && span.to > 1 / NEAR
    );
    // What is open over so few bars that its ends read alike is left out.
    const told = own.filter(({ verdict, from, to }) =>
      verdict !== "open" || numberText(from) !== numberText(to)
    );
    if (told.length === 1) return [];
    const words = told.map(({ verdict, to }, i) =>
      i === told.length - 1 ? verdict : `${verdict} up to ${numberText(to)}`
    );
    return [`${number} (${words.join(", then ")})`];
  });
  const [low, high] = extent(spans.flatMap(({ from, to }) => [from, to]));
  const moved = `Verdicts on ${
    plural(numbers.length, "claim")
  } with bars that ask ${numberText(low)} to ${
    numberText(high)
  } times as much: `;
  return near.length === 0
    ? `${moved}none moves within a factor of ${NEAR} of its bars.`
    : `${moved}within a factor of ${NEAR} of its bars ${listText(near)} ${
      near.length === 1 ? "moves" : "move"
    }, of ${numbers.length}.`;
}
