/**
 * `deno task html [--as-is] [name ...]`: runs the notebooks in place, then exports
 * each to a page under `dist/`. A notebook that fails keeps its old page. With
 * `--as-is` nothing is run: the pages show the outputs that the notebooks have.
 *
 * @module
 */
import { join } from "node:path";
import { exportPages } from "./_export_pages.ts";
import { Failure, runMain } from "./_failure.ts";
import { allNotebooks, chooseNotebooks } from "./_notebooks.ts";
import { ROOT } from "./_project.ts";
import { runNotebooks } from "./_run_notebooks.ts";
import { setUp } from "./_set_up.ts";

await runMain(async () => {
  const asIs = Deno.args.includes("--as-is");
  const all = await allNotebooks();
  const names = Deno.args.filter((arg) => arg !== "--as-is");
  const notebooks = chooseNotebooks(all, names);
  const venv = await setUp();
  const succeeded = asIs ? notebooks : await runNotebooks(venv, notebooks);
  if (succeeded.length > 0) {
    const pages = await exportPages(venv, all, succeeded, join(ROOT, "dist"));
    for (const page of pages) console.log(page);
  }
  const failed = notebooks.length - succeeded.length;
  if (failed > 0) {
    throw new Failure(
      `${failed} of ${notebooks.length} notebooks failed; their pages were left as they were.`,
    );
  }
});
