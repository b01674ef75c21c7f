import { watchBox } from "../boxes.js";
import { publishedFigures } from "../figures.js";
import { makeEditable, setSourceIn, sourceOf } from "./editor.js";
import { makeModel } from "./cells.js";
import { analyse, endEngine, runInEngine, startEngine } from "./engine.js";
import { startNumbers } from "./numbers.js";
import { outputsOf } from "./outputs.js";
import { asFiled, difference, SAME, VEGA_LITE } from "./same.js";
import { unpackedText } from "../packed.js";

// The page's cells run: each with what it needs, all of them, and back to what was published.
// Nothing is decoded before the first of it.

const html = document.documentElement;

/** The page's cells by id: section, bar, outputs, and how their last run ended. */
const cellViews = new Map();
let model;
let preparing;
/** The cells whose names the engine has, by the signature that they had when they ran. */
const ran = new Map();
/** Rises with each Stop: what was begun before it goes no further. */
let generation = 0;
let queue = Promise.resolve();
let running = 0;
let summary;
let announcer;

export function startLive() {
  for (const section of document.querySelectorAll("section[data-cell]")) {
    startCell(section);
  }
  startPageBar();
  html.dataset.live = "idle";
}

/** Decodes the cells' sources and what was published, once. */
function prepare() {
  preparing ??= Promise.all([unpackedText("cells"), publishedFigures()]).then(
    ([text, specs]) => {
      const cells = JSON.parse(text).map((cell) => ({
        ...cell,
        source: viewOf(cell.id).source,
      }));
      model = makeModel(cells);
      const figures = specs.values();
      for (const cell of cells) {
        const view = viewOf(cell.id);
        view.published = cell.outputs.map((output) =>
          output.hasFigure ? withSpec(output, figures.next().value) : output
        );
        view.shown = model.publishedSignature(cell.id);
      }
    },
  );
  return preparing;
}

/** A published output with the specification that the page has for its figure. */
function withSpec(output, spec) {
  return { ...output, data: { ...output.data, [VEGA_LITE]: spec } };
}

function viewOf(id) {
  return cellViews.get(id);
}

/** A bar's buttons and what it says, by their names. */
function partsOf(bar) {
  return Object.fromEntries(
    Array.from(bar.querySelectorAll("[data-live]"), (part) => [
      part.dataset.live,
      part,
    ]),
  );
}

function startCell(section) {
  const id = Number(section.dataset.cell);
  const bar = section.querySelector(":scope > .cell-bar");
  const { run, stop, reset, "run-stale": stale, state } = partsOf(bar);
  run.onclick = () => runCell(id);
  stop.onclick = stopAll;
  reset.onclick = () => resetCell(id);
  stale.onclick = () => runDependents(id);
  const code = section.querySelector(":scope > .code");
  const pre = code.querySelector("pre");
  makeEditable(pre, {
    label: `Code of cell ${id + 1}`,
    onChange: (source) => noteEdit(id, source),
    onRun: () => runCell(id),
  });
  startNumbers(pre, { onNumber: () => follow(id) });
  // Code that can be edited is no box to be reached by keyboard beside.
  watchBox(pre.closest(".wide"));
  section.dataset.state = "";
  const view = { section, pre, bar, run, stop, reset, stale, state };
  view.source = sourceOf(pre);
  view.outputs = outputsOf(section, () => view.published ?? []);
  cellViews.set(id, view);
}

function startPageBar() {
  const bar = document.querySelector(".live-bar");
  const parts = partsOf(bar);
  parts["run-all"].onclick = runAll;
  parts.stop.onclick = stopAll;
  parts["reset-all"].onclick = resetAll;
  ({ summary, announcer } = parts);
}

