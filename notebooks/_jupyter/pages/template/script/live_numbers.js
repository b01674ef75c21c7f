import {
  markIn,
  placeOf,
  rangesIn,
  replaceSource,
  selectionIn,
  sourceOf,
} from "./live_editor.js";
import { numbersOf } from "./live_literals.js";
import { slideOf, slidePlace, slidTo, stepped } from "./live_steps.js";

// Numbers in a cell's code, to be changed without writing:
//
//   makeEditable(pre, { label, onChange, onRun });
//   startNumbers(pre, {
//     // At most once a frame while a number is on its way, and at the end of it.
//     onNumber: (source, { isFinal }) => {},
//   });
//
// A mouse or a pen drags one from where it stands, with Shift in finer steps; Escape takes that
// back. A finger is held on it first, since it scrolls otherwise, or taps it: then a bar with a
// slider appears. The keyboard steps the number at the caret by Alt and an arrow. onChange of
// the editor is called for each change too; one drag is undone in one step.

/** How many px a step is: of a quantity, and of a whole number. */
const STEP_WIDTH = { real: 8, whole: 6 };
const FINE_STEP_WIDTH = { real: 4, whole: 12 };
/** px from where a pointer went down to where it drags. */
const SLACK = 3;
/** px within which a finger stays that is held, and ms after which it is. */
const TREMOR = 8;
const HOLD = 300;
/** ms that a caret rests in a number before the bar comes. */
const REST = 200;

const numberCells = new WeakMap();

/**
 * Lets the numbers of a cell be dragged and stepped.
 *
 * @param pre The element of a cell's code, after `makeEditable()`.
 * @param onNumber Called with the source and whether it `isFinal` for now.
 */
export function startNumbers(pre, { onNumber }) {
  const cell = { pre, onNumber, isOnItsWay: false };
  numberCells.set(pre, cell);
  pre.addEventListener("pointerenter", () => markNumbers(cell));
  pre.addEventListener("pointerleave", () => {
    point(cell, undefined);
    if (document.activeElement !== pre) markIn(pre, "number-to-drag", []);
  });
  pre.addEventListener("focus", () => markNumbers(cell));
  pre.addEventListener("blur", ({ relatedTarget }) => {
    markIn(pre, "number-to-drag", []);
    if (!bar?.isPressed && !bar?.element.contains(relatedTarget)) {
      closeBar(cell);
    }
  });
  pre.addEventListener("input", () => {
    closeBar(cell);
    cell.isTyped = true;
    markNumbers(cell);
  });
  pre.addEventListener("pointerdown", (event) => press(cell, event));
  pre.addEventListener("pointermove", (event) => movePointer(cell, event));
  pre.addEventListener("pointerup", (event) => release(cell, event));
  pre.addEventListener("pointercancel", () => endDrag(cell));
  pre.addEventListener("mousedown", (event) => {
    // The caret is set when it turns out that nothing is dragged.
    if (cell.pressed && event.detail <= 1) event.preventDefault();
  });
  const whileHeld = (event) => cell.pressed?.isHeld && event.preventDefault();
  pre.addEventListener("touchmove", whileHeld, { passive: false });
  pre.addEventListener("contextmenu", whileHeld);
  pre.addEventListener("selectstart", whileHeld);
  pre.addEventListener("keydown", (event) => onNumberKey(cell, event), true);
  pre.addEventListener("keyup", ({ key }) => {
    if (/^Arrow|^Alt/.test(key)) endSteps(cell);
  });
  watchCarets();
}

let isWatching = false;

/** The bar comes to the number where the caret rests, and goes with it. */
function watchCarets() {
  if (isWatching) return;
  isWatching = true;
  let timer;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    const cell = numberCells.get(document.activeElement);
    if (cell === undefined) return;
    const number = numberAtCaret(cell);
    if (bar && number?.start !== bar.number.start) closeBar(cell);
    if (number?.start !== cell.closedAt) cell.closedAt = undefined;
    if (number === undefined) cell.isTyped = false;
    else if (!cell.isTyped && cell.closedAt === undefined) {
      timer = setTimeout(() => {
        if (document.activeElement !== cell.pre || cell.pressed?.isDragged) {
          return;
        }
        const number = numberAtCaret(cell);
        if (number && !cell.isTyped) openBar(cell, number);
      }, REST);
    }
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (bar && !bar.element.contains(target) && bar.cell.pre !== target) {
      closeBar(bar.cell);
    }
  });
}

