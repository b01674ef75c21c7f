import { type Kind, kind, number } from "../check/options.ts";
import type { Json } from "./chart.ts";
import { checkNamed } from "./_named.ts";

/** Scales of weights by name: { Xavier: 0.1 }. */
export type ScaleMarks = Readonly<Record<string, number>>;

/** Scales by name, each above 0. */
export const SCALE_MARKS: Kind<ScaleMarks> = kind((doing, name, marks) => {
  checkNamed(doing, name, "scales by name", marks);
  const scales = marks as ScaleMarks;
  for (const [mark, std] of Object.entries(scales)) {
    number({ above: 0 }).read(doing, `${name}.${mark}`, std, marks);
  }
  return scales;
});

/** Two scales nearer than this are close: their names stand on either side of them. */
const CLOSE = 2.5;

/**
 * What marks named scales on a logarithmic axis: rules, which go behind what is drawn, and
 * their names at the top, which go in front. Nothing if there are none.
 *
 * @param marks The scales.
 * @param x The axis' encoding.
 */
export function scaleMarks(
  marks: ScaleMarks,
  x: Json,
): { readonly rules: Json[]; readonly names: Json[] } {
  const named = Object.entries(marks).sort(([, a], [, b]) => a - b)
    .map(([name, std], i, all) => ({
      name,
      std,
      right: i === all.length - 1 || all[i + 1][1] > CLOSE * std,
    }));
  if (named.length === 0) return { rules: [], names: [] };
  return {
    rules: [{
      data: { values: named },
      mark: { type: "rule", style: "outline", strokeDash: [2, 2] },
      encoding: { x },
    }],
    names: [false, true].filter((side) =>
      named.some(({ right }) => right === side)
    ).map((side) => ({
      data: { values: named.filter(({ right }) => right === side) },
      mark: {
        type: "text",
        style: "note",
        align: side ? "left" : "right",
        dx: side ? 4 : -4,
        y: 9,
      },
      encoding: { x, text: { field: "name", type: "nominal" } },
    })),
  };
}
