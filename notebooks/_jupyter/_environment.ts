import { type Ended, run } from "./_child.ts";
import type { Python } from "./_python.ts";
import type { StatusLine } from "./_status_line.ts";

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
