import { kindOf } from "../check/kind_of.ts";
import { checkText } from "../check/kinds.ts";
import { anything, number, readOptions, text } from "../check/options.ts";
import { notebook } from "./_notebook.ts";
import { leftText, Pace, rateText } from "./_pace.ts";
import { countText } from "./_words.ts";

/** How far a piece of work has come. */
export interface Progress {
  /** Steps done so far, from 0 to `total`. */
  readonly done: number;
  /** Steps altogether. */
  readonly total: number;
  /** Where Dask's dashboard is, of work on a cluster: `http://127.0.0.1:8787/status`. */
  readonly dashboard?: string;
}

/** Milliseconds that a text stands if the next is within the same hundredth. */
const STALE = 500;

/**
 * Starts a line of progress that replaces itself: "Training 120 networks: 37 of 120,
 * 3.1 a second, 27 s left".
 *
 * In a notebook it is one output of the cell, updated in place even from a loop
 * that never awaits; in a terminal it is a line on stderr; elsewhere (a pipe, a
 * test) it is silent. The rate is that of the recent past, half a minute or the later
 * half of the work; steps done within half a second of the first call, such as a
 * store's results, count for none, and without a rate the line has counts alone.
 * The last text has counts alone too, "120 of 120", so a finished cell's output is
 * the same in every run. At most 101 texts are shown and two a second,
 * however many steps there are, so it may be called at every step. Work that stops
 * half-way leaves the last text standing.
 *
 * Work on a cluster gives its `dashboard` too: it stands at the line's end in a
 * notebook and above it in a terminal, while the work goes on.
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
  const pace = new Pace();
  let shown = "";
  let last = "";
  let written = -Infinity;
  return (state) => {
    const doing = `report progress of ${JSON.stringify(label)}`;
    const { done, total, dashboard } = readOptions(doing, state, {
      done: anything<number>(),
      total: number({ least: 0 }),
      dashboard: text().optional,
    }, "state");
    if (!(typeof done === "number" && done >= 0 && done <= total)) {
      throw new RangeError(
        `Cannot ${doing}: done must be in 0 .. ${total}, got ${kindOf(done)}`,
      );
    }
    const now = performance.now();
    pace.saw(now, done);
    const step = total > 100 ? Math.floor(100 * done / total) : done;
    const place = `${step} ${dashboard}`;
    if (place === last && now - written < STALE) return;
    last = place;
    const finished = done === total;
    const counts = `${label}: ${countText(done)} of ${countText(total)}`;
    const rate = finished ? undefined : pace.rate(now, done);
    const line = rate === undefined
      ? counts
      : `${counts}, ${rateText(rate)}, ${leftText((total - done) / rate)}`;
    const all = `${line} ${dashboard}`;
    if (all === shown) return;
    shown = all;
    written = now;
    write(line, finished, dashboard);
  };
}

/** Shows a text of the line, which is its last where the work is finished. */
type Write = (
  text: string,
  finished: boolean,
  dashboard: string | undefined,
) => void;

function writer(): Write {
  const page = notebook();
  if (page !== undefined) return notebookWriter(page);
  return isTerminal() ? terminalWriter() : () => {};
}

function notebookWriter(
  page: NonNullable<ReturnType<typeof notebook>>,
): Write {
  const transient = { display_id: crypto.randomUUID() };
  let started = false;
  return (line, finished, dashboard) => {
    const text = finished || dashboard === undefined
      ? line
      : `${line}; Dask's dashboard: ${dashboard}`;
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

function terminalWriter(): Write {
  const encoder = new TextEncoder();
  let named: string | undefined;
  return (line, finished, dashboard) => {
    // On a line of its own: what wraps cannot be written over.
    const above = dashboard === undefined || dashboard === named
      ? ""
      : `\rDask's dashboard: ${dashboard}\x1b[K\n`;
    named = dashboard ?? named;
    // Erase to the end of the line, for a text that is shorter than the last one.
    Deno.stderr.writeSync(
      encoder.encode(`${above}\r${line}\x1b[K${finished ? "\n" : ""}`),
    );
  };
}
