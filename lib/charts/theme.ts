import { pow } from "../kernel/elementary.ts";
import type { Json } from "./chart.ts";

/**
 * Colours of series, in the order they are given out.
 *
 * Okabe and Ito's hues, which colour-blind readers can tell apart, each moved in
 * lightness until it has a contrast of at least 3:1 on white and on JupyterLab's
 * dark #111111, so that one figure serves both. Their sky blue, yellow and
 * orange cannot be moved that far and keep their name; ochre takes their place.
 * {@link https://jfly.uni-koeln.de/color/}
 */
export const SERIES_COLOURS: readonly string[] = [
  "#0072B2", // blue
  "#D55E00", // vermillion
  "#008F68", // green
  "#B8629A", // purple
  "#9A7400", // ochre
];

/** Dash patterns of series, so that no series is told by its colour alone. */
export const SERIES_DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [6, 3],
  [2, 2],
  [9, 3, 2, 3],
  [4, 1],
];

/** Point shapes of series, so that no series is told by its colour alone. */
export const SERIES_SHAPES: readonly string[] = [
  "circle",
  "square",
  "triangle-up",
  "diamond",
  "cross",
];

/**
 * What the page behind a figure looks like: `"light"`, `"dark"`, or `"any"` when
 * it is not known, as in a notebook whose reader picks the theme.
 */
export type Background = "light" | "dark" | "any";

interface Ink {
  /** Text, axes and frames. */
  readonly text: string;
  /** Forward and backward formulas of a computational graph. */
  readonly forward: string;
  readonly backward: string;
}

/**
 * No grey reaches 4.5:1 on white and on #111111 at once: their own contrast is
 * 18.9:1, so the best is its root, 4.35:1, and "any" sits there. Where the page is
 * known (the png is white) the text goes well beyond that.
 */
export const INKS: Readonly<Record<Background, Ink>> = {
  any: { text: "#797979", forward: "#1F7FC1", backward: "#C85800" },
  light: { text: "#333333", forward: "#00598C", backward: "#A84A00" },
  dark: { text: "#D0D0D0", forward: "#5AB4E8", backward: "#F28A3C" },
};

/**
 * Lines and names that lie over coloured cells: ink with a rim of paper, so that they are
 * read by each other whatever colour is below, on any page.
 */
export const OVERLAY = { ink: "#111111", paper: "#ffffff" } as const;

/** DejaVu Sans has the mathematical signs; the others are what systems bring. */
export const FONT = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif";

/** The size of a figure's own title, in px. */
export const TITLE_SIZE = 14;

/** The Vega-Lite config of every figure, for one kind of page. */
export function themeConfig(
  background: Background,
): { readonly [key: string]: Json } {
  const { text, forward, backward } = INKS[background];
  return {
    font: FONT,
    view: { stroke: text, strokeWidth: 1 },
    axis: {
      domain: false, // the frame of the view is there already
      grid: false,
      gridColor: text,
      gridOpacity: 0.2,
      labelColor: text,
      labelFontSize: 11,
      tickColor: text,
      tickSize: 4,
      titleColor: text,
      titleFontSize: 12,
      titleFontWeight: "normal",
      titlePadding: 6,
    },
    header: {
      labelColor: text,
      labelFontSize: 13,
      labelPadding: 4,
      titleColor: text,
    },
    legend: {
      labelColor: text,
      labelFontSize: 12,
      labelLimit: 400,
      offset: 8,
      orient: "top",
      symbolSize: 90,
      symbolStrokeWidth: 2,
      titleColor: text,
      titleFontSize: 12,
      titleFontWeight: "normal",
    },
    title: {
      color: text,
      fontSize: 12,
      fontWeight: "normal",
      subtitleColor: text,
      subtitleFontSize: 11,
    },
    text: { color: text, fontSize: 11 },
    bar: { binSpacing: 0, color: SERIES_COLOURS[0] },
    line: { strokeWidth: 2 },
    range: { category: [...SERIES_COLOURS] },
    style: {
      note: { color: text, fontSize: 11 },
      outline: { color: text },
      forward: { color: forward, fontSize: 11 },
      backward: { color: backward, fontSize: 11 },
    },
  };
}

/**
 * WCAG's contrast of two `#rrggbb` colours, from 1 (the same) to 21.
 * {@link https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio}
 */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
