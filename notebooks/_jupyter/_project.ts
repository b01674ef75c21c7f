import { join, resolve } from "node:path";

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname!, "..", "..");

/** The folder of the notebooks. */
export const NOTEBOOKS = join(ROOT, "notebooks");

/** The folder of this launcher, runner and exporter. */
export const JUPYTER = import.meta.dirname!;
