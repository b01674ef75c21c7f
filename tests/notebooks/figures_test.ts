// The figures of the committed notebooks as GitHub and plain readers have them: the
// png and the text beside the Vega-Lite specification.

import {
  assert,
  assertEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertLess,
  assertMatch,
} from "@std/assert";
import { basename } from "node:path";
import { type Chart, toSvg } from "weightlab/charts";
import { themed } from "../../lib/charts/themed.ts";
import { allNotebooks } from "../../notebooks/_jupyter/project.ts";

const VEGA_LITE = "application/vnd.vegalite.v5+json";

/** A figure as a notebook's file has it. */
interface Figure {
  /** The notebook and the figure's number in it. */
  readonly name: string;
  readonly chart: Chart;
  readonly png: Uint8Array;
  readonly text: string;
}

async function figures(): Promise<Figure[]> {
  const found: Figure[] = [];
  for (const path of await allNotebooks()) {
    const { cells } = JSON.parse(await Deno.readTextFile(path));
    let number = 0;
    for (const cell of cells) {
      for (const { data } of cell.outputs ?? []) {
        const spec = data?.[VEGA_LITE];
        if (spec === undefined) continue;
        const text = [data["text/plain"]].flat().join("");
        const png = [data["image/png"]].flat().join("").replaceAll("\n", "");
        found.push({
          name: `${basename(path, ".ipynb")}, figure ${++number}`,
          chart: { spec, description: text },
          png: Uint8Array.fromBase64(png),
          text,
        });
      }
    }
  }
  return found;
}

Deno.test("each figure's png is sharp (2x), below 150 kB, and legible on GitHub", async () => {
  const all = await figures();
  assertGreater(all.length, 0);
  for (const { name, chart, png } of all) {
    const svg = await toSvg(themed(chart, "light"));
    const [, width, height] = svg.match(/width="([\d.]+)" height="([\d.]+)"/)!;
    const header = new DataView(png.buffer, 16);
    const pixels = [header.getUint32(0), header.getUint32(4)];
    assertEquals(pixels, [2 * Number(width), 2 * Number(height)], name);
    assertLess(png.length, 150_000, name);
    // GitHub fits a picture into its column, about 840 px wide.
    const fitted = Math.min(1, 840 / Number(width));
    const sizes = [...svg.matchAll(/font-size="([\d.]+)px"/g)];
    assertGreater(sizes.length, 0, name);
    const smallest = Math.min(...sizes.map(([, size]) => Number(size)));
    assertGreaterOrEqual(smallest * fitted, 10, `${name}: text in px`);
  }
});

Deno.test("each figure's plain text is one sentence with numbers, its description", async () => {
  for (const { name, chart, text } of await figures()) {
    assertEquals(text, chart.spec.description, name);
    assertMatch(text, /^\S[^\n]*\.$/, name);
    assert(!/[.!?]\s+\p{Lu}/u.test(text), `${name} says more than a sentence`);
    assertMatch(text, /\d/, name);
  }
});

Deno.test("no part of a figure is a picture without a name to a screen reader", async () => {
  for (const { name, chart } of await figures()) {
    const pictures = (await toSvg(chart)).match(
      /<[^>]*"graphics-symbol"[^>]*>/g,
    );
    for (const picture of pictures ?? []) {
      assertMatch(picture, /aria-label="[^"]/, name);
    }
  }
});
