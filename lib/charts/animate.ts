import { kindOf } from "../check/kind_of.ts";
import { interruptible } from "../notebook/interruptible.ts";
import { isChart } from "./_check_chart.ts";
import type { Chart } from "./chart.ts";
import { briefBundle, isTable } from "./_brief_bundle.ts";
import { mimeBundle } from "./_mime_bundle.ts";
import { notebook } from "./_notebook.ts";
import "./_preload.ts";
import type { Table } from "./table.ts";

const DOING = "animate";

/**
 * Shows figures or tables one after the other, each in the place of the one before: in a
 * notebook as one output of the cell, elsewhere the last one alone, as its plain text on
 * stdout.
 *
 * Give it a generator that computes a little and yields what is to be seen, as a
 * network while it trains. A frame is on its way before the next is asked for, and between
 * two of them an interrupt finds the kernel as {@linkcode show} leaves it. The last one
 * stays, with its png and all that `show` gives; so the output of a cell that has run is that
 * of its last frame, however long the others took. Frames that stop half-way leave the
 * last one standing.
 *
 * @param frames What to show, in order: at least one.
 * @throws {RangeError} if there is none.
 * @throws {TypeError} if `frames` cannot be gone through, or one is neither a chart nor a
 * table.
 * @throws {Error} "Interrupted", if the kernel was interrupted meanwhile; what `frames` throws.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { animate, table } from "weightlab/charts";
 *
 * function* powers() {
 *   for (let n = 1; n <= 3; n++) yield table([{ n, power: 2 ** n }]);
 * }
 * assertEquals(await animate(powers()), undefined);
 * ```
 */
export async function animate(frames: Iterable<Chart | Table>): Promise<void> {
  const isIterable = typeof frames === "object" && frames !== null &&
    Symbol.iterator in frames;
  if (!isIterable) {
    throw new TypeError(
      `Cannot ${DOING}: frames must be charts or tables, in an array or a generator, got ${
        kindOf(frames)
      }`,
    );
  }
  const page = notebook();
  const transient = { display_id: crypto.randomUUID() };
  await interruptible(function* () {
    let last: Chart | Table | undefined;
    for (const frame of frames) {
      checkFrame(frame);
      yield page?.broadcast(
        last === undefined ? "display_data" : "update_display_data",
        { data: briefBundle(frame), metadata: {}, transient },
      );
      last = frame;
    }
    if (last === undefined) {
      throw new RangeError(
        `Cannot ${DOING}: frames must hold at least one chart or table, got 0`,
      );
    }
    if (page === undefined) {
      console.log(isTable(last) ? last.text : last.description);
      return;
    }
    const data: Record<string, unknown> = yield mimeBundle(last);
    const content = { data, metadata: {}, transient };
    yield page.broadcast("update_display_data", content);
  });
}

function checkFrame(frame: Chart | Table): void {
  if (isTable(frame) || isChart(frame)) return;
  throw new TypeError(
    `Cannot ${DOING}: each frame must be a chart or a table, got ${
      kindOf(frame)
    }`,
  );
}
