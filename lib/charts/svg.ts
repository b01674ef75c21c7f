import { interruptible } from "../notebook/interruptible.ts";
import { checkChart } from "./_check_chart.ts";
import type { Chart } from "./chart.ts";
import { fontBytes, textWidths } from "./_font.ts";
import { explainAbsence } from "./_optional_packages.ts";

type Renderer = (chart: Chart) => Promise<string>;

let renderer: Promise<Renderer> | undefined;

/**
 * Draws a figure as svg text, with no browser and no canvas.
 *
 * Vega is loaded with the first figure, not with the library. Text is laid out in the
 * widths of DejaVu Sans.
 *
 * @param chart the figure.
 * @returns an `<svg>` element, its size in px.
 * @throws {TypeError} if it is no chart.
 * @throws {Error} if the packages that draw are not installed: which, and how to.
 * @throws {Deno.errors.NotCapable} if Deno may not read the font, as in a project without
 * `"unstable": ["raw-imports"]`.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { lossCurves, toSvg } from "weightlab/charts";
 *
 * const svg = await toSvg(lossCurves({ He: [2.3, 1.1, 0.4] }));
 * assertMatch(svg, /^<svg/);
 * ```
 */
export async function toSvg(chart: Chart): Promise<string> {
  checkChart("draw an svg", chart);
  return await interruptible(function* () {
    const draw: Renderer = yield prepareSvg();
    const svg: string = yield draw(chart);
    return svg;
  });
}

/** Loads what `toSvg` needs, once. */
export function prepareSvg(): Promise<Renderer> {
  return renderer ??= loadRenderer();
}

async function loadRenderer(): Promise<Renderer> {
  const [vega, vegaLite, font] = await Promise.all([
    import("vega").catch(explainAbsence),
    import("vega-lite").catch(explainAbsence),
    fontBytes(),
  ]);
  const width = textWidths(font);
  // Without a canvas Vega guesses 0.8 em a character, which pushes axis titles and
  // legend entries far apart. Its hook for measuring has no type.
  const metrics = (vega as unknown as { textMetrics: TextMetrics }).textMetrics;
  metrics.width = (item, text) => {
    const line = text === null || text === undefined ? "" : String(text);
    return width(line) * (item.fontSize ?? 11);
  };

  // Vega-Lite's type for a spec is a union of every spec there is; ours is plain JSON.
  const compile = vegaLite.compile as unknown as (
    spec: unknown,
  ) => { spec: Parameters<typeof vega.parse>[0] };
  return async (chart) => {
    // Vega writes its own marks into the rows.
    const runtime = vega.parse(compile(structuredClone(chart.spec)).spec);
    const view = new vega.View(runtime, {
      renderer: "none",
      logLevel: vega.Error,
    });
    try {
      // Vega counts its clip paths up from figure to figure.
      vega.resetSVGDefIds();
      return await view.toSVG();
    } finally {
      view.finalize();
    }
  };
}

interface TextMetrics {
  width: (item: { fontSize?: number }, text: unknown) => number;
}