function numbersIn(cell) {
  const source = sourceOf(cell.pre);
  if (cell.source !== source) {
    cell.source = source;
    cell.numbers = numbersOf(source);
  }
  return cell.numbers;
}

function markNumbers(cell) {
  markIn(cell.pre, "number-to-drag", numbersIn(cell));
}

/** The number where the caret, or all of the selection, is. */
function numberAtCaret(cell) {
  const selection = selectionIn(cell.pre);
  if (selection === undefined) return undefined;
  const first = Math.min(selection.anchor, selection.focus);
  const last = Math.max(selection.anchor, selection.focus);
  return numbersIn(cell).find(({ start, end }) =>
    start <= first && last <= end
  );
}

/** The text's place at a point of the window, or undefined. */
function placeAtPoint(pre, x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  // WebKit has the older one alone.
  const range = caret ? undefined : document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? range?.startContainer;
  if (!node || !pre.contains(node)) return undefined;
  return placeOf(pre, node, caret?.offset ?? range.startOffset);
}

/** The number under a pointer; a finger may be somewhat beside it. */
function numberUnder(cell, { clientX, clientY, pointerType }) {
  const place = placeAtPoint(cell.pre, clientX, clientY);
  if (place === undefined) return undefined;
  const beside = pointerType === "touch" ? 12 : 1;
  return numbersIn(cell).find((number) => {
    if (place < number.start - 1 || place > number.end + 1) return false;
    const { left, right, top, bottom } = rectOf(cell.pre, number);
    return clientX >= left - beside && clientX <= right + beside &&
      clientY >= top - beside && clientY <= bottom + beside;
  });
}

function rectOf(pre, number) {
  const [range] = rangesIn(pre, [number]);
  return range.getBoundingClientRect();
}

/** Shows which number a pointer would drag. */
function point(cell, number) {
  cell.pre.classList.toggle("over-number", number !== undefined);
  markIn(cell.pre, "number-here", number ? [number] : []);
}

function press(cell, event) {
  const { pointerType, button, ctrlKey, metaKey, altKey } = event;
  cell.pressed = undefined;
  if (button !== 0 || !event.isPrimary || ctrlKey || metaKey || altKey) return;
  const number = numberUnder(cell, event);
  if (number === undefined) return;
  const isTouch = pointerType === "touch";
  // A second tap is for writing.
  if (isTouch && bar?.cell === cell && bar.number.start === number.start) {
    return;
  }
  cell.pressed = {
    ...{ number, base: number, text: number.text, isTouch },
    ...{ x: event.clientX, from: event.clientX, y: event.clientY },
    ...{ isFine: event.shiftKey, isHeld: !isTouch, step: Symbol("drag") },
  };
  const { pressed } = cell;
  if (isTouch) {
    pressed.timer = setTimeout(() => {
      pressed.isHeld = true;
      point(cell, number);
    }, HOLD);
  } else cell.pre.setPointerCapture(event.pointerId);
}

function movePointer(cell, event) {
  const { pressed } = cell;
  if (pressed === undefined) {
    if (event.buttons === 0 && event.pointerType !== "touch") {
      point(cell, numberUnder(cell, event));
    }
    return;
  }
  const { clientX, clientY } = event;
  if (!pressed.isHeld) {
    const far = Math.hypot(clientX - pressed.x, clientY - pressed.y);
    if (far > TREMOR) endDrag(cell);
    return;
  }
  if (!pressed.isDragged) {
    if (Math.abs(clientX - pressed.x) < SLACK) return;
    startDrag(cell);
  }
  if (event.shiftKey !== pressed.isFine) {
    // The other steps begin where these have led.
    pressed.base = { ...pressed.number, text: pressed.text };
    pressed.from = pressed.at ?? clientX;
    pressed.isFine = event.shiftKey;
  }
  pressed.at = clientX;
  cell.frame ??= requestAnimationFrame(() => {
    cell.frame = undefined;
    drag(cell);
  });
}

function startDrag(cell) {
  const { pressed } = cell;
  pressed.isDragged = true;
  closeBar(cell);
  point(cell, pressed.number);
  document.documentElement.classList.add("dragging-number");
  const stop = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    endDrag(cell, true);
  };
  document.addEventListener("keydown", stop, true);
  pressed.end = () => {
    document.documentElement.classList.remove("dragging-number");
    document.removeEventListener("keydown", stop, true);
  };
}

