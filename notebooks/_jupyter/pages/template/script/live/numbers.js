import {
  markIn,
  placeOf,
  rangesIn,
  replaceSource,
  selectIn,
  selectionIn,
  sourceOf,
} from "./editor.js";
import { literalValue, numbersOf } from "./literals.js";
import { slideOf, slidePlace, slidTo, stepped } from "./steps.js";

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
  const cell = { pre, onNumber, isOnItsWay: false, isWatched: false };
  // Which of its numbers were 0 or negative to begin with.
  cell.anySign = new Set();
  numberCells.set(pre, cell);
  pre.addEventListener("pointerenter", () => {
    watchNumbers(cell);
    markNumbers(cell);
  });
  pre.addEventListener("focus", () => {
    watchNumbers(cell);
    markNumbers(cell);
  });
  // Whether a finger scrolls is asked when it comes down: this cannot wait.
  pre.addEventListener("touchmove", (event) => whileHeld(cell, event), {
    passive: false,
  });
}

/** The rest of it, once a reader comes to the cell. */
function watchNumbers(cell) {
  if (cell.isWatched) return;
  cell.isWatched = true;
  const { pre } = cell;
  pre.addEventListener("pointerleave", () => {
    pointAt(cell, undefined);
    if (document.activeElement !== pre && numberBar?.cell !== cell) {
      markIn(pre, "number-to-drag", []);
    }
  });
  pre.addEventListener("blur", ({ relatedTarget }) => {
    markIn(pre, "number-to-drag", []);
    if (!numberBar?.isPressed && !numberBar?.element.contains(relatedTarget)) {
      closeNumberBar(cell);
    }
  });
  pre.addEventListener("input", () => {
    closeNumberBar(cell);
    cell.closedAt = numberAtCaret(cell)?.start;
    markNumbers(cell);
  });
  pre.addEventListener("pointerdown", (event) => pressNumber(cell, event));
  pre.addEventListener("pointermove", (event) => movePointer(cell, event));
  pre.addEventListener("pointerup", (event) => releaseNumber(cell, event));
  pre.addEventListener("pointercancel", () => endDrag(cell));
  pre.addEventListener("mousedown", (event) => {
    // The caret is set when it turns out that nothing is dragged; a tap that opens the bar
    // sets none, and no keyboard comes.
    if ((cell.pressed && event.detail <= 1) || cell.isTapped) {
      event.preventDefault();
    }
  });
  for (const type of ["contextmenu", "selectstart"]) {
    pre.addEventListener(type, (event) => whileHeld(cell, event));
  }
  pre.addEventListener("keydown", (event) => onNumberKey(cell, event), true);
  pre.addEventListener("keyup", ({ key }) => {
    if (/^Arrow|^Alt/.test(key)) endSteps(cell);
  });
  watchCarets();
}

/** What browsers do where a finger stays. */
function whileHeld({ pressed }, event) {
  if (pressed?.isTouch && pressed.isHeld) event.preventDefault();
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
    if (numberBar && number?.start !== numberBar.number.start) {
      closeNumberBar(cell);
    }
    if (number?.start !== cell.closedAt) cell.closedAt = undefined;
    if (number && cell.closedAt === undefined) {
      timer = setTimeout(() => {
        if (document.activeElement !== cell.pre || cell.pressed?.isDragged) {
          return;
        }
        const number = numberAtCaret(cell);
        if (number && cell.closedAt === undefined) openNumberBar(cell, number);
      }, REST);
    }
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (
      numberBar && !numberBar.element.contains(target) &&
      numberBar.cell.pre !== target
    ) {
      closeNumberBar(numberBar.cell);
    }
  });
}

