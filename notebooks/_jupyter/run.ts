/**
 * `deno task notebooks [name ...]`: runs the notebooks headless, in place.
 *
 * @module
 */
import { allNotebooks, chooseNotebooks } from "./project.ts";
import { runNotebooks } from "./run/run_notebooks.ts";
import { setUp } from "./set_up/set_up.ts";
import { Failure, runMain } from "./terminal/failure.ts";

await runMain(async () => {
  const notebooks = chooseNotebooks(await allNotebooks(), Deno.args);
  const venv = await setUp();
  const failed = notebooks.length -
    (await runNotebooks(venv, notebooks)).length;
  if (failed > 0) {
    throw new Failure(
      `${failed} of ${notebooks.length} notebooks failed and kept their old outputs.`,
    );
  }
});
