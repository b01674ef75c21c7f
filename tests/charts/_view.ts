import * as vega from "vega";
import bundle from "vega-lite-5.6.1/build/vega-lite.min.js" with {
  type: "text",
};
import type { Chart } from "weightlab/charts";

/** The part of it that is used here. */
interface VegaLite {
  compile(
    spec: unknown,
    options: unknown,
  ): { spec: Parameters<typeof vega.parse>[0] };
}

/**
 * Vega-Lite 5.6.1, which JupyterLab bundles. It asks for vega by `require`, and vega 6 has
 * only `import`; so it is handed the one that is here.
 */
function vegaLite(): VegaLite {
  const exports = {};
  new Function("exports", "module", "require", bundle)(
    exports,
    { exports },
    () => vega,
  );
  return exports as VegaLite;
}

const { compile } = vegaLite();

/**
 * A chart drawn by the Vega-Lite that JupyterLab bundles, without a page around it.
 *
 * `set` moves a slider or picks from a menu; `warnings` are the compiler's, which stand for
 * features it does not know.
 */
export async function viewOf(chart: Chart) {
  const warnings: string[] = [];
  const logger = {
    warn: (...words: unknown[]) => (warnings.push(words.join(" ")), logger),
    error: (...words: unknown[]) => (warnings.push(words.join(" ")), logger),
    info: () => logger,
    debug: () => logger,
    level: () => logger,
  };
  const { spec } = compile(chart.spec, { logger });
  const view = new vega.View(vega.parse(spec), {
    renderer: "none",
    logLevel: vega.Error,
  });
  const texts = async () =>
    [...(await view.toSVG()).matchAll(/<text[^>]*>([^<]*)</g)].map((t) => t[1]);
  /** What a screen reader is told of each mark: "layer: 1; value: 0.5". */
  const labels = async () =>
    [...(await view.toSVG()).matchAll(/aria-label="([^"]*)"/g)].map((t) =>
      t[1]
    );
  const set = async (signal: string, value: unknown) => {
    await view.signal(signal, value).runAsync();
  };
  await view.runAsync();
  return { view, warnings, texts, labels, set };
}