function drag(cell) {
  const { pressed } = cell;
  if (!pressed?.isDragged) return;
  const { base, isFine, number } = pressed;
  const width = (isFine ? FINE_STEP_WIDTH : STEP_WIDTH)[
    number.isReal ? "real" : "whole"
  ];
  const by = Math.round((pressed.at - pressed.from) / width);
  if (setNumber(cell, pressed, stepped(base, by, isFine))) tell(cell, false);
}

/**
 * Puts a literal in the place of a number on its way.
 *
 * @param moved The `number` as it was, its present `text`, and the `step` that all of it is.
 * @returns whether it is another one.
 */
function setNumber(cell, moved, text) {
  const { number: { start }, text: before, step } = moved;
  const { pre } = cell;
  const end = start + before.length;
  // The cell may have got another source meanwhile.
  if (text === before || sourceOf(pre).slice(start, end) !== before) {
    return false;
  }
  const selection = selectionIn(pre);
  const move = (place) =>
    place <= start
      ? place
      : place <= end
      ? start + text.length
      : place + text.length - before.length;
  replaceSource(pre, start, end, text, {
    step,
    selection: selection && {
      anchor: move(selection.anchor),
      focus: move(selection.focus),
    },
  });
  moved.text = text;
  markNumbers(cell);
  const now = { ...moved.number, end: start + text.length, text };
  if (moved === cell.pressed) markIn(pre, "number-here", [now]);
  if (bar?.cell === cell && bar.number.start === start) showInBar(now);
  return true;
}

function release(cell, event) {
  const { pressed } = cell;
  if (pressed === undefined) return;
  if (pressed.isDragged) {
    pressed.at = event.clientX;
    drag(cell);
    endDrag(cell);
    point(cell, undefined);
    return;
  }
  endDrag(cell);
  if (pressed.isTouch) openBar(cell, pressed.number);
  else setCaret(cell, event);
}

/** Where a mouse was pressed and nothing was dragged. */
function setCaret({ pre }, { clientX, clientY, shiftKey }) {
  const place = placeAtPoint(pre, clientX, clientY);
  if (place === undefined) return;
  const selection = selectionIn(pre);
  pre.focus({ preventScroll: true });
  const anchor = shiftKey && selection ? selection.anchor : place;
  const node = pre.firstChild;
  getSelection().setBaseAndExtent(node, anchor, node, place);
}

function endDrag(cell, isTakenBack = false) {
  const { pressed } = cell;
  if (pressed === undefined) return;
  clearTimeout(pressed.timer);
  pressed.end?.();
  cancelAnimationFrame(cell.frame);
  cell.frame = undefined;
  if (isTakenBack && setNumber(cell, pressed, pressed.number.text)) {
    cell.isOnItsWay = true;
  }
  cell.pressed = undefined;
  if (pressed.isDragged) tell(cell, true);
  point(cell, undefined);
}

