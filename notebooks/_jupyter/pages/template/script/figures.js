import { scheme } from "./colours.js";
import { narrow } from "./narrow.js";
import { runScript, unpackedText } from "./packed.js";

// The figures, drawn in the reader's colours and for the window's width. A test can wait for
// data-drawn on <html>, the number of figures drawn so far, and for data-layout, the layout in
// which they are.

const root = document.documentElement;
const isNarrow = matchMedia("(max-width: 40rem)");
const layout = () => isNarrow.matches ? "narrow" : "wide";
const views = new Map();
/** Specifications that are drawn in place of those that the page came with. */
const others = new Map();
/** Figures that wait to be drawn by themselves. */
const waitingToDraw = new Set();
let unpacking;
let specifications;
let drawings = Promise.resolve();

/** Draws the figures anew when the window becomes narrow or wide. */
export function startFigures() {
  isNarrow.onchange = draw;
}

/** Resolves once the figures are drawn that are being drawn. */
export function drawn() {
  return drawings;
}

/**
 * Draws a figure again, by another specification, or by its own where there is none. What has
 * been overtaken by another meanwhile is not drawn.
 */
export function drawAgain(figure, spec) {
  if (spec === undefined && !others.has(figure)) return drawings;
  if (spec === undefined) others.delete(figure);
  else others.set(figure, spec);
  if (!waitingToDraw.has(figure)) {
    waitingToDraw.add(figure);
    drawings = drawings.then(async () => {
      await afterFrame();
      waitingToDraw.delete(figure);
      if (!figure.isConnected) return;
      try {
        await publishedFigures();
        const config = JSON.parse(
          document.querySelector("[data-themes]").textContent,
        )[scheme()];
        await drawFigure(figure, config, scheme());
      } catch (error) {
        figure.classList.remove("drawn", "fits");
        console.error("Cannot draw a figure of a cell:", error);
      }
    });
  }
  return drawings;
}

/**
 * Resolves behind the next frame, in which a number that is dragged moves on: the worker computes
 * what comes of that while this is drawn. Of a page that is not seen there are no frames.
 */
function afterFrame() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 100);
  });
}

/** Draws every figure in the present colours and layout, one after the other. */
export function draw() {
  const colours = scheme(), arrangement = layout();
  drawings = drawings.then(async () => {
    const themes = document.querySelector("[data-themes]");
    if (themes === null) return;
    // Another drawing waits already where the colours or the layout have changed since.
    const isPast = () => colours !== scheme() || arrangement !== layout();
    if (isPast()) return;
    try {
      await publishedFigures();
    } catch (error) {
      // The pictures stay.
      console.error("Cannot draw the figures:", error);
      return;
    }
    root.dataset.layout = arrangement;
    const config = JSON.parse(themes.textContent)[colours];
    let number = 0;
    root.dataset.drawn = "0";
    for (const figure of document.querySelectorAll("[data-figure]")) {
      if (isPast()) return;
      try {
        await drawFigure(figure, config, colours);
        root.dataset.drawn = String(++number);
      } catch (error) {
        // The picture stays in its place.
        figure.classList.remove("drawn", "fits");
        console.error(`Cannot draw figure ${figure.dataset.figure}:`, error);
      }
      // Between two figures the page answers its reader.
      await new Promise((resolve) => setTimeout(resolve));
    }
  });
}

/** What a figure is made of: a run's, or that which the page came with. */
function specOf(figure) {
  return others.get(figure) ?? specifications[figure.dataset.figure - 1];
}

/** The specifications of the figures that the page came with, in their order. */
export async function publishedFigures() {
  if (document.querySelector("[data-themes]") === null) return [];
  // Who asks while they are unpacked waits for the same: what draws is run once.
  unpacking ??= unpackFigures();
  specifications = await unpacking;
  return specifications;
}

/** Runs what draws figures; gives the figures' specifications, in their order. */
async function unpackFigures() {
  const names = ["figures", "vega", "vega-lite", "vega-embed"];
  const [figures, ...scripts] = await Promise.all(names.map(unpackedText));
  for (const code of scripts) runScript(code);
  return JSON.parse(figures);
}