/** Does something with the cells once what was begun before is done; Stop passes over it. */
function enqueue(act) {
  const mine = generation;
  running++;
  busy();
  queue = queue.then(async () => {
    if (mine === generation) {
      try {
        // It starts while the cells are unpacked; what goes wrong is said by the first run.
        startEngine().catch(() => {});
        await prepare();
        await act(() => mine !== generation);
      } catch (error) {
        if (mine === generation) say(error.message);
      }
    }
    running--;
    busy();
  });
  return queue;
}

function busy() {
  html.dataset.live = running > 0 ? "running" : "idle";
  const [run, stop] = document.querySelectorAll(".live-bar button");
  setHidden(stop, running === 0, run);
}

function say(text) {
  setText(summary, text);
}

/** Has something read out: of fifty cells' states, one that the reader has asked for. */
function announce(text) {
  announcer.textContent = text;
}

/** Changes a text where it is another: what is written anew is laid out anew. */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Hides a button; one that has the focus hands it on. */
function setHidden(button, isHidden, next) {
  if (button.hidden === isHidden) return;
  if (isHidden && document.activeElement === button) {
    next.focus({ preventScroll: true });
  }
  button.hidden = isHidden;
}

/** Runs a cell, before it those that it needs and that have not run as they are now. */
export function runCell(id) {
  if (viewOf(id).section.dataset.state !== "running") setState(id, "waiting");
  return enqueue(async (isOver) => {
    await runInOrder([id], isOver, new Set([id]));
    if (!isOver()) announce(`Cell ${id + 1}: ${viewOf(id).state.textContent}`);
  });
}

/** Runs every cell, in order. */
export function runAll() {
  return enqueue((isOver) => {
    return runInOrder(model.ids, isOver, new Set(model.ids));
  });
}

/** Runs what shows outputs of an earlier source of a cell. */
function runDependents(id) {
  return enqueue((isOver) => runInOrder(staleBelow(id), isOver));
}

/** The cells that show what a cell gave before: not those that wait for another alone. */
function staleBelow(id) {
  return model.dependents(id).filter((other) =>
    viewOf(other).shown !== model.signature(other) && hasChanged(id, other)
  );
}

/** Whether a cell is another than when one that needs it ran, or was published. */
function hasChanged(id, other) {
  const then = viewOf(other).needed?.get(id) ?? model.publishedSignature(id);
  return then !== model.signature(id);
}

/**
 * Runs cells, each after what it needs; `forced` even if they have run as they are. Of what is
 * run many times a second, quietly, only what takes long says that it runs.
 */
async function runInOrder(ids, isOver, forced = new Set(), isQuiet = false) {
  for (const id of model.ids) await namesOf(id);
  const wanted = new Set(ids.flatMap((id) => [...model.needs(id), id]));
  const order = model.ids.filter((id) =>
    wanted.has(id) && (forced.has(id) || ran.get(id) !== model.signature(id))
  );
  if (!isQuiet) { for (const id of order) setState(id, "waiting"); }
  const failed = new Set();
  for (const id of order) {
    if (isOver()) break;
    const cause = model.needs(id).find((other) => failed.has(other));
    if (cause !== undefined) {
      setState(
        id,
        "",
        `not run: cell ${cause + 1}, which it needs, has failed`,
      );
      failed.add(id);
    } else if (!await runOne(id, isQuiet)) failed.add(id);
  }
  if (isOver()) {
    for (const id of order) {
      if (viewOf(id).section.dataset.state === "waiting") setState(id, "");
    }
  }
  tellAll();
}

/** Learns which names a cell's source gives and uses, where it was edited. */
async function namesOf(id) {
  const cell = model.cellOf(id);
  const { source } = cell;
  // The source whose names it has; another number is another name nowhere.
  cell.named ??= cell.original.source;
  if (
    source === cell.named ||
    withoutNumbers(source) === withoutNumbers(cell.named)
  ) return;
  const { gives, uses, error } = await analyse(id, source);
  if (gives === undefined) return;
  cell.named = source;
  // Of what cannot be read the names are those that it had.
  if (!error) model.edit(id, { source, gives, uses });
}

