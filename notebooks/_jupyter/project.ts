import { basename, join, resolve } from "node:path";
import { Failure } from "./terminal/failure.ts";

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname!, "..", "..");

/** The folder of the notebooks. */
export const NOTEBOOKS = join(ROOT, "notebooks");

/** The folder of this launcher, runner and exporter. */
export const JUPYTER = import.meta.dirname!;

/** The paths of all notebooks, in reading order. */
export async function allNotebooks(): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(NOTEBOOKS)) {
    if (name.endsWith(".ipynb")) names.push(name);
  }
  return names.sort().map((name) => join(NOTEBOOKS, name));
}

/**
 * The notebooks that the arguments name, in reading order; all if there are no
 * arguments. The beginning of a name will do: `01`.
 */
export function chooseNotebooks(
  all: readonly string[],
  wanted: readonly string[],
): string[] {
  const matches = (path: string, start: string) =>
    basename(path).startsWith(basename(start));
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
