import { delimiter, join } from "node:path";
import { type Ended, run } from "../terminal/child.ts";
import type { StatusLine } from "../terminal/status_line.ts";
import type { Python } from "./python.ts";

/** The places in the notebooks' virtual environment. */
export interface Venv {
  readonly dir: string;
  /** Its Python. */
  readonly python: string;
  /** The Deno that runs the notebooks, see `pinned_deno.ts`. */
  readonly deno: string;
  /** Where Jupyter finds kernels that belong to this environment. */
  readonly jupyter: string;
}

/** Where the virtual environment in `dir` keeps a program. */
export function programIn(
  dir: string,
  name: string,
  os: typeof Deno.build.os = Deno.build.os,
): string {
  return os === "windows"
    ? join(dir, "Scripts", `${name}.exe`)
    : join(dir, "bin", name);
}

/** The places in a virtual environment kept in `dir`. */
export function venvAt(
  dir: string,
  denoVersion: string,
  os: typeof Deno.build.os = Deno.build.os,
): Venv {
  return {
    dir,
    python: programIn(dir, "python", os),
    deno: programIn(dir, `deno-${denoVersion}`, os),
    jupyter: join(dir, "share", "jupyter"),
  };
}

/** Makes a virtual environment in `dir`, a folder that is there. */
export function makeEnvironment(python: Python, dir: string): Promise<Ended> {
  return run([...python.command, "-m", "venv", dir]);
}

/**
 * Installs packages from PyPI; what pip says passes by on the status line.
 *
 * @param python The Python of the environment that gets them.
 * @param what Names, or options of pip: `["-r", "requirements.txt"]`.
 */
export async function pipInstall(
  python: string,
  what: readonly string[],
  line: StatusLine,
): Promise<Ended> {
  const pip = ["-m", "pip", "install", "--disable-pip-version-check"];
  const quiet = ["--no-input", "--progress-bar", "off", "--retries", "2"];
  const ended = await run([python, ...pip, ...quiet, ...what], {
    onLine: (text) => line.show(`    ${text.trim()}`),
  });
  line.clear();
  return ended;
}

/**
 * Environment variables for Jupyter's programs, which then prefer this
 * environment's kernel to one of the same name that the user has installed.
 */
export function jupyterEnv(venv: Venv): Record<string, string> {
  const others = Deno.env.get("JUPYTER_PATH");
  return {
    JUPYTER_PATH: others
      ? `${venv.jupyter}${delimiter}${others}`
      : venv.jupyter,
    PYTHONUTF8: "1",
  };
}
