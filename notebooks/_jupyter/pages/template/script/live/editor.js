import { historyOf, stepOf } from "./history.js";
import { tokensOf } from "./tokens.js";

// A cell's code, edited where it stands:
//
//   makeEditable(pre, {
//     label: "Code of cell 3",
//     onChange: (source) => {}, // after each change, the reader's or setSourceIn()'s
//     onRun: (source) => {}, // Shift+Enter, Ctrl+Enter
//   });
//   sourceOf(pre); // what is in it now
//   setSourceIn(pre, original); // can be undone
//
// A page that is only read pays for none of it: until the reader enters a cell, its <pre> keeps
// its coloured parts, and is a text box by name alone. Then it holds one text, the source and
// a line break behind it, which makes an empty last line visible; colours are ranges over it.
// Letters are put in and taken out by the browser, so that every keyboard and every way to
// write works; all else is done here, alike in every browser, and so is undoing.

const INDENTATION = "  ";
const COLOURED = ["comment", "string", "number", "keyword", "builtin"];
const EDITING_HELP = "editing-help";

const editors = new WeakMap();

/**
 * Makes a cell's code editable.
 *
 * @param pre The element that holds the code, and nothing else.
 * @param label What it is called where it is read out.
 * @param onChange Called with the source after each change of it.
 * @param onRun Called with the source when the reader wants it run by keyboard.
 */
export function makeEditable(pre, { label, onChange, onRun }) {
  const editor = { pre, onChange, onRun, isEntered: false };
  editors.set(pre, editor);
  setAttributes(pre, {
    ...{ role: "textbox", "aria-multiline": "true", "aria-label": label },
    ...{ "aria-describedby": EDITING_HELP, tabindex: "0" },
  });
  addEditingHelp();
  pre.addEventListener("pointerdown", () => {
    openEditor(editor);
    editor.leavesByTab = false;
  });
  pre.addEventListener("focus", () => {
    openEditor(editor);
    // Who comes by Tab goes on by Tab until writing.
    editor.leavesByTab ??= true;
  });
}

/** The rest of it, which would cost a tenth of a second for all cells of a page. */
function openEditor(editor) {
  const { pre } = editor;
  enterCode(editor);
  if (pre.isContentEditable) return;
  setAttributes(pre, {
    ...{ spellcheck: "false", autocorrect: "off", autocapitalize: "off" },
    ...{ inputmode: "text", enterkeyhint: "enter", translate: "no" },
  });
  try {
    pre.contentEditable = "plaintext-only";
  } catch {
    // An older browser: formats are refused below.
    pre.contentEditable = "true";
  }
  pre.addEventListener("blur", () => editor.leavesByTab = undefined);
  pre.addEventListener("keydown", (event) => onEditorKey(editor, event));
  pre.addEventListener("beforeinput", (event) => onBeforeInput(editor, event));
  pre.addEventListener("input", (event) => onInput(editor, event));
  pre.addEventListener("compositionend", () => noteInput(editor, {}));
}

function setAttributes(pre, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    pre.setAttribute(name, value);
  }
}

/** The source in a cell's element, whether it can be edited or not. */
export function sourceOf(pre) {
  return textIn(pre).replace(/\n$/, "");
}

/** Puts a source in a cell's element; the reader can undo it. */
export function setSourceIn(pre, source) {
  const { start, end, text } = changeBetween(sourceOf(pre), source);
  if (start !== end || text !== "") replaceSource(pre, start, end, text);
}

/**
 * Replaces a part of a source, as a step that can be undone.
 *
 * @param step What has the same one is undone together.
 * @param selection Where the selection is then (`anchor`, `focus`), where it is not to move
 *   with the text.
 */
