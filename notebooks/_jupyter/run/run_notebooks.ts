import { basename } from "node:path";
import type { Venv } from "../set_up/venv.ts";
import { StatusLine } from "../terminal/status_line.ts";
import { execute, failureOf } from "./execute.ts";

/**
 * Runs notebooks in place, one after another. A notebook in which a cell fails
 * keeps its old file; the others are run all the same.
 *
 * @returns the notebooks of which every cell succeeded
 */
export async function runNotebooks(
  venv: Venv,
  notebooks: readonly string[],
): Promise<string[]> {
  const line = new StatusLine();
  const succeeded: string[] = [];
  for (const notebook of notebooks) {
    const name = basename(notebook);
    const start = performance.now();
    // Where nothing can replace itself, say at least what is being run.
    if (!line.isTerminal) line.say(`${name} ...`);
    line.show(`${name}: starting the kernel`);
    const outcome = await execute(
      venv,
      notebook,
      notebook,
      ({ number, firstLine }, of) =>
        line.show(`${name}: cell ${number} of ${of}: ${firstLine}`),
      () =>
        line.say(`${name}: another process is running it; waiting for its end`),
    );
    if (outcome.ok) {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      line.say(`${name}: code cells run: ${outcome.cells}, in ${seconds} s`);
      succeeded.push(notebook);
    } else {
      line.clear();
      console.error(failureOf(name, outcome).message);
    }
  }
  return succeeded;
}
