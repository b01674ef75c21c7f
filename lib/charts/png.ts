import { kindOf } from "../check/kind_of.ts";
import { checked, listOf, readOptions } from "../check/options.ts";
import { interruptible } from "../notebook/interruptible.ts";
import type { Chart } from "./chart.ts";
import { explainAbsence, packageFile } from "./_optional_packages.ts";
import { checkChart } from "./_check_chart.ts";
import { charactersOf, fontBytes } from "./_font.ts";
import { prepareSvg, toSvg } from "./svg.ts";
import { firstThatHave, systemFonts } from "./_system_fonts.ts";
import { FONT, themeConfig } from "./theme.ts";

/** How {@linkcode toPng} draws. */
export interface PngOptions {
  /** Pixels of the image for one px of the figure. Default 2, sharp on every screen. */
  readonly scale?: number;
  /**
   * The bytes of TrueType or OpenType files, for letters that DejaVu Sans lacks, such as
   * Hangul. Default: fonts of the system that have them.
   */
  readonly fonts?: readonly Uint8Array[];
}

type Resvg = typeof import("@resvg/resvg-wasm");

let resvg: Promise<Resvg> | undefined;

/**
 * Draws a figure as the bytes of a png on white, with dark text.
 *
 * The same figure gives the same bytes on every machine: the renderer is
 * WebAssembly and the font, DejaVu Sans, comes with it. Letters that it lacks, such as Hangul,
 * are drawn in the fonts given, or else in those that the system has, where it may read them.
 *
 * @param chart the figure.
 * @param options the scale, fonts.
 * @returns the bytes of a png file.
 * @throws {RangeError} if the scale is not above 0 and at most 8, a font is none, or no font
 * has a letter of the figure: it is named, and no box drawn in its place.
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
  const { png, lacks } = await drawing(chart, options);
  if (png === undefined) throw new RangeError(`Cannot draw a png: ${lacks}`);
  return png;
}

/**
 * A figure as a png, or what it would take to draw one.
 *
 * @param chart The figure.
 * @param options As for {@linkcode toPng}.
 */
export async function drawing(
  chart: Chart,
  options: PngOptions = {},
): Promise<
  { png: Uint8Array; lacks?: undefined } | { png?: undefined; lacks: string }
> {
  const { scale, fonts } = readOptions("draw a png", options, {
    scale: checked(checkScale).or(2),
    fonts: listOf(checked(checkFont), undefined, (i) =>
      `font ${i + 1}`).optional,
  });
  return await interruptible(function* () {
    const [svg, font, resvg]: [string, Uint8Array, Resvg] = yield Promise.all([
      toSvg({
        ...chart,
        spec: { ...chart.spec, config: themeConfig("light") },
      }),
      fontBytes(),
      prepareResvg(),
    ]);
    const { chosen, lacking } = fontsFor(svg, font, fonts);
    if (lacking.length > 0) return { lacks: lackingText(lacking, fonts) };
    return { png: drawPng(svg, [font, ...chosen], resvg, scale) };
  });
}

/** The fonts that letters of a figure need beside its own, and the letters that none has. */
function fontsFor(
  svg: string,
  own: Uint8Array,
  given?: readonly Uint8Array[],
): { chosen: readonly Uint8Array[]; lacking: readonly string[] } {
  ownCharacters ??= charactersOf(own);
  const has = ownCharacters;
  const letters = lettersOf(svg).filter((one) => !has(one.codePointAt(0)!));
  if (letters.length === 0) return { chosen: [], lacking: [] };
  return given === undefined
    ? systemFonts(letters)
    : firstThatHave(letters, given.map((font) => () => font));
}

let ownCharacters: ReturnType<typeof charactersOf> | undefined;

/** The letters that an svg's texts are drawn with, each once. */
function lettersOf(svg: string): string[] {
  const texts = [...svg.matchAll(/>([^<]+)</g)].map(([, text]) => text).join(
    "",
  );
  // What joins letters, or picks a form of one, has no shape.
  return [...new Set(texts.replace(/[\p{Cc}\p{Cf}\p{Z}\ufe00-\ufe0f]/gu, ""))];
}

function lackingText(
  letters: readonly string[],
  given?: readonly Uint8Array[],
): string {
  const some = letters.slice(0, 5).map((letter) =>
    `${letter} (U+${
      letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")
    })`
  );
  const more = letters.length > 5 ? `, and ${letters.length - 5} more` : "";
  return `fonts must have every letter of the figure, ${
    given === undefined ? "no font found here" : "none given"
  } has ${
    some.join(", ")
  }${more}; toPng(chart, { fonts: [bytes] }) takes one that does`;
}

function checkScale(doing: string, name: string, scale: number): void {
  if (typeof scale === "number" && scale > 0 && scale <= 8) return;
  throw new RangeError(
    `Cannot ${doing}: ${name} must be above 0 and at most 8, got ${
      kindOf(scale)
    }`,
  );
}

function checkFont(doing: string, name: string, font: Uint8Array): void {
  try {
    charactersOf(font);
  } catch {
    throw new RangeError(
      `Cannot ${doing}: ${name} must be the bytes of a TrueType or OpenType file, got ${
        kindOf(font)
      }`,
    );
  }
}

function drawPng(
  svg: string,
  fonts: readonly Uint8Array[],
  { Resvg }: Resvg,
  scale: number,
): Uint8Array {
  const picture = new Resvg(svg, {
    background: "#ffffff",
    fitTo: { mode: "zoom", value: scale },
    font: {
      fontBuffers: [...fonts],
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
  await Promise.allSettled([prepareSvg(), fontBytes(), prepareResvg()]);
}

function prepareResvg(): Promise<Resvg> {
  return resvg ??= loadResvg();
}

async function loadResvg(): Promise<Resvg> {
  const [module, wasm] = await Promise.all([
    import("@resvg/resvg-wasm").catch(explainAbsence),
    packageFile("@resvg/resvg-wasm/index_bg.wasm"),
  ]);
  await module.initWasm(wasm as BufferSource);
  return module;
}