export function replaceSource(pre, start, end, text, { step, selection } = {}) {
  const editor = editors.get(pre);
  enterCode(editor);
  const before = selectionIn(pre);
  const node = pre.firstChild;
  node.replaceData(start, end - start, text);
  if (selection) selectIn(pre, selection);
  const now = selection ?? selectionIn(pre) ??
    { anchor: start + text.length, focus: start + text.length };
  editor.history.record({ text: sourceOf(pre), ...now }, before ?? now, step);
  editor.last = undefined;
  codeChanged(editor);
}

/** Where the selection is in an element's text (`anchor`, `focus`), or undefined. */
export function selectionIn(pre) {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
  if (!pre.contains(anchorNode) || !pre.contains(focusNode)) return undefined;
  const most = sourceOf(pre).length;
  const place = (node, offset) => Math.min(most, placeOf(pre, node, offset));
  return {
    anchor: place(anchorNode, anchorOffset),
    focus: place(focusNode, focusOffset),
  };
}

/** Where in an element's text a node's place is. */
export function placeOf(pre, node, offset) {
  if (node === pre.firstChild && node.nodeType === Node.TEXT_NODE) {
    return offset;
  }
  const before = document.createRange();
  before.setStart(pre, 0);
  before.setEnd(node, offset);
  return textIn(before.cloneContents()).length;
}

/** Ranges of an element's text, for starts and ends that follow one another. */
export function rangesIn(pre, places) {
  const texts = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  let node = texts.nextNode(), before = 0;
  const at = (place, isEnd) => {
    while (node && place > before + node.length - (isEnd ? 0 : 1)) {
      const next = texts.nextNode();
      if (next === null) break;
      before += node.length;
      node = next;
    }
    return [node, Math.min(place - before, node.length)];
  };
  return places.map(({ start, end }) => {
    const [startContainer, startOffset] = at(start, false);
    const [endContainer, endOffset] = at(end, true);
    const range = document.createRange();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    return range;
  });
}

const markedRanges = new Map();

/** Marks places of an element's text in a style's `::highlight(name)`, and no others. */
export function markIn(pre, name, places) {
  if (!globalThis.Highlight || !globalThis.CSS?.highlights) return;
  let highlight = CSS.highlights.get(name);
  if (!highlight) CSS.highlights.set(name, highlight = new Highlight());
  const all = markedRanges.get(name) ?? new WeakMap();
  markedRanges.set(name, all);
  for (const range of all.get(pre) ?? []) highlight.delete(range);
  const ranges = rangesIn(pre, places);
  for (const range of ranges) highlight.add(range);
  all.set(pre, ranges);
}

/** How it is used, once a page, for who has it read out. */
function addEditingHelp() {
  if (document.getElementById(EDITING_HELP)) return;
  const help = document.createElement("p");
  help.id = EDITING_HELP;
  help.hidden = true;
  help.textContent =
    "Shift and Enter runs the cell. Tab indents once you write; Escape, then Tab, leaves. " +
    "In a number, Alt and the arrow up or down changes it.";
  document.querySelector("main").append(help);
}

/** Makes of the coloured parts one text, before the caret comes. */
function enterCode(editor) {
  if (editor.isEntered) return;
  editor.isEntered = true;
  const { pre } = editor;
  const text = sourceOf(pre);
  editor.history = historyOf(text);
  inOneNode(pre, text);
  colourCode(pre);
}

/** Puts the text in one node, where the browser has made several; the selection stays. */
function inOneNode(pre, text) {
  const { firstChild, childNodes } = pre;
  if (
    childNodes.length === 1 && firstChild.nodeType === Node.TEXT_NODE &&
    firstChild.data === `${text}\n`
  ) return;
  const selection = document.activeElement === pre && selectionIn(pre);
  pre.replaceChildren(`${text}\n`);
  if (selection) selectIn(pre, selection);
}

/** Selects a part of an element's text, which gets the focus if it has not. */
export function selectIn(pre, { anchor, focus }) {
  if (document.activeElement !== pre) pre.focus({ preventScroll: true });
  const node = pre.firstChild;
  getSelection().setBaseAndExtent(node, anchor, node, focus);
}

