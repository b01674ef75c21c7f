import { watchBox } from "../boxes.js";
import { drawAgain } from "../figures.js";
import { VEGA_LITE } from "./same.js";

// What a run gives, under its cell. Each output takes the place of the one that stood there, so
// that a page does not jump while it runs; what has come once more as it was published is shown
// by what the page has had for it from the start.

/** What html may hold that a cell gives: what its tables are made of, and text. */
const ELEMENTS = new Set(
  ("table thead tbody tfoot tr th td caption div span p pre code b strong i em sub sup br ul ol li " +
    "h1 h2 h3 h4 h5 h6 details summary a small dl dt dd hr").split(" "),
);
const ATTRIBUTES = new Set(
  "class title lang dir colspan rowspan scope open role aria-label".split(" "),
);
const STYLES = ["color", "background-color", "text-align", "font-weight"];

/**
 * The outputs of a cell's section.
 *
 * @param section The cell's.
 * @param filed What was published, as its notebook's file has it; once that is unpacked.
 */
export function outputsOf(section, filed) {
  const folded = section.querySelector(":scope > details.outputs");
  const home = folded ?? section;
  const published = [...home.querySelectorAll(":scope > .output")];
  let shown = [...published];
  const kept = published.map((element) => [...element.childNodes]);
  const byId = new Map();
  let count = 0;

  /** The place of the next output. */
  function place() {
    if (shown[count] === undefined) {
      const element = document.createElement("div");
      element.className = "output";
      const after = shown.at(-1);
      if (after) after.after(element);
      else if (folded) folded.append(element);
      else {
        (section.querySelector(":scope > .cell-bar") ??
          section.lastElementChild)
          .after(element);
      }
      shown.push(element);
    }
    return shown[count++];
  }

  return {
    /** Begins a run. */
    begin() {
      count = 0;
      byId.clear();
      if (folded) folded.open = true;
    },
    /** Shows an output. */
    add(output) {
      if (output.output_type === "stream") {
        const last = shown[count - 1];
        if (count > 0 && last.dataset.stream === output.name) {
          last.firstChild.textContent += output.text;
          return;
        }
      }
      let element = output.update ? byId.get(output.display_id) : undefined;
      element ??= place();
      if (output.display_id) byId.set(output.display_id, element);
      delete element.dataset.stream;
      if (output.output_type === "stream") element.dataset.stream = output.name;
      const i = published.indexOf(element);
      const html = output.data?.["text/html"];
      // A table as it was published has its form for narrow windows already.
      if (i >= 0 && html && html === filed()[i]?.data?.["text/html"]) {
        element.replaceChildren(...kept[i]);
      } else fill(element, output);
    },
    /** Ends a run: what has not come again goes. */
    end() {
      for (const element of shown.splice(count)) element.remove();
    },
    /** Brings back what was published. */
    restore() {
      for (const element of shown) element.remove();
      for (const [i, element] of published.entries()) {
        element.replaceChildren(...kept[i]);
        delete element.dataset.stream;
      }
      if (folded) folded.append(...published);
      else {
        const bar = section.querySelector(":scope > .cell-bar");
        bar.after(...published);
      }
      shown = [...published];
      for (const figure of section.querySelectorAll("[data-figure]")) {
        drawAgain(figure, undefined);
      }
    },
  };
}

function fill(element, { output_type, name, text, data = {} }) {
  if (output_type === "stream") {
    element.replaceChildren(preformatted(text, name));
  } else if (data[VEGA_LITE]) {
    const figure = element.querySelector("[data-figure]") ?? newFigure(element);
    figure.querySelector(".still").alt = data["text/plain"] ?? "";
    drawAgain(figure, data[VEGA_LITE]);
  } else if (data["text/html"]) {
    const box = document.createElement("div");
    box.className = "wide";
    box.append(...cleaned(data["text/html"]));
    watchBox(box);
    element.replaceChildren(box);
  } else {
    const given = data["text/plain"] ?? data["text/markdown"] ?? "";
    if (element.textContent.trim() !== given.trim()) {
      element.replaceChildren(preformatted(given));
    }
  }
}

function preformatted(text, name = "") {
  const pre = document.createElement("pre");
  pre.className = `wide ${name}`.trim();
  pre.textContent = text;
  watchBox(pre);
  return pre;
}

function newFigure(element) {
  const figure = document.createElement("figure");
  figure.dataset.figure = "";
  const box = document.createElement("div");
  box.className = "wide";
  const drawing = document.createElement("div");
  drawing.className = "drawing";
  drawing.dataset.drawing = "";
  const still = document.createElement("img");
  still.className = "still";
  box.append(drawing, still);
  figure.append(box);
  element.replaceChildren(figure);
  return figure;
}

/** Nodes of html without what runs, loads, or covers the page. */
function cleaned(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of [...body.querySelectorAll("*")]) {
    if (!ELEMENTS.has(element.localName)) {
      if (/^(script|style|template)$/.test(element.localName)) element.remove();
      else element.replaceWith(...element.childNodes);
      continue;
    }
    const { style } = element;
    const styles = STYLES.map((name) => [name, style.getPropertyValue(name)]);
    for (const { name, value } of [...element.attributes]) {
      const isLink = name === "href" &&
        /^(https?:|#|[\w.-]+\.html)/.test(value);
      if (!ATTRIBUTES.has(name) && !isLink) element.removeAttribute(name);
    }
    for (const [name, value] of styles) {
      if (value) style.setProperty(name, value);
    }
  }
  return body.childNodes;
}
