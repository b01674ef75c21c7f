import { join } from "node:path";
import {
  makeEnvironment,
  pipInstall,
  programIn,
} from "../notebooks/_jupyter/set_up/venv.ts";
import { exists } from "../notebooks/_jupyter/files.ts";
import { explain } from "../notebooks/_jupyter/terminal/failure.ts";
import { findPython } from "../notebooks/_jupyter/set_up/python.ts";
import type { StatusLine } from "../notebooks/_jupyter/terminal/status_line.ts";
import { cachesFolder } from "./_caches_folder.ts";

/**
 * The Python of a virtual environment of its own, made if it is not there. It lies
 * outside of the project, in the system's folder for caches: what the tests compare
 * with is large.
 *
 * On Linux and x86 the PyTorch of PyPI loads CUDA's libraries even to compute on the
 * CPU, so all of them are installed: 5 GB. The wheels for other systems are lean.
 *
 * @param name The folder's name among the caches.
 * @throws {Failure} if there is no Python, or it makes no environments.
 */
export async function cachedPython(
  name: string,
  line: StatusLine,
): Promise<string> {
  const folder = join(cachesFolder(), name, "python");
  const python = programIn(folder, "python");
  if (await exists(python)) return python;
  line.say(`A Python environment in ${folder} ...`);
  const found = await findPython();
  await Deno.mkdir(folder, { recursive: true });
  const { success, output } = await makeEnvironment(found, folder);
  if (!success) {
    throw explain(`Cannot make a virtual environment in ${folder}`, output);
  }
  return python;
}

/** Installs packages there, unless they are; byte code is left to the first import. */
export function install(
  python: string,
  what: readonly string[],
  line: StatusLine,
): ReturnType<typeof pipInstall> {
  return pipInstall(python, ["--no-compile", ...what], line);
}
