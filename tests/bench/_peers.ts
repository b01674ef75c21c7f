import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import {
  Failure,
  lastLines,
} from "../../notebooks/_jupyter/terminal/failure.ts";
import type { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { cachedPython, install } from "../_cached_python.ts";

/** A Python with NumPy and PyTorch, as far as they could be installed. */
export interface PythonPeers {
  readonly python: string;
  /** The version of each package, or why it is not there. */
  readonly packages: Readonly<Record<string, PeerPackage>>;
}

export type PeerPackage = { readonly version: string } | {
  readonly missing: string;
};

const PACKAGES = ["numpy", "torch"];
const IMPORT = (name: string) =>
  `import ${name}; print(${name}.__version__.split("+")[0])`;

/** Installs NumPy and PyTorch in a virtual environment of their own, once. */
export async function pythonPeers(line: StatusLine): Promise<PythonPeers> {
  let python: string;
  try {
    python = await cachedPython("weightlab-bench", line);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const missing = error.message;
    const packages = PACKAGES.map((name) => [name, { missing }]);
    return { python: "python3", packages: Object.fromEntries(packages) };
  }
  const packages: Record<string, PeerPackage> = {};
  for (const name of PACKAGES) {
    packages[name] = await version(python, name) ??
      await installed(python, name, line);
  }
  return { python, packages };
}

async function version(
  python: string,
  name: string,
): Promise<PeerPackage | undefined> {
  const { success, stdout } = await run([python, "-c", IMPORT(name)]);
  return success ? { version: stdout.trim() } : undefined;
}

async function installed(
  python: string,
  name: string,
  line: StatusLine,
): Promise<PeerPackage> {
  line.say(`${name} from PyPI ...`);
  const { success, output } = await install(python, [name], line);
  if (!success) return { missing: `pip: ${lastLines(output, 1)}` };
  return await version(python, name) ??
    { missing: `${name} was installed and cannot be imported` };
}
