/**
 * `deno task notebooks [name ...]`: runs the notebooks headless, in place.
 *
 * @module
 */
import { Failure, runMain } from "./_failure.ts";
import { allNotebooks, chooseNotebooks } from "./_notebooks.ts";
import { runNotebooks } from "./_run_notebooks.ts";
import { setUp } from "./_set_up.ts";

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