async function drawFigure(figure, config, colours) {
  // In usermeta a specification may carry options for vega-embed; here they are ours.
  // A copy, since what draws it writes into its data.
  const { $schema: _, usermeta: __, ...spec } = structuredClone(
    specOf(figure),
  );
  const place = figure.querySelector("[data-drawing]");
  const before = views.get(figure);
  const settings = before?.view.getState({
    signals: (name) => before.signals.has(name),
    data: (name) => name.endsWith("_store"),
    recurse: false, // panels are others in another layout
  });
  before?.result.finalize();
  const name = `${document.title}, figure ${figure.dataset.figure}`;
  const embed = async (spec) => {
    const { loader, refused } = closedLoader();
    const result = await globalThis.vegaEmbed(place, spec, {
      mode: "vega-lite",
      renderer: "svg",
      // Expressions are interpreted: the page's policy lets nobody make code of text.
      ast: true,
      loader,
      defaultStyle: false,
      actions: {
        export: true,
        source: false,
        compiled: false,
        editor: false,
      },
      i18n: { SVG_ACTION: "Save as svg", PNG_ACTION: "Save as png" },
      tooltip: { theme: colours },
      downloadFileName: name,
      scaleFactor: { png: 2, svg: 1 },
    });
    if (refused.size > 0) {
      result.finalize();
      throw new Error(`it asks for ${[...refused].join(", ")}`);
    }
    place.querySelector(".vega-actions").append(seeTheData(spec, name));
    return result;
  };
  figure.classList.remove("fits");
  const result = isNarrow.matches
    ? await embedNarrow(figure, { ...spec, config }, embed)
    : await embed({ ...spec, config });
  const bound = (result.vgSpec.signals ?? []).filter(({ bind }) => bind);
  const signals = new Set(bound.map(({ name }) => name));
  views.set(figure, { result, view: result.view, signals });
  // Below the caption, which belongs to the drawing.
  figure.querySelector(":scope > .vega-actions")?.remove();
  figure.append(place.querySelector(".vega-actions"));
  // What the reader has set stays set in other colours and layouts.
  if (settings) await result.view.setState(settings).runAsync();
  figure.dataset.colours = colours;
  figure.classList.add("drawn");
}

/** A figure holds what it shows: whatever else its specification names is refused. */
function closedLoader() {
  const refused = new Set();
  const links = globalThis.vega.loader();
  const refuse = (uri) => {
    refused.add(uri);
    return Promise.reject(new Error(`A figure loads nothing: ${uri}`));
  };
  const sanitize = (uri, options) => {
    if (options?.context === "href") {
      return /^https?:/i.test(uri) ? links.sanitize(uri, options) : refuse(uri);
    }
    return /^data:image\//i.test(uri)
      ? Promise.resolve({ href: uri })
      : refuse(uri);
  };
  return { loader: { ...links, load: refuse, sanitize }, refused };
}

// vega-embed would write the specification into its window as html.
function seeTheData(spec, name) {
  const link = document.createElement("a");
  link.href = "#";
  link.textContent = "See the data";
  link.onclick = (event) => {
    event.preventDefault();
    const { document: page } = open("");
    const text = page.createElement("pre");
    text.textContent = inLines(spec);
    page.body.append(text);
    page.title = name;
  };
  return link;
}

/** A value as JSON, each part on a line of its own unless it is short. */
function inLines(value, indent = "") {
  const line = JSON.stringify(value);
  if (line.length + indent.length <= 80 || typeof value !== "object") {
    return line;
  }
  const inner = `${indent}  `;
  const [start, end] = Array.isArray(value) ? "[]" : "{}";
  const parts = Object.entries(value).map(([key, part]) => {
    const label = start === "{" ? `${JSON.stringify(key)}: ` : "";
    return `${inner}${label}${inLines(part, inner)}`;
  });
  return `${start}\n${parts.join(",\n")}\n${indent}${end}`;
}

/** In a narrow window: what axes and labels take is known once they are drawn. */
async function embedNarrow(figure, spec, embed) {
  // What is folded has no width either: it will have its page's.
  const room = figure.clientWidth ||
    document.querySelector("main > section").clientWidth;
  const surplus = () => {
    const svg = figure.querySelector("[data-drawing] svg.marks");
    return Math.ceil(svg.width.baseVal.value) - room;
  };
  figure.classList.add("drawn"); // what is not shown has no width
  let margin = 70;
  let result = await embed(narrow(spec, room, margin));
  for (let tries = 0; tries < 5 && surplus() > 0; tries++) {
    margin += surplus();
    result.finalize();
    result = await embed(narrow(spec, room, margin));
  }
  figure.classList.toggle("fits", surplus() <= 0);
  return result;
}
