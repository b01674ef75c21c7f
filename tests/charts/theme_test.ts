import { assert, assertEquals, assertGreater } from "@std/assert";
import { toSvg } from "weightlab/charts";
import {
  contrast,
  INKS,
  OVERLAY,
  SERIES_COLOURS,
} from "../../lib/charts/theme.ts";
import { allFigures, objectsOf } from "./_figures.ts";
import { viewOf } from "./_view.ts";

const WHITE = "#ffffff";
const DARK = "#111111"; // JupyterLab's

Deno.test("contrast() is 21 for black on white and 1 for a colour on itself", () => {
  assertEquals(contrast("#000000", WHITE), 21);
  assertEquals(contrast("#0072B2", "#0072B2"), 1);
});

Deno.test("every colour in every figure reaches 3:1 on white and on dark", () => {
  const used = Object.values(allFigures()).flatMap(({ spec }) =>
    JSON.stringify(spec).match(/#[0-9a-fA-F]{6}/g)!
  );
  // What lies over cells is read by its own rim.
  const over: string[] = Object.values(OVERLAY);
  assert(contrast(OVERLAY.ink, OVERLAY.paper) > 15);
  for (const colour of new Set([...used, ...SERIES_COLOURS])) {
    if (over.includes(colour)) continue;
    for (const page of [WHITE, DARK]) {
      assert(contrast(colour, page) >= 3, `${colour} on ${page}`);
    }
  }
});

Deno.test("text reaches 4:1 on any page, and 4.5:1 where the page is known", () => {
  for (const ink of Object.values(INKS.any)) {
    assert(contrast(ink, WHITE) >= 4 && contrast(ink, DARK) >= 4, ink);
  }
  // The best grey there is for both.
  assert(contrast(INKS.any.text, WHITE) > 4.3);
  assert(contrast(INKS.any.text, DARK) > 4.3);
  for (const ink of Object.values(INKS.light)) {
    assert(contrast(ink, WHITE) >= 4.5, ink);
  }
  for (const ink of Object.values(INKS.dark)) {
    assert(contrast(ink, DARK) >= 4.5, ink);
  }
});

Deno.test("every axis has a title, or shares the figure's, or is no quantity", () => {
  for (const [name, { spec }] of Object.entries(allFigures())) {
    let axes = 0;
    for (const object of objectsOf(spec)) {
      if (!("axis" in object) || object === spec.config) continue;
      axes++;
      const axis = object.axis as { title?: unknown } | null;
      if (axis === null) assertEquals(name, "batchNormalizationGraph");
      else if (axis.title === null && name === "stacked") {
        // The lowest chart's axis goes for those above it.
        const [lowest] = (spec.vconcat as {
          encoding: { x: { axis: { title: string } } };
        }[]).slice(-1);
        assert(lowest.encoding.x.axis.title.length > 0, name);
      } else if (axis.title === null && name === "networkPanels") {
        // The axis of the first column goes for those beside it, which have no labels.
        assertEquals((axis as { labels?: boolean }).labels, false);
        for (const { hconcat } of spec.vconcat as { hconcat: unknown[] }[]) {
          const [first] = objectsOf(hconcat[0]).flatMap((part) => {
            const { y } = part as { y?: { axis?: { title?: string } } };
            return y?.axis?.title ? [y.axis.title] : [];
          });
          assert(first.length > 0, name);
        }
      } else if (axis.title === null) {
        const title = spec.title as { text: string; orient: string };
        assert(title.text.length > 0 && title.orient === "bottom", name);
      } else assert(String(axis.title ?? "").length > 0, name);
    }
    assert(axes >= 2, `${name} has ${axes} of two axis: { title, .. }`);
  }
});

Deno.test("every figure is Vega-Lite v5 with one sentence that has numbers", () => {
  for (const [name, { spec, description }] of Object.entries(allFigures())) {
    assertEquals(
      spec.$schema,
      "https://vega.github.io/schema/vega-lite/v5.json",
    );
    assertEquals(spec.description, description);
    assertEquals(spec.background, "transparent");
    assert(/\d/.test(description) && description.endsWith("."), name);
    assertEquals(JSON.parse(JSON.stringify(spec)), spec, name);
  }
});

Deno.test("every figure is drawn by JupyterLab's Vega-Lite without a warning", async () => {
  for (const [name, chart] of Object.entries(allFigures())) {
    const { warnings, texts } = await viewOf(chart);
    assertEquals(warnings, [], name);
    assert((await texts()).length > 0, name);
  }
});

Deno.test("every figure has tooltips with readable titles", () => {
  for (const [name, { spec }] of Object.entries(allFigures())) {
    const tips = [...objectsOf(spec)].flatMap(({ tooltip }) => tooltip ?? [])
      .filter((tip) => typeof tip === "object") as { title?: string }[];
    assert(tips.length > 0 && tips.every((tip) => tip.title), name);
  }
});

Deno.test("text in every figure is at least 10 px high", async () => {
  for (const [name, chart] of Object.entries(allFigures())) {
    const svg = await toSvg(chart);
    for (const [, size] of svg.matchAll(/font-size="([\d.]+)px"/g)) {
      assert(Number(size) >= 10, `${name} has text of ${size} px`);
    }
  }
});

Deno.test("figures draw without a warning from Vega-Lite", async () => {
  const warned: unknown[][] = [];
  const warn = console.warn;
  console.warn = (...words) => void warned.push(words);
  try {
    for (const chart of Object.values(allFigures())) await toSvg(chart);
  } finally {
    console.warn = warn;
  }
  assertEquals(warned, []);
});

Deno.test("what is written into a figure changes no figure made later", () => {
  const before = JSON.stringify(allFigures());
  const written = new Set<unknown>();
  const write = (value: unknown) => {
    if (typeof value !== "object" || value === null || written.has(value)) {
      return;
    }
    written.add(value);
    Object.values(value).forEach(write);
    if (Array.isArray(value)) value.push("written");
    else Object.assign(value, { written: true });
  };
  write(allFigures());
  assertGreater(written.size, 1000);
  const after = allFigures();
  for (const [name, figure] of Object.entries(JSON.parse(before))) {
    assertEquals(JSON.parse(JSON.stringify(after[name])), figure, name);
  }
});