function colourCode(pre) {
  const tokens = tokensOf(sourceOf(pre));
  for (const kind of COLOURED) {
    markIn(pre, `code-${kind}`, tokens.filter((token) => token.kind === kind));
  }
}

function codeChanged(editor) {
  colourCode(editor.pre);
  editor.onChange?.(sourceOf(editor.pre));
}

/** The text of an element or a part of one, with the line breaks that browsers put in. */
function textIn(part) {
  const texts = [];
  const walker = document.createTreeWalker(
    part,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
  );
  while (walker.nextNode()) {
    const { currentNode } = walker;
    if (currentNode.nodeName === "BR") texts.push("\n");
    else texts.push(currentNode.data ?? "");
  }
  return texts.join("");
}

/** Where two texts differ: from `start` to `end` of the first stands `text` in the second. */
function changeBetween(one, other) {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start++;
  let same = 0;
  while (same < most - start && one.at(-1 - same) === other.at(-1 - same)) {
    same++;
  }
  return {
    ...{ start, end: one.length - same },
    text: other.slice(start, other.length - same),
  };
}

function onEditorKey(editor, event) {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (event.isComposing) return;
  const command = ctrlKey || metaKey;
  if (key === "Escape") editor.leavesByTab = true;
  else if (!/^(?:Tab|Shift|Control|Alt|Meta)$/.test(key)) {
    editor.leavesByTab = false;
  }
  if (key === "Enter" && (shiftKey || command)) {
    editor.onRun?.(sourceOf(editor.pre));
  } else if (key === "Tab" && !command && !altKey) {
    if (editor.leavesByTab) return;
    indentLines(editor, shiftKey);
  } else if (command && !altKey && key.toLowerCase() === "z") {
    if (shiftKey) goToState(editor, editor.history.redo());
    else goToState(editor, editor.history.undo());
  } else if (ctrlKey && !altKey && key.toLowerCase() === "y") {
    goToState(editor, editor.history.redo());
  } else return;
  event.preventDefault();
}

function onBeforeInput(editor, event) {
  const { pre } = editor;
  const { inputType, data, dataTransfer } = event;
  enterCode(editor);
  editor.before = selectionIn(pre);
  if (inputType === "historyUndo") goToState(editor, editor.history.undo());
  else if (inputType === "historyRedo") {
    goToState(editor, editor.history.redo());
  } else if (/^insert(?:LineBreak|Paragraph)$/.test(inputType)) {
    if (!event.cancelable || event.isComposing) return;
    breakLine(editor);
  } else if (/^insertFrom(?:Paste|Drop|Yank)/.test(inputType)) {
    const text = dataTransfer?.getData("text/plain") ?? data ?? "";
    writeIn(editor, text.replace(/\r\n?/g, "\n"), targetOf(editor, event));
  } else if (!/^format/.test(inputType)) return;
  event.preventDefault();
}

/** The part of the text that an input event is about, as start and end. */
function targetOf({ pre, before }, event) {
  const [range] = event.getTargetRanges?.() ?? [];
  const [from, to] = range
    ? [
      placeOf(pre, range.startContainer, range.startOffset),
      placeOf(pre, range.endContainer, range.endOffset),
    ]
    : [before.anchor, before.focus];
  const most = sourceOf(pre).length;
  return [Math.min(from, to, most), Math.min(Math.max(from, to), most)];
}

function writeIn({ pre }, text, [start, end]) {
  const at = start + text.length;
  replaceSource(pre, start, end, text, {
    selection: { anchor: at, focus: at },
  });
  showCaret(pre);
}

/** The letters that the browser has put in or taken out. */
function onInput(editor, event) {
  if (event.isComposing) {
    colourCode(editor.pre);
    return;
  }
  noteInput(editor, event);
}

