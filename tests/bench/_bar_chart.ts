import { type Chart, themed, type VegaLiteSpec } from "weightlab/charts";

/** A bar: how long something took. */
export interface Bar {
  readonly name: string;
  readonly seconds: number;
  /** Whether it is this library. */
  readonly own: boolean;
  /** What stands behind the bar. */
  readonly label: string;
}

/** Seconds by program, one bar each, in the order given. */
export function barChart(description: string, bars: readonly Bar[]): Chart {
  const spec: VegaLiteSpec = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description,
    background: "transparent",
    config: {},
    data: { values: bars.map((bar) => ({ ...bar })) },
    width: 420,
    height: { step: 24 },
    encoding: {
      y: {
        field: "name",
        type: "nominal",
        sort: null,
        axis: { title: null, labelLimit: 300, ticks: false },
      },
      x: {
        field: "seconds",
        type: "quantitative",
        // Room for the labels behind the bars.
        scale: { domainMax: 1.3 * Math.max(...bars.map((b) => b.seconds)) },
        axis: { title: "seconds (less is better)", grid: true },
      },
    },
    layer: [
      {
        mark: { type: "bar", height: { band: 0.7 } },
        encoding: {
          color: {
            field: "own",
            type: "nominal",
            scale: { domain: [true, false], range: ["#0072B2", "#9A7400"] },
            legend: null,
          },
        },
      },
      {
        mark: { type: "text", align: "left", dx: 5 },
        encoding: { text: { field: "label" } },
      },
    ],
  };
  return themed({ description, spec }, "any");
}
