import { kindOf } from "../check/kind_of.ts";
import { checkText } from "../check/kinds.ts";
import { anything, number, readOptions } from "../check/options.ts";
import { notebook } from "./_notebook.ts";
import { countText } from "./_words.ts";

/** How far a piece of work has come. */
export interface Progress {
  /** Steps done so far, from 0 to `total`. */
  readonly done: number;
  /** Steps altogether. */
  readonly total: number;
}

/**
 * Starts a line of progress that replaces itself: "Training 32 networks: 7 of 32".
 *
 * In a notebook it is one output of the cell, updated in place even from a loop
 * that never awaits; in a terminal it is a line on stderr; elsewhere (a pipe, a
 * test) it is silent. It holds counts and no times, so a finished cell's output is
 * the same in every run. At most 101 texts are shown, however many steps there are,
 * so it may be called at every step. Work that stops half-way leaves the last
 * count standing.
 *
 * @param label what is being done: "Training 32 networks".
 * @returns a function to call with the steps done and their total.
 * @throws {TypeError} if the label is no text.
 * @throws {RangeError} from that function, if `done` is not in 0 .. `total`.
 * @throws {TypeError} from it, if it gets anything else.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { progress } from "weightlab/charts";
 *
 * const report = progress("Training 2 networks");
 * for (let done = 0; done <= 2; done++) report({ done, total: 2 });
 * assertEquals(typeof report, "function");
 * ```
 */
export function progress(label: string): (state: Progress) => void {
  checkText("report progress", "label", label);
  const write = writer();
  let shown = "";
  let last = -1;
  return (state) => {
    const doing = `report progress of ${JSON.stringify(label)}`;
    const { done, total } = readOptions(doing, state, {
      done: anything<number>(),
      total: number({ least: 0 }),
    }, "state");
    if (!(typeof done === "number" && done >= 0 && done <= total)) {
      throw new RangeError(
        `Cannot ${doing}: done must be in 0 .. ${total}, got ${kindOf(done)}`,
      );
    }
    const hundredth = Math.floor(100 * done / total);
    if (total > 100 && hundredth === last) return;
    last = hundredth;
    const text = `${label}: ${countText(done)} of ${countText(total)}`;
    if (text === shown) return;
    shown = text;
    write(text, done === total);
  };
}

function writer(): (text: string, finished: boolean) => void {
  const page = notebook();
  if (page !== undefined) return notebookWriter(page);
  return isTerminal() ? terminalWriter() : () => {};
}

function notebookWriter(
  page: NonNullable<ReturnType<typeof notebook>>,
): (text: string) => void {
  const transient = { display_id: crypto.randomUUID() };
  let started = false;
  return (text) => {
    // Not awaited: the message leaves at once, and a loop that computes cannot wait.
    page.broadcast(started ? "update_display_data" : "display_data", {
      data: { "text/plain": text },
      metadata: {},
      transient,
    }).catch(() => {}); // a line of progress is not worth failing for
    started = true;
  };
}

function isTerminal(): boolean {
  return typeof Deno !== "undefined" && Deno.stderr.isTerminal();
}

function terminalWriter(): (text: string, finished: boolean) => void {
  const encoder = new TextEncoder();
  return (text, finished) => {
    // Erase to the end of the line, for a text that is shorter than the last one.
    Deno.stderr.writeSync(
      encoder.encode(`\r${text}\x1b[K${finished ? "\n" : ""}`),
    );
  };
}