/** Takes note of what the browser has done to the text. */
function noteInput(editor, { inputType = "insertText", data }) {
  const { pre, before } = editor;
  const text = sourceOf(pre);
  inOneNode(pre, text);
  const after = selectionIn(pre) ?? before;
  editor.last = stepOf(editor.last, {
    ...{ kind: inputType, data, from: before?.focus, to: after?.focus },
  });
  editor.history.record({ text, ...after }, before, editor.last.step);
  codeChanged(editor);
}

function goToState(editor, state) {
  if (state === undefined) return;
  const { pre } = editor;
  const { start, end, text } = changeBetween(sourceOf(pre), state.text);
  pre.firstChild.replaceData(start, end - start, text);
  editor.last = undefined;
  if (document.activeElement === pre && state.focus !== undefined) {
    selectIn(pre, state);
    showCaret(pre);
  }
  codeChanged(editor);
}

/** Both ends of the selection, in their order. */
function endsOfSelection(pre) {
  const { anchor, focus } = selectionIn(pre) ?? { anchor: 0, focus: 0 };
  return [Math.min(anchor, focus), Math.max(anchor, focus)];
}

/** A new line, indented as the one before it, and further after an opening bracket. */
function breakLine(editor) {
  const { pre } = editor;
  const source = sourceOf(pre);
  const [start, end] = endsOfSelection(pre);
  const line = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
  const [space] = /^[ \t]*/.exec(line);
  const opens = /[([{]\s*$/.test(line);
  const inner = `\n${space}${opens ? INDENTATION : ""}`;
  const closes = opens && /^[)\]}]/.test(source.slice(end));
  const at = start + inner.length;
  replaceSource(pre, start, end, closes ? `${inner}\n${space}` : inner, {
    selection: { anchor: at, focus: at },
  });
  showCaret(pre);
}

/** Indents the selected lines, or takes that back; a caret alone gets its spaces. */
function indentLines(editor, isBack) {
  const { pre } = editor;
  const source = sourceOf(pre);
  const [start, end] = endsOfSelection(pre);
  if (start === end && !isBack) {
    return writeIn(editor, INDENTATION, [start, end]);
  }
  const first = source.lastIndexOf("\n", start - 1) + 1;
  // A selection that ends where a line begins has nothing of that line.
  const last = end > start && source[end - 1] === "\n" ? end - 1 : end;
  const lines = source.slice(first, last).split("\n");
  const moved = lines.map((line) =>
    isBack
      ? line.replace(/^(?: {1,2}|\t)/, "")
      : line === ""
      ? line
      : INDENTATION + line
  );
  const text = moved.join("\n");
  if (text === lines.join("\n")) return;
  const shift = moved[0].length - lines[0].length;
  const { anchor, focus } = selectionIn(pre);
  const whole = text.length - (last - first);
  const move = (place) =>
    place === start ? Math.max(first, place + shift) : place + whole;
  replaceSource(pre, first, last, text, {
    selection: { anchor: move(anchor), focus: move(focus) },
  });
}

/** Brings the caret into view, in the box of the code and in the window. */
function showCaret(pre) {
  const { focusNode, focusOffset } = getSelection();
  if (!pre.contains(focusNode)) return;
  const range = document.createRange();
  range.setStart(focusNode, focusOffset);
  const box = pre.closest(".wide");
  const { left, top, bottom } = range.getBoundingClientRect();
  if (top === bottom) return;
  if (box) {
    const { left: from, right: to } = box.getBoundingClientRect();
    if (left < from + 10) box.scrollLeft += left - from - 40;
    if (left > to - 10) box.scrollLeft += left - to + 40;
  }
  const bar = document.querySelector("header.bar")?.offsetHeight ?? 0;
  if (top < bar) scrollBy({ top: top - bar - 20, behavior: "instant" });
  if (bottom > innerHeight) {
    scrollBy({ top: bottom - innerHeight + 20, behavior: "instant" });
  }
}