function withoutNumbers(source) {
  return source.replace(/(?<![\w$.])\.?\d[\w.]*/g, "0");
}

/** No cell's signature. */
const OVERTAKEN = -1;

/** Runs a cell; whether it went well. */
async function runOne(id, isQuiet) {
  const view = viewOf(id);
  setState(id, "running", undefined, isQuiet);
  view.section.querySelector(":scope > .failure")?.remove();
  await startEngine();
  const outputs = [];
  view.outputs.begin();
  // While a number is dragged, a cell that this one needs may have been changed since it ran:
  // what comes of its old names is of no source that is there.
  const needed = new Map(model.needs(id).map((one) => [one, ran.get(one)]));
  const isCurrent = [...needed].every(([other, signature]) =>
    signature === model.signature(other)
  );
  const signature = isCurrent ? model.signature(id) : OVERTAKEN;
  const { source } = model.cellOf(id);
  const { error, isStopped } = await runInEngine(
    { id, source, from: model.from(id) },
    (output) => {
      outputs.push(output);
      view.outputs.add(output);
    },
  );
  if (isStopped) {
    view.shown = undefined;
    setState(id, "", "stopped");
    return false;
  }
  view.outputs.end();
  view.shown = signature;
  view.needed = needed;
  if (error) {
    ran.delete(id);
    showFailure(view, error);
    setState(id, "failed", "failed");
    return false;
  }
  ran.set(id, signature);
  // A notebook's file is JSON, which has no NaN.
  view.difference = model.isPublished(id)
    ? difference(JSON.parse(JSON.stringify(asFiled(outputs))), view.published)
    : undefined;
  // Printed, a figure is the picture that was published, unless it is another by now.
  setState(id, "done");
  view.section.toggleAttribute("data-other", !isSame(id));
  return true;
}

/** Whether a cell shows what it gave as it was published, and that was the same. */
function isSame(id) {
  const { section, shown, difference } = viewOf(id);
  return section.dataset.state === "done" && difference === undefined &&
    shown === model.publishedSignature(id) && model.isPublished(id);
}

function showFailure(view, { name, message, line }) {
  const box = document.createElement("div");
  box.className = "failure";
  box.setAttribute("role", "alert");
  const where = document.createElement("strong");
  where.textContent = line ? `Line ${line}: ` : "";
  box.append(where, `${name}: ${message}`);
  view.bar.after(box);
}

/** How long a quiet run takes before it is said, in ms. */
const QUIET = 400;

function setState(id, state, text, isQuiet = false) {
  const view = viewOf(id);
  view.section.dataset.state = state;
  view.text = text;
  clearTimeout(view.timer);
  if (isQuiet) view.timer = setTimeout(() => render(id), QUIET);
  else render(id);
}

/** Says in a cell's bar how it is. */
function render(id) {
  const view = viewOf(id);
  const { state } = view.section.dataset;
  const isBusy = state === "running" || state === "waiting";
  setHidden(view.stop, state !== "running", view.run);
  if (!model) {
    setText(view.state, view.text ?? (state === "waiting" ? "waiting" : ""));
    return;
  }
  const isEdited = model.isEdited(id);
  const isStale = view.shown !== undefined &&
    view.shown !== model.signature(id) && !isBusy;
  view.section.toggleAttribute("data-edited", isEdited);
  view.section.toggleAttribute("data-stale", isStale);
  const isAsPublished = !isEdited &&
    view.shown === model.publishedSignature(id) &&
    state !== "done" && state !== "failed";
  setHidden(view.reset, isAsPublished, view.run);
  view.state.classList.toggle("same", isSame(id));
  const parts = [view.text ?? stateText(id, view, state, isStale)];
  // What has failed gives them nothing.
  const gives = state === "done" || (isEdited && state !== "failed");
  const below = gives ? staleBelow(id).length : 0;
  if (below > 0) {
    const cells = below === 1 ? "cell below shows" : "cells below show";
    parts.push(`${below} ${cells} what it gave before`);
  }
  setText(view.state, parts.filter(Boolean).join(" · "));
  setHidden(view.stale, below === 0 || isBusy, view.run);
}

