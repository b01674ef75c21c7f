import { join } from "node:path";
import { run } from "../../notebooks/_jupyter/_child.ts";
import { exists } from "../../notebooks/_jupyter/_exists.ts";
import { lastLines } from "../../notebooks/_jupyter/_failure.ts";
import { findPython } from "../../notebooks/_jupyter/_python.ts";
import type { StatusLine } from "../../notebooks/_jupyter/_status_line.ts";

/** A Python with NumPy and PyTorch, as far as they could be installed. */
export interface PythonPeers {
  readonly python: string;
  /** The version of each package, or why it is not there. */
  readonly packages: Readonly<Record<string, PeerPackage>>;
}

export type PeerPackage = { readonly version: string } | {
  readonly missing: string;
};

// On Linux and x86 the PyTorch of PyPI loads CUDA's libraries even to compute on the
// CPU, so all of them are installed: 5 GB. The wheels for other systems are lean.
const PACKAGES = ["numpy", "torch"];
const IMPORT = (name: string) =>
  `import ${name}; print(${name}.__version__.split("+")[0])`;

/** Where the peers are kept, outside of the project: they are large. */
export function peersFolder(): string {
  const env = (name: string) => Deno.env.get(name);
  const home = env("HOME") ?? ".";
  const caches = Deno.build.os === "windows"
    ? env("LOCALAPPDATA") ?? "."
    : Deno.build.os === "darwin"
    ? join(home, "Library", "Caches")
    : env("XDG_CACHE_HOME") || join(home, ".cache");
  return join(caches, "weightlab-bench");
}

/** Installs NumPy and PyTorch in a virtual environment of their own, once. */
export async function pythonPeers(line: StatusLine): Promise<PythonPeers> {
  const folder = join(peersFolder(), "python");
  const windows = Deno.build.os === "windows";
  const python = windows
    ? join(folder, "Scripts", "python.exe")
    : join(folder, "bin", "python");
  if (!await exists(python)) {
    line.say(`A Python environment for the peers in ${folder} ...`);
    const found = await findPython();
    await Deno.mkdir(folder, { recursive: true });
    const made = await run([...found.command, "-m", "venv", folder]);
    if (!made.success) return none(python, lastLines(made.output, 1));
  }
  const packages: Record<string, PeerPackage> = {};
  for (const name of PACKAGES) {
    packages[name] = await version(python, name) ??
      await install(python, name, line);
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

async function install(
  python: string,
  name: string,
  line: StatusLine,
): Promise<PeerPackage> {
  line.say(`${name} from PyPI ...`);
  const pip = ["-m", "pip", "install", "--disable-pip-version-check"];
  const quiet = ["--no-input", "--progress-bar", "off", "--no-compile"];
  const { success, output } = await run([python, ...pip, ...quiet, name], {
    onLine: (text) => line.show(`    ${text.trim()}`),
  });
  line.clear();
  if (!success) return { missing: `pip: ${lastLines(output, 1)}` };
  return await version(python, name) ??
    { missing: `${name} was installed and cannot be imported` };
}

function none(python: string, missing: string): PythonPeers {
  const packages = PACKAGES.map((name) => [name, { missing }]);
  return { python, packages: Object.fromEntries(packages) };
}
