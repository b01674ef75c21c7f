import { assert, assertEquals, assertRejects } from "@std/assert";
import { lossCurves, toPng, toSvg } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { allFigures } from "./_figures.ts";

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

Deno.test("toPng() refuses a scale of zero", async () => {
  const { lossCurves } = allFigures();
  await assertRejects(
    () => toPng(lossCurves, { scale: 0 }),
    RangeError,
    "Cannot draw a png: scale must be above 0 and at most 8, got 0",
  );
});
