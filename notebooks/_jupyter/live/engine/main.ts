// Runs a page's cells, in a worker. `bundle.ts` makes one script of this and of the library.

import { begin, send, show, start, worker } from "./surroundings.ts";
import { kernelInUse } from "weightlab";
import { joinTeam } from "weightlab/experiments";
import { type Cell, compiled } from "./cells.ts";
import { displayed } from "./deno.ts";
import { failureOf, nameOf } from "./failures.ts";
import { inspect } from "./inspect.ts";
import type { CellId, Failure, Request } from "./messages.ts";
import { moduleOf } from "./modules.ts";
import { takePort, useCores } from "./team.ts";

// From deep within the library a stack still leads to the cell.
Error.stackTraceLimit = 100;

/** What each cell has left, by name. */
const left = new Map<CellId, Readonly<Record<string, unknown>>>();

/** Cells run one after the other, in the order in which they were asked for. */
let last = Promise.resolve();

worker.onmessage = ({ data }) => {
  switch (data.type) {
    case "start":
      start(data.part, data.files);
      useCores(data.cores);
      return send({ type: "started", kernel: kernelInUse().name });
    case "teammate":
      return takePort(data.index, data.port);
    case "join":
      return joinTeam(data.port);
    case "analyse":
      return analyse(data);
    case "run":
      last = last.then(() => run(data));
  }
};

function analyse({ id, source }: Request & { type: "analyse" }): void {
  try {
    const { gives, uses } = compiled(source);
    send({ type: "analysed", id, gives, uses });
  } catch (error) {
    const names = { gives: [], uses: [] };
    send({ type: "analysed", id, ...names, error: failureOf(error, id) });
  }
}

async function run(
  { id, run, source, from }: Request & { type: "run" },
): Promise<void> {
  begin(run);
  const begun = performance.now();
  const ended = (failed: { readonly error?: Failure }) =>
    send({ type: "ended", run, ms: performance.now() - begun, ...failed });
  try {
    const names = Object.keys(from);
    const code = compiled(source).codeOf(names);
    // A page's policy lets its worker make code of text, and load nothing.
    const cell: Cell = (0, eval)(`${code}\n//# sourceURL=${nameOf(id)}`);
    const values = names.map((name) => left.get(from[name])?.[name]);
    let result: unknown;
    left.set(
      id,
      await cell(moduleOf, (value) => result = value, ...values),
    );
    if (result !== undefined) {
      const data = await displayed(result, inspect);
      show({ output_type: "execute_result", data });
    }
    ended({});
  } catch (error) {
    ended({ error: failureOf(error, id) });
  }
}
