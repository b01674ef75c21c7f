import { basename, join, resolve } from "node:path";
import { JUPYTER, NOTEBOOKS, partOf } from "../project.ts";
import { jupyterEnv, type Venv } from "../set_up/venv.ts";
import { run } from "../terminal/child.ts";
import { Failure, lastLines } from "../terminal/failure.ts";

/** A cell that begins, or that failed. */
export interface Cell {
  /** Its place among the code cells, from 1: what Jupyter shows as `[3]`. */
  readonly number: number;
  readonly firstLine: string;
}

/** What became of a notebook that was run. */
export type Outcome =
  | { readonly ok: true; readonly cells: number }
  | { readonly ok: false; readonly cell?: Cell; readonly error: string };

/** How long one cell may run, in seconds. */
export const SECONDS_PER_CELL = 1200;

/** What `execute.py` tells, one a line. */
type Told =
  | { event: "waiting" }
  | ({ event: "cell"; of: number } & Cell)
  | { event: "done"; cells: number }
  | ({ event: "failed"; error: string } & Partial<Cell>);

/**
 * Runs a notebook headless, with the kernel in its folder among the notebooks, and
 * writes it with its outputs to `out`, unless a cell failed. While another process
 * does the same, it waits.
 */
export async function execute(
  venv: Venv,
  notebook: string,
  out: string,
  onCell: (cell: Cell, of: number) => void = () => {},
  onWait: () => void = () => {},
): Promise<Outcome> {
  let outcome: Outcome | undefined;
  const script = join(JUPYTER, "run", "execute.py");
  const { output } = await run(
    [
      ...[venv.python, script, notebook, out],
      join(NOTEBOOKS, partOf(notebook)),
      ...[`${SECONDS_PER_CELL}`, await lockFor(venv, out)],
    ],
    {
      // It ends when this pipe does: with us, however we end.
      stdin: "piped",
      env: jupyterEnv(venv),
      onLine: (line) => {
        const told: Told = JSON.parse(line);
        if (told.event === "waiting") onWait();
        if (told.event === "cell") onCell(told, told.of);
        if (told.event === "done") outcome = { ok: true, cells: told.cells };
        if (told.event === "failed") outcome = failed(told);
      },
    },
  );
  return outcome ?? { ok: false, error: lastLines(output) };
}

/** The file that whoever writes `out` holds a lock on. */
async function lockFor(venv: Venv, out: string): Promise<string> {
  const path = await Deno.realPath(out).catch(() => resolve(out));
  const bytes = new TextEncoder().encode(path);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const folder = join(venv.dir, "locks");
  await Deno.mkdir(folder, { recursive: true });
  return join(folder, `${basename(path)}-${hash.toHex().slice(0, 16)}`);
}

function failed(
  { number, firstLine, error }: Told & { event: "failed" },
): Outcome {
  return number === undefined || firstLine === undefined
    ? { ok: false, error }
    : { ok: false, cell: { number, firstLine }, error };
}

/** Says which notebook failed, at which cell, and with what error. */
export function failureOf(
  notebook: string,
  { cell, error }: Outcome & { ok: false },
): Failure {
  const where = cell === undefined
    ? ""
    : ` at cell [${cell.number}], which begins: ${cell.firstLine}`;
  const indented = error.replaceAll(/^/gm, "    ");
  return new Failure(`${notebook} failed${where}\n${indented}`);
}
