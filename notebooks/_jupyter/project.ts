import { basename, dirname, join, resolve } from "node:path";
import { Failure } from "./terminal/failure.ts";

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname!, "..", "..");

/** The folder of the notebooks. */
export const NOTEBOOKS = join(ROOT, "notebooks");

/** The folder of this launcher, runner and exporter. */
export const JUPYTER = import.meta.dirname!;

/** The folders beside the numbered notebooks that have more of them. */
const PARTS: readonly string[] = ["papers"];

/**
 * The paths of all notebooks, in reading order: the numbered ones, then each part's. No two
 * have a file of one name, since their pages lie side by side.
 */
export async function allNotebooks(): Promise<string[]> {
  const folders = [NOTEBOOKS, ...PARTS.map((part) => join(NOTEBOOKS, part))];
  return (await Promise.all(folders.map(notebooksIn))).flat();
}

async function notebooksIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (name.endsWith(".ipynb")) names.push(name);
  }
  return names.sort().map((name) => join(folder, name));
}

/** The part that a notebook belongs to: "papers"; "" for the numbered ones. */
export function partOf(notebook: string): string {
  const folder = basename(dirname(notebook));
  return PARTS.includes(folder) ? folder : "";
}

/**
 * The notebooks that the arguments name, in reading order; all if there are no
 * arguments. The beginning of a name will do, `01`, and for a part its folder: `papers`.
 */
export function chooseNotebooks(
  all: readonly string[],
  wanted: readonly string[],
): string[] {
  const matches = (path: string, start: string) =>
    basename(path).startsWith(basename(start)) ||
    partOf(path) === basename(start);
  for (const start of wanted) {
    if (all.some((path) => matches(path, start))) continue;
    const names = all.map((path) => basename(path)).join(", ");
    throw new Failure(
      `Cannot run ${start}: no notebook's name begins so. There are: ${names}`,
    );
  }
  return all.filter((path) =>
    wanted.length === 0 || wanted.some((start) => matches(path, start))
  );
}
