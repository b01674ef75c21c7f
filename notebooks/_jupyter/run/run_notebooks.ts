import { basename } from "node:path";
import type { Venv } from "../set_up/venv.ts";
import { StatusLine } from "../terminal/status_line.ts";
import { execute, failureOf } from "./execute.ts";

/**
 * How many run at a time: much of a notebook needs one core, and a sweep in it all of them.
 * More would only cost memory.
 */
const AT_A_TIME = 2;

/**
 * Runs notebooks in place, two at a time. A notebook in which a cell fails
 * keeps its old file; the others are run all the same.
 *
 * @returns the notebooks of which every cell succeeded, in their order
 */
export async function runNotebooks(
  venv: Venv,
  notebooks: readonly string[],
): Promise<string[]> {
  const line = new StatusLine();
  const succeeded = new Set<string>();
  const waiting = notebooks.values();
  const runOne = async (notebook: string) => {
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
      succeeded.add(notebook);
    } else {
      line.clear();
      console.error(failureOf(name, outcome).message);
    }
  };
  const runWaiting = async () => {
    for (const notebook of waiting) await runOne(notebook);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, runWaiting));
  return notebooks.filter((notebook) => succeeded.has(notebook));
}
