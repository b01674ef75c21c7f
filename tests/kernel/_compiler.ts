import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { explain } from "../../notebooks/_jupyter/terminal/failure.ts";
import type { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { cachedPython, install } from "../_cached_python.ts";

/** Another version may give other bytes. */
const COMPILER = "ziglang==0.17.1";

/**
 * Clang and its linkers as the PyPI package `ziglang` brings them, which compile for every
 * platform on any of them; installed unless they are.
 *
 * @returns Runs one of them: `("cc", "-O3", ...)`.
 */
export async function compiler(
  line: StatusLine,
): Promise<(...args: string[]) => Promise<void>> {
  const python = await cachedPython("weightlab-compiler", line);
  line.say("The compiler from PyPI, 100 MB the first time ...");
  const installed = await install(python, [COMPILER], line);
  if (!installed.success) {
    throw explain("Cannot install the compiler", installed.output);
  }
  return async (...args) => {
    const { success, output } = await run([python, "-m", "ziglang", ...args]);
    if (!success) throw explain(`Cannot compile ${args.at(-1)}`, output);
  };
}
