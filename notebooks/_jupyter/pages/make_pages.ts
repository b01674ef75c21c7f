import { runNotebooks } from "../run/run_notebooks.ts";
import type { Venv } from "../set_up/venv.ts";
import { Failure } from "../terminal/failure.ts";
import { exportPages } from "./export_pages.ts";

/** Which pages to make, of what, and where. */
export interface PagesOptions {
  /** Every notebook, in reading order. */
  readonly all: readonly string[];
  /** Those whose pages are wanted. */
  readonly chosen: readonly string[];
  /** The folder of the pages. */
  readonly dist: string;
  /** Whether to leave the notebooks as they are instead of running them. */
  readonly asIs?: boolean;
}

/**
 * Runs notebooks in place and exports those of which every cell succeeded.
 *
 * @returns the paths of the pages.
 * @throws {Failure} when a notebook failed, once the others are exported; it has
 *   kept its old page, and which cell failed has been said on stderr.
 */
export async function makePages(
  venv: Venv,
  { all, chosen, dist, asIs = false }: PagesOptions,
): Promise<string[]> {
  const succeeded = asIs ? chosen : await runNotebooks(venv, chosen);
  const pages = succeeded.length > 0
    ? await exportPages(venv, { all, chosen: succeeded, dist })
    : [];
  const failed = chosen.length - succeeded.length;
  if (failed > 0) {
    throw new Failure(
      `${failed} of ${chosen.length} notebooks failed; their pages were left as they were.`,
    );
  }
  return pages;
}