function onNumberKey(cell, event) {
  const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
  if (key === "Escape" && bar?.cell === cell) {
    cell.closedAt = bar.number.start;
    closeBar(cell);
    return;
  }
  const number = numberAtCaret(cell);
  if (number === undefined) return;
  if (key === "Tab" && !shiftKey && bar?.cell === cell) {
    // Within a number nobody wants an indentation.
    if (selectionIn(cell.pre).anchor === number.start) return;
    bar.slider.focus();
  } else if (altKey && /^Arrow(?:Up|Down)$/.test(key) && !ctrlKey && !metaKey) {
    const by = (key === "ArrowUp" ? 1 : -1) * (shiftKey ? 10 : 1);
    cell.steps ??= Symbol("steps");
    const moved = { number, text: number.text, step: cell.steps };
    const text = stepped(number, by, !number.isReal);
    if (setNumber(cell, moved, text)) tellSoon(cell);
  } else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** A key that is held is one step to undo, and final when it is let go. */
function endSteps(cell) {
  if (cell.steps === undefined) return;
  cell.steps = undefined;
  tell(cell, true);
}

/** Says what the source is on its way, once a frame. */
function tellSoon(cell) {
  cell.told ??= requestAnimationFrame(() => tell(cell, false));
}

/** Says what the source is; that it is final, if it was on its way. */
function tell(cell, isFinal) {
  const isOnItsWay = cell.isOnItsWay || cell.told !== undefined;
  cancelAnimationFrame(cell.told);
  cell.told = undefined;
  if (isFinal && !isOnItsWay) return;
  cell.isOnItsWay = !isFinal;
  cell.onNumber(sourceOf(cell.pre), { isFinal });
}

// The bar: one for the page, at one number at a time.

let bar;

function openBar(cell, number) {
  if (bar?.cell === cell && bar.number.start === number.start) {
    return showInBar(number);
  }
  if (bar) closeBar(bar.cell);
  const element = document.createElement("div");
  element.className = "number-bar";
  element.setAttribute("role", "group");
  const line = cell.source.slice(0, number.start).split("\n").length;
  const name = number.name ?? `Line ${line}`;
  element.setAttribute("aria-label", `Number: ${name}`);
  const button = (text, label, by) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.setAttribute("aria-label", `${label} ${name}`);
    made.onclick = () => {
      setByBar(stepped(bar.number, by, !number.isReal));
      endSlide();
    };
    return made;
  };
  const label = document.createElement("label");
  label.textContent = name;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.oninput = () => setByBar(slidTo(number, slider.valueAsNumber));
  slider.onchange = endSlide;
  label.append(slider);
  const value = document.createElement("output");
  element.append(
    ...[label, button("−", "Decrease", -1)],
    ...[value, button("+", "Increase", 1)],
  );
  element.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    cell.closedAt = number.start;
    closeBar(cell);
    cell.pre.focus({ preventScroll: true });
  };
  // Not every browser focuses a button that is pressed.
  element.onpointerdown = () => bar.isPressed = true;
  element.onpointerup = () => bar.isPressed = false;
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (!relatedTarget || element.contains(relatedTarget)) return;
    if (relatedTarget !== cell.pre) closeBar(cell);
  });
  bar = { cell, number, element, slider, value };
  cell.pre.closest(".code").append(element);
  point(cell, number);
  showInBar(number);
  placeBar();
  const box = cell.pre.closest(".wide");
  box?.addEventListener("scroll", placeBar);
  addEventListener("resize", placeBar);
  bar.end = () => {
    box?.removeEventListener("scroll", placeBar);
    removeEventListener("resize", placeBar);
  };
}

function closeBar(cell) {
  if (bar?.cell !== cell) return;
  const { element, end } = bar;
  endSlide();
  bar = undefined;
  end();
  element.remove();
  point(cell, undefined);
}

function showInBar(number) {
  const { slider, value, cell } = bar;
  bar.number = number;
  const place = slidePlace(number);
  if (
    !(place >= Number(slider.min) && place <= Number(slider.max)) || !bar.isSet
  ) {
    const { least, most } = slideOf(number);
    slider.min = least;
    slider.max = most;
    bar.isSet = true;
  }
  slider.value = place;
  slider.setAttribute("aria-valuetext", number.text);
  // The slider says itself what it becomes.
  const isSaid = document.activeElement === cell.pre;
  value.setAttribute("aria-live", isSaid ? "polite" : "off");
  value.textContent = number.text;
  markIn(cell.pre, "number-here", [number]);
}

function setByBar(text) {
  const { cell, number } = bar;
  bar.step ??= Symbol("slide");
  const moved = { number, text: number.text, step: bar.step };
  if (setNumber(cell, moved, text)) tellSoon(cell);
}

function endSlide() {
  if (bar?.step === undefined) return;
  bar.step = undefined;
  tell(bar.cell, true);
}

/** Beside the number's line where there is room, else below it. */
function placeBar() {
  const { element, cell: { pre }, number } = bar;
  const around = element.parentElement.getBoundingClientRect();
  const { left, top, bottom } = rectOf(pre, number);
  const source = sourceOf(pre);
  const lines = [];
  for (let at = 0; at <= source.length;) {
    const end = source.indexOf("\n", at);
    const stop = end < 0 ? source.length : end;
    lines.push({ start: at, end: stop });
    at = stop + 1;
  }
  const i = lines.findIndex(({ end }) => number.start <= end);
  const ends = lines.slice(Math.max(0, i - 1), i + 2)
    .filter(({ start, end }) => start < end)
    .map((line) => rectOf(pre, line).right);
  const right = Math.max(...ends) + 24;
  const { offsetWidth, offsetHeight } = element;
  const fits = right + offsetWidth <= around.right;
  const x = fits
    ? right
    : Math.max(around.left, Math.min(left, around.right - offsetWidth));
  const y = fits ? (top + bottom - offsetHeight) / 2 : bottom + 6;
  element.style.left = `${x - around.left}px`;
  element.style.top = `${y - around.top}px`;
}