function numbersIn(cell) {
  const source = sourceOf(cell.pre);
  if (cell.source !== source) {
    cell.source = source;
    cell.numbers = numbersOf(source)
      .map((number, i) => ({ ...number, isAnySign: cell.anySign.has(i) }));
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

/** Shows which number a pointer would drag, or which one has the bar. */
function pointAt(cell, number) {
  cell.pre.classList.toggle("over-number", number !== undefined);
  const shown = number ??
    (numberBar?.cell === cell ? numberBar.number : undefined);
  markIn(cell.pre, "number-here", shown ? [shown] : []);
}

function pressNumber(cell, event) {
  const { pointerType, button, ctrlKey, metaKey, altKey } = event;
  cell.pressed = undefined;
  cell.isTapped = false;
  if (button !== 0 || !event.isPrimary || ctrlKey || metaKey || altKey) return;
  const number = numberUnder(cell, event);
  if (number === undefined) return;
  const isTouch = pointerType === "touch";
  // A second tap is for writing.
  if (
    isTouch && numberBar?.cell === cell &&
    numberBar.number.start === number.start
  ) {
    return;
  }
  cell.pressed = {
    ...{ number, base: number, text: number.text, isTouch },
    ...{ x: event.clientX, y: event.clientY },
    ...{ from: event.clientX, at: event.clientX },
    ...{ isFine: event.shiftKey, isHeld: !isTouch, step: Symbol("drag") },
  };
  const { pressed } = cell;
  if (isTouch) {
    pressed.timer = setTimeout(() => {
      pressed.isHeld = true;
      pointAt(cell, number);
    }, HOLD);
  } else cell.pre.setPointerCapture(event.pointerId);
}

function movePointer(cell, event) {
  const { pressed } = cell;
  if (pressed === undefined) {
    if (event.buttons === 0 && event.pointerType !== "touch") {
      pointAt(cell, numberUnder(cell, event));
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
    // The other steps begin where these have led, drawn or not.
    dragNumber(cell);
    pressed.base = { ...pressed.number, text: pressed.text };
    pressed.from = pressed.at;
    pressed.isFine = event.shiftKey;
  }
  pressed.at = clientX;
  cell.frame ??= requestAnimationFrame(() => {
    cell.frame = undefined;
    dragNumber(cell);
  });
}

function startDrag(cell) {
  const { pressed } = cell;
  pressed.isDragged = true;
  closeNumberBar(cell);
  pointAt(cell, pressed.number);
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

function dragNumber(cell) {
  const { pressed } = cell;
  if (!pressed?.isDragged) return;
  const { base, isFine, number } = pressed;
  const width = (isFine ? FINE_STEP_WIDTH : STEP_WIDTH)[
    number.isReal ? "real" : "whole"
  ];
  const by = Math.round((pressed.at - pressed.from) / width);
  if (setNumber(cell, pressed, stepped(base, by, isFine))) {
    tellNumber(cell, false);
  }
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
  const i = numbersIn(cell).findIndex((number) => number.start === start);
  if (literalValue(before) <= 0) cell.anySign.add(i);
  // A selection that is set would take the focus from the slider.
  const selection = document.activeElement === pre
    ? selectionIn(pre)
    : undefined;
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
  const now = numbersIn(cell)[i];
  if (moved === cell.pressed) markIn(pre, "number-here", [now]);
  if (numberBar?.cell === cell && numberBar.number.start === start) {
    showInNumberBar(now);
  }
  return true;
}

function releaseNumber(cell, event) {
  const { pressed } = cell;
  if (pressed === undefined) return;
  if (pressed.isDragged) {
    pressed.at = event.clientX;
    dragNumber(cell);
    endDrag(cell);
    pointAt(cell, undefined);
    return;
  }
  endDrag(cell);
  cell.isTapped = pressed.isTouch;
  if (pressed.isTouch) openNumberBar(cell, pressed.number);
  else setCaretAt(cell, event);
}

/** Where a mouse was pressed and nothing was dragged. */
function setCaretAt({ pre }, { clientX, clientY, shiftKey }) {
  const place = placeAtPoint(pre, clientX, clientY);
  if (place === undefined) return;
  const selection = selectionIn(pre);
  const anchor = shiftKey && selection ? selection.anchor : place;
  selectIn(pre, { anchor, focus: place });
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
  if (pressed.isDragged) tellNumber(cell, true);
  pointAt(cell, undefined);
}

function onNumberKey(cell, event) {
  const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
  if (key === "Escape" && numberBar?.cell === cell) {
    cell.closedAt = numberBar.number.start;
    closeNumberBar(cell);
    return;
  }
  const number = numberAtCaret(cell);
  if (number === undefined) return;
  if (key === "Tab" && !shiftKey && numberBar?.cell === cell) {
    // Within a number nobody wants an indentation.
    if (selectionIn(cell.pre).anchor === number.start) return;
    numberBar.slider.focus();
  } else if (altKey && /^Arrow(?:Up|Down)$/.test(key) && !ctrlKey && !metaKey) {
    const by = (key === "ArrowUp" ? 1 : -1) * (shiftKey ? 10 : 1);
    cell.steps ??= Symbol("steps");
    const moved = { number, text: number.text, step: cell.steps };
    const text = stepped(number, by, !number.isReal);
    if (setNumber(cell, moved, text)) tellNumberSoon(cell);
  } else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** A key that is held is one step to undo, and final when it is let go. */
function endSteps(cell) {
  if (cell.steps === undefined) return;
  cell.steps = undefined;
  tellNumber(cell, true);
}

/** Says what the source is on its way, once a frame. */
function tellNumberSoon(cell) {
  cell.told ??= requestAnimationFrame(() => tellNumber(cell, false));
}

/** Says what the source is; that it is final, if it was on its way. */
function tellNumber(cell, isFinal) {
  const isOnItsWay = cell.isOnItsWay || cell.told !== undefined;
  cancelAnimationFrame(cell.told);
  cell.told = undefined;
  if (isFinal && !isOnItsWay) return;
  cell.isOnItsWay = !isFinal;
  cell.onNumber(sourceOf(cell.pre), { isFinal });
}

// The bar: one for the page, at one number at a time.

let numberBar;

function openNumberBar(cell, number) {
  if (numberBar?.cell === cell && numberBar.number.start === number.start) {
    return showInNumberBar(number);
  }
  if (numberBar) closeNumberBar(numberBar.cell);
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
      setByNumberBar(stepped(numberBar.number, by, !number.isReal));
      endSlide();
    };
    return made;
  };
  const label = document.createElement("label");
  label.textContent = name;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.oninput = () =>
    setByNumberBar(slidTo(numberBar.base, slider.valueAsNumber));
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
    const { start, end } = numberBar.number;
    cell.closedAt = start;
    closeNumberBar(cell);
    selectIn(cell.pre, { anchor: end, focus: end });
  };
  // Not every browser focuses a button that is pressed.
  element.onpointerdown = () => numberBar.isPressed = true;
  element.onpointerup = () => numberBar.isPressed = false;
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (!relatedTarget || element.contains(relatedTarget)) return;
    if (relatedTarget !== cell.pre) closeNumberBar(cell);
  });
  numberBar = { cell, number, element, slider, value };
  cell.pre.closest(".code").append(element);
  pointAt(cell, number);
  showInNumberBar(number);
  placeNumberBar();
  const box = cell.pre.closest(".wide");
  box?.addEventListener("scroll", placeNumberBar);
  addEventListener("resize", placeNumberBar);
  numberBar.end = () => {
    box?.removeEventListener("scroll", placeNumberBar);
    removeEventListener("resize", placeNumberBar);
  };
}

