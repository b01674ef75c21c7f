// What has been done to a text, to be undone and done again. The browsers' own memory of it
// loses its place as soon as a script changes the text, by dragging a number, say.

/**
 * The history of a text.
 *
 * @param text What the text is to begin with.
 * @returns `record(state, before, step)` for what has been done: `state` is the `text` and
 *   where its selection is (`anchor`, `focus`), `before` the selection before; what has the
 *   same `step` is undone together. `undo()` and `redo()` give the state to go to, or
 *   undefined.
 */
export function historyOf(text) {
  const states = [{ text }];
  let now = 0;
  return {
    record(state, before, step) {
      if (state.text === states[now].text) return;
      states.length = now + 1;
      const last = states[now];
      if (now > 0 && step !== undefined && last.step === step) {
        states[now] = { ...last, ...state };
        // There and back again is nothing.
        if (state.text === states[now - 1].text) states.length = now--;
      } else {
        now = states.push({ ...state, before, step }) - 1;
      }
    },
    undo() {
      if (now === 0) return undefined;
      const { before } = states[now--];
      // What comes now is a step of its own, whatever was undone.
      states[now].step = undefined;
      return { text: states[now].text, ...before };
    },
    redo() {
      if (now === states.length - 1) return undefined;
      const { text, anchor, focus } = states[++now];
      return { text, anchor, focus };
    },
  };
}

/**
 * The step that an edit belongs to: letters of a word are typed in one, and deleted in one.
 *
 * @param last The edit before, as this function gave it, if there was one.
 * @param edit Its `kind` as `InputEvent.inputType` names it, the `data` typed, where the caret
 *   was (`from`) and is (`to`).
 * @returns the edit, with its `step`.
 */
export function stepOf(last, { kind, data, from, to }) {
  const isTyping = /^insert(?:Composition)?Text$|^insertFromComposition$/.test(
    kind,
  );
  const manner = isTyping
    ? "type"
    : /^deleteContent(?:Back|For)ward$/.test(kind)
    ? "delete"
    : undefined;
  const isSpace = /^\s/.test(data ?? "");
  const goesOn = manner !== undefined && last?.manner === manner &&
    last.to === from && !(isTyping && !isSpace && last.isSpace);
  return { manner, to, isSpace, step: goesOn ? last.step : Symbol(kind) };
}
