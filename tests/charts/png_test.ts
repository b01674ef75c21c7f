import {
  assert,
  assertEquals,
  assertGreater,
  assertRejects,
} from "@std/assert";
import { lossCurves, toPng, toSvg } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { systemFonts } from "../../lib/charts/_system_fonts.ts";
import { allFigures } from "./_figures.ts";
import { HANGUL_FONT } from "./_hangul_font.ts";
import { pixelsOf } from "./_pixels.ts";

Deno.test("toPng() is a png of twice the figure's size, under 150 kB", async () => {
  for (const [name, chart] of Object.entries(allFigures())) {
    const png = await toPng(chart);
    assertEquals([...png.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
    const header = new DataView(png.buffer, png.byteOffset, png.byteLength);
    const [width, height] = [header.getUint32(16), header.getUint32(20)];
    const svg = await toSvg(chart);
    const size = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!.slice(1);
    assert(Math.abs(width - 2 * Number(size[0])) <= 1, name);
    assert(Math.abs(height - 2 * Number(size[1])) <= 1, name);
    assert(width / 2 <= 860, `${name} is ${width / 2} px wide`);
    assert(png.length < 150_000, `${name} has ${png.length} bytes`);
  }
});

Deno.test("toPng() gives the same bytes for the same figure", async () => {
  const [first, second] = [allFigures(), allFigures()];
  assertEquals(
    await toPng(first.lossCurves),
    await toPng(second.lossCurves),
  );
});

Deno.test("toPng() draws two pixels for one px unless told", async () => {
  await assertDefaults(
    async (options) => {
      const bytes = await toPng(lossCurves({ a: [2, 1] }), options);
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      return [view.getUint32(16), view.getUint32(20)];
    },
    { scale: [2, 2.1] },
  );
});

Deno.test("what is drawn is as sharp as toPng(), saved under its own name", () => {
  const { spec } = lossCurves({ He: [2, 1] });
  const { embedOptions } = spec.usermeta as {
    embedOptions: Record<string, unknown>;
  };
  assertEquals(embedOptions.scaleFactor, { png: 2, svg: 1 });
  assertEquals(embedOptions.downloadFileName, "loss-over-updates");
});

Deno.test("toPng() refuses a scale of zero", async () => {
  const { lossCurves } = allFigures();
  await assertRejects(
    () => toPng(lossCurves, { scale: 0 }),
    RangeError,
    "Cannot draw a png: scale must be above 0 and at most 8, got 0",
  );
});

/** How many of a png's channels are dark. */
function ink(png: Uint8Array): number {
  return pixelsOf(png).filter((value) => value < 128).length;
}

const KOREAN = lossCurves({ 한국어: [2, 1], 영어: [1, 2] });

Deno.test("toPng() draws letters that DejaVu Sans lacks in a font given", async () => {
  const chart = lossCurves({ 어어어어어어어어어어: [2, 1] });
  const png = await toPng(chart, { fonts: [HANGUL_FONT] });
  // The triangles are wide and full of ink, as no letter and no box is.
  const latin = await toPng(lossCurves({ iiiiiiiiii: [2, 1] }));
  assertGreater(ink(png), ink(latin) + 1000);
});

Deno.test("toPng() names letters that no font has, and draws no boxes", async () => {
  await assertRejects(
    () => toPng(KOREAN, { fonts: [HANGUL_FONT] }),
    RangeError,
    "Cannot draw a png: fonts must have every letter of the figure, none given has " +
      "영 (U+C601); toPng(chart, { fonts: [bytes] }) takes one that does",
  );
  await assertRejects(
    () => toPng(KOREAN, { fonts: [] }),
    RangeError,
    "none given has 한 (U+D55C), 국 (U+AD6D), 어 (U+C5B4), 영 (U+C601); ",
  );
});

Deno.test("toPng() draws in a font of the system, or names what none has", async () => {
  // Of the private use area, which no font of a system has.
  const { chosen, lacking } = systemFonts(["\u{10fffd}", "a"]);
  assertEquals(lacking, ["\u{10fffd}"]);
  assert(chosen.length <= 1);
  const letters = [..."한국어영"];
  if (systemFonts(letters).lacking.length === 0) {
    assertEquals((await toPng(KOREAN))[1], "P".charCodeAt(0));
  } else {
    await assertRejects(() => toPng(KOREAN), RangeError, "no font found here");
  }
});

Deno.test("toPng() refuses a font that is none", async () => {
  await assertRejects(
    () => toPng(KOREAN, { fonts: [HANGUL_FONT, new Uint8Array(3)] }),
    RangeError,
    "Cannot draw a png: font 2 must be the bytes of a TrueType or OpenType file, got ",
  );
});
