import { checkChart } from "./_check_chart.ts";
import type { Chart } from "./chart.ts";
import { displayed } from "./_displayed.ts";
import { type Background, INKS, themeConfig } from "./theme.ts";

/**
 * The same figure with the text and axes of a known page.
 *
 * Figures are made for `"any"`; the png is drawn for `"light"`. A page that knows
 * its own colours reads better with its own.
 *
 * @param chart the figure; it is not changed.
 * @param background what the page looks like.
 * @throws {RangeError} for any other word.
 * @throws {TypeError} if it is no chart.
 *
 * @example
 * ```ts
 * import { assertNotEquals } from "@std/assert";
 * import { lossCurves, themed } from "weightlab/charts";
 *
 * const chart = lossCurves({ He: [2.3, 1.1, 0.4] });
 * assertNotEquals(themed(chart, "dark").spec.config, chart.spec.config);
 * ```
 */
export function themed(chart: Chart, background: Background): Chart {
  checkChart("theme a chart", chart);
  if (!Object.hasOwn(INKS, background)) {
    throw new RangeError(
      `Cannot theme a chart: background must be "light", "dark" or "any", got ` +
        JSON.stringify(background),
    );
  }
  return displayed({
    ...chart,
    spec: { ...chart.spec, config: themeConfig(background) },
  });
}
