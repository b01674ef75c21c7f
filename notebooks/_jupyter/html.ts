/**
 * `deno task html [name ...]`: runs the notebooks in place, then exports each to
 * a page under `dist/`. A notebook that fails keeps its old page.
 *
 * @module
 */
import { basename, join } from "node:path";
import { exportPage } from "./_export_page.ts";
import { Failure, runMain } from "./_failure.ts";
import { allNotebooks, chooseNotebooks } from "./_notebooks.ts";
import { ROOT } from "./_project.ts";
import { runNotebooks } from "./_run_notebooks.ts";
import { setUp } from "./_set_up.ts";

await runMain(async () => {
  const notebooks = chooseNotebooks(await allNotebooks(), Deno.args);
  const venv = await setUp();
  const succeeded = await runNotebooks(venv, notebooks);
  for (const notebook of succeeded) {
    const page = join(ROOT, "dist", `${basename(notebook, ".ipynb")}.html`);
    await exportPage(venv, notebook, page);
    console.log(page);
  }
  const failed = notebooks.length - succeeded.length;
  if (failed > 0) {
    throw new Failure(
      `${failed} of ${notebooks.length} notebooks failed; their pages were left as they were.`,
    );
  }
});
