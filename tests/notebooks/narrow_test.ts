import { assertEquals } from "@std/assert";
import { narrow } from "../../notebooks/_jupyter/pages/template/script/narrow.js";

const panel = { width: 210, height: 80, mark: "line", encoding: {} };
const config = { legend: {} };

Deno.test("narrow() leaves panels of one vertical axis side by side, and puts others below one another", () => {
  const row = { hconcat: [panel, panel], spacing: 14 };
  const shared = { ...row, resolve: { scale: { y: "shared" } } };
  const { vconcat } = narrow({ config, vconcat: [shared, row] }, 360, 70);
  assertEquals(
    vconcat[0].hconcat.map(({ width }: { width: number }) => width),
    [138, 138],
  );
  assertEquals(vconcat[1].hconcat, undefined);
  assertEquals(vconcat[1].vconcat.length, 2);
});

Deno.test("narrow() makes panels side by side no wider than they are, nor much less than half", () => {
  const shared = {
    hconcat: [panel, panel],
    spacing: 14,
    resolve: { scale: { y: "shared" } },
  };
  const widths = (room: number) =>
    narrow({ config, ...shared }, room, 70).hconcat
      .map(({ width }: { width: number }) => width);
  assertEquals(widths(640), [210, 210]);
  assertEquals(widths(150), [78, 78]);
});

Deno.test("narrow() makes a panel narrower, but not a graph of places on paper", () => {
  const width = (x: unknown) =>
    narrow({ config, ...panel, width: 500, encoding: { x } }, 360, 70).width;
  assertEquals(width({}), 290);
  assertEquals(width({ axis: null }), 500);
});
