/**
 * `deno task reference [pytorch] [keras] [jax]`: writes again the values that PyTorch,
 * Keras and JAX give, which the tests in this folder hold the library to.
 *
 * @module
 */
import { join } from "node:path";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import {
  explain,
  Failure,
  runMain,
} from "../../notebooks/_jupyter/terminal/failure.ts";
import { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { cachedPython, install } from "../_cached_python.ts";

const FRAMEWORKS = ["pytorch", "keras", "jax"];
const HERE = import.meta.dirname!;

await runMain(async () => {
  const unknown = Deno.args.filter((name) => !FRAMEWORKS.includes(name));
  if (unknown.length > 0) {
    throw new Failure(
      `Cannot record ${unknown.join(", ")}: frameworks are ${
        FRAMEWORKS.join(", ")
      }.`,
    );
  }
  const line = new StatusLine();
  const python = await cachedPython("weightlab-reference", line);
  line.say("The frameworks from PyPI, 6 GB on Linux the first time ...");
  const requirements = join(HERE, "requirements.txt");
  const installed = await install(python, ["-r", requirements], line);
  if (!installed.success) {
    throw explain(
      "Cannot install the frameworks (they want Python 3.11 or newer)",
      installed.output,
    );
  }
  for (const name of Deno.args.length > 0 ? Deno.args : FRAMEWORKS) {
    line.say(`${name}.json ...`);
    // Without byte code beside the scripts, which would be files of the project.
    const script = join(HERE, `record_${name}.py`);
    const { success, output } = await run([python, "-B", script]);
    if (!success) throw explain(`Cannot record ${name}.json`, output);
  }
  line.say("Written to tests/reference/.");
});
