import { assertEquals } from "@std/assert";
import type { Json } from "weightlab/charts";
import { distinct, seriesChannels } from "../../lib/charts/_series.ts";
import {
  SERIES_COLOURS,
  SERIES_DASHES,
  SERIES_SHAPES,
} from "../../lib/charts/theme.ts";

const names = (count: number) =>
  Array.from({ length: count }, (_, i) => `s${i}`);

Deno.test("seriesChannels() gives each series a colour, a dash and a shape of its own", () => {
  const { color, strokeDash, shape, colorOf, shapeOf } = seriesChannels(
    names(3),
  );
  const scale = (range: readonly Json[]) => ({ domain: names(3), range });
  assertEquals(color.scale, scale(SERIES_COLOURS.slice(0, 3)));
  assertEquals(strokeDash.scale, scale(SERIES_DASHES.slice(0, 3)));
  assertEquals(shape.scale, scale(SERIES_SHAPES.slice(0, 3)));
  assertEquals(names(3).map(colorOf), SERIES_COLOURS.slice(0, 3));
  assertEquals(names(3).map(shapeOf), SERIES_SHAPES.slice(0, 3));
});

Deno.test("seriesChannels() starts colours over after five, with other dashes and shapes", () => {
  const { color, strokeDash, shapeOf } = seriesChannels(names(25));
  const range = ({ scale }: { readonly [key: string]: unknown }) =>
    (scale as { range: unknown[] }).range;
  const looks = range(color).map((colour, i) =>
    JSON.stringify([colour, range(strokeDash)[i]])
  );
  assertEquals(new Set(looks).size, 25);
  assertEquals(range(color)[5], SERIES_COLOURS[0]);
  assertEquals(range(strokeDash)[5], SERIES_DASHES[1]);
  assertEquals(shapeOf("s5"), SERIES_SHAPES[1]);
  assertEquals(shapeOf("s9"), SERIES_SHAPES[0]);
});

Deno.test("seriesChannels() reads the field series, with a line's symbol, unless told", () => {
  assertEquals(
    JSON.stringify(seriesChannels(names(2))),
    JSON.stringify(
      seriesChannels(names(2), { field: "series", symbol: "line" }),
    ),
  );
  const { color } = seriesChannels(names(2), { field: "f", symbol: "point" });
  assertEquals([color.field, color.type], ["f", "nominal"]);
  const legends = [2, 4, 5].map((n) => seriesChannels(names(n)).color.legend);
  assertEquals(
    legends,
    [0, 0, 4].map((columns) => ({
      title: null,
      symbolSize: 700,
      columns,
    })),
  );
});

Deno.test("distinct() keeps the first of each, in order", () => {
  assertEquals(distinct([3, 1, 3, 2, 1]), [3, 1, 2]);
});
