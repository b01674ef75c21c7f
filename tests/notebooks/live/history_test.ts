import { assertEquals } from "@std/assert";
import {
  historyOf,
  stepOf,
} from "../../../notebooks/_jupyter/pages/template/script/live/history.js";

const at = (place: number) => ({ anchor: place, focus: place });

Deno.test("historyOf() undoes and redoes, with the selection of then", () => {
  const history = historyOf("a");
  assertEquals(history.undo(), undefined);
  history.record({ text: "ab", ...at(2) }, at(1));
  history.record({ text: "abc", ...at(3) }, at(2));
  assertEquals(history.undo(), { text: "ab", ...at(2) });
  assertEquals(history.undo(), { text: "a", ...at(1) });
  assertEquals(history.undo(), undefined);
  assertEquals(history.redo(), { text: "ab", ...at(2) });
  assertEquals(history.redo(), { text: "abc", ...at(3) });
  assertEquals(history.redo(), undefined);
});

Deno.test("historyOf() forgets what was undone as soon as something else is done", () => {
  const history = historyOf("a");
  history.record({ text: "ab", ...at(2) }, at(1));
  history.undo();
  history.record({ text: "ac", ...at(2) }, at(1));
  assertEquals(history.redo(), undefined);
  assertEquals(history.undo()?.text, "a");
});

Deno.test("historyOf() undoes together what has one step, and nothing for nothing", () => {
  const history = historyOf("1");
  const step = Symbol();
  for (const text of ["2", "3", "4"]) {
    history.record({ text, ...at(1) }, at(0), step);
  }
  assertEquals(history.undo(), { text: "1", ...at(0) });
  assertEquals(history.redo()?.text, "4");
  // There and back again.
  const back = historyOf("1");
  back.record({ text: "2", ...at(1) }, at(0), step);
  back.record({ text: "1", ...at(1) }, at(0), step);
  assertEquals(back.undo(), undefined);
  back.record({ text: "5", ...at(1) }, at(0), step);
  assertEquals(back.undo()?.text, "1");
  assertEquals(back.undo(), undefined);
});

Deno.test("stepOf() makes a step of each word typed, and of each stretch deleted", () => {
  const type = (text: string) => {
    let last: ReturnType<typeof stepOf> | undefined;
    return [...text].map((data, i) =>
      last = stepOf(last, { kind: "insertText", data, from: i, to: i + 1 })
    );
  };
  const steps = type("ab  cd").map(({ step }) => step);
  assertEquals(new Set(steps).size, 2);
  assertEquals(steps.indexOf(steps[4]), 4, "a space belongs to what it ends");

  const typed = type("ab").at(-1)!;
  const gone = (from: number, to: number, last: ReturnType<typeof stepOf>) =>
    stepOf(last, { kind: "deleteContentBackward", data: null, from, to });
  const first = gone(2, 1, typed), second = gone(1, 0, first);
  assertEquals(first.step === typed.step, false);
  assertEquals(second.step, first.step);
  // The caret has been elsewhere.
  assertEquals(gone(5, 4, second).step === second.step, false);
  const cut = { kind: "deleteByCut", data: null, from: 4, to: 4 };
  assertEquals(stepOf(second, cut).step === stepOf(second, cut).step, false);
});
