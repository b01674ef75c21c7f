import { kindOf } from "../check/kind_of.ts";
import { checked, readOptions } from "../check/options.ts";
import { interruptible } from "../notebook/interruptible.ts";
import type { Chart } from "./chart.ts";
import { fontBytes } from "./_font.ts";
import { explainAbsence, packageFile } from "./_optional_packages.ts";
import { checkChart } from "./_check_chart.ts";
import { prepareSvg, toSvg } from "./svg.ts";
import { FONT, themed } from "./theme.ts";

/** How {@linkcode toPng} draws. */
export interface PngOptions {
  /** Pixels of the image for one px of the figure. Default 2, sharp on every screen. */
  readonly scale?: number;
}

type Resvg = typeof import("@resvg/resvg-wasm");

let resvg: Promise<Resvg> | undefined;

/**
 * Draws a figure as the bytes of a png on white, with dark text.
 *
 * The same figure gives the same bytes on every machine: the renderer is
 * WebAssembly and the font comes with it.
 *
 * @param chart the figure.
 * @param options the scale.
 * @returns the bytes of a png file.
 * @throws {RangeError} if the scale is not above 0 and at most 8.
 * @throws {TypeError} if it is no chart, or there is no such option.
 * @throws {Error} if the packages that draw are not installed: which, and how to.
 * @throws {Deno.errors.NotCapable} if Deno may not read the font and the renderer, as in a
 * project without `"unstable": ["raw-imports"]`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lossCurves, toPng } from "weightlab/charts";
 *
 * const png = await toPng(lossCurves({ He: [2.3, 1.1, 0.4] }));
 * assertEquals([...png.slice(1, 4)], [..."PNG"].map((c) => c.charCodeAt(0)));
 * ```
 */
export async function toPng(
  chart: Chart,
  options: PngOptions = {},
): Promise<Uint8Array> {
  checkChart("draw a png", chart);
  const { scale } = readOptions("draw a png", options, {
    scale: checked(checkScale).or(2),
  });
  return await interruptible(function* () {
    const parts: [string, Uint8Array, Resvg] = yield Promise.all([
      toSvg(themed(chart, "light")),
      fontBytes(),
      resvg ??= loadResvg(),
    ]);
    return drawPng(...parts, scale);
  });
}

function checkScale(doing: string, name: string, scale: number): void {
  if (typeof scale === "number" && scale > 0 && scale <= 8) return;
  throw new RangeError(
    `Cannot ${doing}: ${name} must be above 0 and at most 8, got ${
      kindOf(scale)
    }`,
  );
}

function drawPng(
  svg: string,
  font: Uint8Array,
  { Resvg }: Resvg,
  scale: number,
): Uint8Array {
  const picture = new Resvg(svg, {
    background: "#ffffff",
    fitTo: { mode: "zoom", value: scale },
    font: {
      fontBuffers: [font],
      defaultFontFamily: FONT.split(",")[0],
      loadSystemFonts: false,
    },
  });
  try {
    const image = picture.render();
    const png = image.asPng();
    image.free();
    return png;
  } finally {
    picture.free();
  }
}

/** Loads what `toPng` needs, so that the first picture need not wait for it. */
export async function prepareToDraw(): Promise<void> {
  // Whoever draws meets the same error, and says what it is about.
  await Promise.allSettled([prepareSvg(), fontBytes(), resvg ??= loadResvg()]);
}

async function loadResvg(): Promise<Resvg> {
  const [module, wasm] = await Promise.all([
    import("@resvg/resvg-wasm").catch(explainAbsence),
    packageFile("@resvg/resvg-wasm/index_bg.wasm"),
  ]);
  await module.initWasm(wasm as BufferSource);
  return module;
}
