// Runs one notebook in place, as `deno task notebooks` does: `_run_one.ts PATH`. The tests
// kill it.

import { runNotebooks } from "../../notebooks/_jupyter/run/run_notebooks.ts";
import { setUp } from "../../notebooks/_jupyter/set_up/set_up.ts";

const [notebook] = Deno.args;
const succeeded = await runNotebooks(await setUp(), [notebook]);
Deno.exit(succeeded.length === 1 ? 0 : 1);