function stateText(id, view, state, isStale) {
  if (state === "waiting") return "waiting";
  if (state === "running") return "running";
  if (isStale) {
    const changed = model.needs(id).find((other) => hasChanged(other, id));
    if (changed !== undefined) {
      return `stale: cell ${changed + 1} has changed since`;
    }
    // It may take its names from another by now.
    if (!model.isEdited(id)) return "stale: what it needs has changed since";
    return view.section.querySelector(".output, .failure") === null
      ? "edited, not run"
      : "edited: what stands below is of the source before";
  }
  if (state !== "done") return "";
  if (model.isEdited(id)) return "edited";
  if (!model.isPublished(id)) {
    const edited = model.needs(id).find((other) => model.isEdited(other));
    return edited === undefined
      ? "with other cells as edited"
      : `with cell ${edited + 1} as edited`;
  }
  return isSame(id) ? SAME : `not as published: ${view.difference}`;
}

/** Says how many cells are as published, and each cell's state. */
function tellAll() {
  for (const id of model.ids) render(id);
  const { ids } = model;
  const done = ids.filter((id) => viewOf(id).section.dataset.state === "done");
  const same = done.filter(isSame);
  const failed = ids.filter((id) =>
    viewOf(id).section.dataset.state === "failed"
  );
  const edited = ids.filter((id) => model.isEdited(id));
  const parts = [
    `${same.length} of ${ids.length} cells ${SAME}`,
    ...done.length < ids.length ? [`${done.length} have run`] : [],
    ...edited.length > 0 ? [`${edited.length} edited`] : [],
    ...failed.length > 0 ? [`${failed.length} failed`] : [],
  ];
  say(parts.join(" · "));
  document.querySelector(".live-bar [data-live=reset-all]").hidden = false;
}

/** Ends whatever runs. The next run starts anew. */
export function stopAll() {
  generation++;
  toFollow.clear();
  endEngine();
  ran.clear();
  for (const [id, { section }] of cellViews) {
    if (section.dataset.state === "waiting") setState(id, "");
  }
}

/** Brings back a cell's source and outputs. */
export async function resetCell(id) {
  await prepare();
  const view = viewOf(id);
  const { original } = model.cellOf(id);
  setCellSource(id, original.source);
  model.edit(id, original);
  view.section.querySelector(":scope > .failure")?.remove();
  view.outputs.restore();
  view.section.removeAttribute("data-other");
  view.shown = model.publishedSignature(id);
  view.needed = undefined;
  ran.delete(id);
  setState(id, "");
  tellAll();
}

async function resetAll() {
  stopAll();
  await prepare();
  for (const id of model.ids) await resetCell(id);
}

/** Gives a cell another source. */
export function setCellSource(id, source) {
  setSourceIn(viewOf(id).pre, source);
}

/** What the reader writes is the cell's source from now on. */
async function noteEdit(id, source) {
  await prepare();
  const { gives, uses } = model.cellOf(id);
  model.edit(id, { source, gives, uses });
  viewOf(id).text = undefined;
  for (const other of [id, ...model.dependents(id)]) render(other);
}

const toFollow = new Set();

/**
 * Runs a cell whose number is on its way, and where it shows nothing itself the next one below
 * that does: the newest source, and none that has been overtaken.
 */
export function follow(id) {
  if (toFollow.has(id)) return;
  toFollow.add(id);
  return enqueue((isOver) => {
    toFollow.delete(id);
    const ids = [id];
    const shows = (one) => viewOf(one).published.length > 0;
    if (!shows(id)) ids.push(...model.dependents(id).filter(shows).slice(0, 1));
    return runInOrder(ids, isOver, new Set([id]), true);
  });
}
