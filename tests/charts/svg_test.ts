import { assertEquals, assertMatch } from "@std/assert";
import { Matrix } from "weightlab";
import { histograms, toSvg } from "weightlab/charts";
import { fontBytes, textWidths } from "../../lib/charts/_font.ts";

Deno.test("toSvg() draws panels, titles and the description", async () => {
  const chart = histograms([new Matrix([[0.1, 0.9]])], { titles: ["a layer"] });
  const svg = await toSvg(chart);
  assertMatch(svg, /^<svg/);
  assertMatch(svg, />a layer</);
  assertMatch(svg, />values in a bin</);
  assertEquals(svg, await toSvg(chart));
});

Deno.test("text is measured by the font's own widths", async () => {
  const width = textWidths(await fontBytes());
  // DejaVu Sans has 2048 units to the em; its hmtx says 651 for a space, 1303 for 0.
  assertEquals(width(" "), 651 / 2048);
  assertEquals(width("00"), 2 * 1303 / 2048);
  // A combining mark takes no room.
  assertEquals(width("x\u0302"), width("x"));
});
