import { watchBox } from "./boxes.js";
import { drawAgain, publishedFigures } from "./figures.js";
import { runScript, unpacked, unpackedText } from "./packed.js";

// A page that runs: the bars with its buttons are there when it is painted; what they do is
// packed (`live/live.js`), since it is twice as long as all else that a page does.

/** Puts the buttons on a page that runs, and what they do behind them. */
export async function startBars() {
  if (document.querySelector('[data-packed="engine"]') === null) return;
  document.querySelector("main h1").after(pageBar());
  for (const section of document.querySelectorAll("section[data-cell]")) {
    section.querySelector(":scope > .code").after(cellBar(section));
  }
  // What that script has of this one: there is one list of figures, one of boxes.
  globalThis.weightlabPage = {
    ...{ watchBox, drawAgain, publishedFigures, unpacked, unpackedText },
  };
  runScript(await unpackedText("live"));
}

function pageBar() {
  const stop = button("stop", "Stop"), reset = button("reset-all", "Reset");
  stop.hidden = reset.hidden = true;
  const summary = says("summary");
  summary.textContent =
    "This page runs: each cell, as it is or edited, in the browser alone.";
  const announcer = says("announcer");
  announcer.className = "announcer";
  return bar(
    "live-bar",
    button("run-all", "Run all"),
    stop,
    reset,
    summary,
    announcer,
  );
}

function cellBar({ dataset }) {
  const number = Number(dataset.cell) + 1;
  const state = document.createElement("span");
  state.className = "state";
  state.dataset.live = "state";
  state.id = `state-of-cell-${number}`;
  const run = button("run", "Run"), reset = button("reset", "Reset");
  run.setAttribute("aria-describedby", state.id);
  run.setAttribute("aria-label", `Run cell ${number}`);
  reset.setAttribute("aria-label", `Reset cell ${number}`);
  const stop = button("stop", "Stop"),
    stale = button("run-stale", "Run these too");
  stop.hidden = reset.hidden = stale.hidden = true;
  return bar("cell-bar", run, stop, reset, state, stale);
}

function bar(name, ...parts) {
  const bar = document.createElement("div");
  bar.className = name;
  bar.append(...parts);
  return bar;
}

function button(name, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.live = name;
  button.textContent = text;
  return button;
}

function says(name) {
  const span = document.createElement("span");
  span.dataset.live = name;
  span.setAttribute("role", "status");
  return span;
}