function closeNumberBar(cell) {
  if (numberBar?.cell !== cell) return;
  const { element, end } = numberBar;
  endSlide();
  numberBar = undefined;
  end();
  element.remove();
  pointAt(cell, undefined);
  if (document.activeElement !== cell.pre) {
    markIn(cell.pre, "number-to-drag", []);
  }
}

function showInNumberBar(number) {
  const { slider, value, cell } = numberBar;
  numberBar.number = number;
  let place = numberBar.base && slidePlace(numberBar.base, number.text);
  if (!(place >= slider.min && place <= slider.max)) {
    numberBar.base = number;
    const { least, most } = slideOf(number);
    slider.min = least;
    slider.max = most;
    place = slidePlace(number);
  }
  slider.value = place;
  slider.setAttribute("aria-valuetext", number.text);
  // The slider says itself what it becomes.
  const isSaid = document.activeElement === cell.pre;
  value.setAttribute("aria-live", isSaid ? "polite" : "off");
  value.textContent = number.text;
  markIn(cell.pre, "number-here", [number]);
}

function setByNumberBar(text) {
  const { cell, number } = numberBar;
  numberBar.step ??= Symbol("slide");
  const moved = { number, text: number.text, step: numberBar.step };
  if (setNumber(cell, moved, text)) tellNumberSoon(cell);
}

function endSlide() {
  if (numberBar?.step === undefined) return;
  numberBar.step = undefined;
  tellNumber(numberBar.cell, true);
}

/** Beside the number's line where there is room, else below it. */
function placeNumberBar() {
  const { element, cell: { pre }, number } = numberBar;
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
