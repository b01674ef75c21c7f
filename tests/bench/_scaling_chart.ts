import {
  type Chart,
  type Json,
  themed,
  type VegaLiteSpec,
} from "weightlab/charts";
import { fitPowerLaw } from "./_statistics.ts";

/** A measured cost. */
export interface ScalingRow {
  /** What was changed: "width". */
  readonly quantity: string;
  readonly x: number;
  readonly series: string;
  /** Milliseconds. */
  readonly y: number;
}

const COLOURS = ["#0072B2", "#D55E00", "#008F68"];
const SHAPES = ["circle", "square", "triangle-up"];

/** Small multiples, one a quantity, log-log: points, and the fitted power laws. */
export function scalingChart(rows: readonly ScalingRow[]): Chart {
  const quantities = [...new Set(rows.map(({ quantity }) => quantity))];
  const names = [...new Set(rows.map(({ series }) => series))];
  const fits = quantities.flatMap((quantity) =>
    names.flatMap((series) => {
      const points = rows.filter((r) =>
        r.quantity === quantity && r.series === series
      );
      return points.length < 2
        ? []
        : [{ quantity, series, points, ...fitPowerLaw(points) }];
    })
  );
  const description = "Cost against " +
    quantities.map((quantity) =>
      `${quantity} (exponent ${
        fits.filter((fit) => fit.quantity === quantity).map((fit) =>
          `${fit.exponent.toFixed(2)} for ${fit.series}`
        ).join(", ")
      })`
    ).join("; ") + ".";

  const panel = (quantity: string): Json => {
    const own = fits.filter((fit) => fit.quantity === quantity);
    const channel = (range: string[]) => ({
      field: "series",
      type: "nominal",
      scale: { domain: names, range },
      legend: { title: null },
    });
    const y = {
      field: "y",
      type: "quantitative",
      scale: { type: "log" },
      axis: {
        title: quantity === "networks" ? "ms a sweep" : "ms an update",
        format: ",~g",
        grid: true,
        values: [0.1, 1, 10, 100, 1000, 10_000, 100_000],
      },
    };
    const xs = own[0].points.map(({ x }) => x);
    const encoding = {
      x: {
        field: "x",
        type: "quantitative",
        scale: { type: "log", nice: false, padding: 10 },
        axis: {
          title: quantity,
          values: xs,
          labelOverlap: false,
          format: "~g",
        },
      },
      y,
      color: channel(COLOURS),
    };
    return {
      title: `exponent ${
        own.map(({ exponent }) => exponent.toFixed(2)).join(" / ")
      }`,
      width: 230,
      height: 190,
      encoding,
      layer: [
        {
          data: {
            values: own.flatMap(({ series, factor, exponent }) =>
              [xs[0], xs.at(-1)!].map((x) => ({
                series,
                x,
                y: factor * x ** exponent,
              }))
            ),
          },
          mark: { type: "line", strokeWidth: 1.5, strokeDash: [5, 3] },
        },
        {
          data: {
            values: own.flatMap(({ series, points }) =>
              points.map(({ x, y }) => ({ series, x, y }))
            ),
          },
          mark: { type: "point", filled: true, size: 55, opacity: 1 },
          encoding: { shape: channel(SHAPES) },
        },
      ],
    };
  };
  const spec: VegaLiteSpec = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description,
    background: "transparent",
    config: {},
    columns: 2,
    concat: quantities.map(panel),
  };
  return themed({ description, spec }, "any");
}
