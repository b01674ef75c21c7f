import { run } from "../terminal/child.ts";
import { Failure } from "../terminal/failure.ts";

/** A Python found on this machine. */
export interface Python {
  /** How it was called, such as `["py", "-3"]`. */
  readonly command: readonly string[];
  readonly executable: string;
  readonly version: readonly [major: number, minor: number, patch: number];
  /** Whether it can make a virtual environment that has pip in it. */
  readonly makesVenvs: boolean;
}

// The oldest Python that the tested JupyterLab releases still install on.
const OLDEST_MINOR = 10;

const DESCRIBE = `
import sys
from importlib.util import find_spec
print(*sys.version_info[:3])
print(int(all(find_spec(name) for name in ("venv", "ensurepip"))))
print(sys.executable)
`;

/** The ways to call a Python, those that people expect to be used first. */
export function pythonCommands(os: typeof Deno.build.os): string[][] {
  const plain = [["python3"], ["python"]];
  if (os === "windows") return [["py", "-3"], ...plain];
  // An old system keeps newer versions beside its default one.
  const versioned = [14, 13, 12, 11, 10].map((minor) => [`python3.${minor}`]);
  return [...plain, ...versioned];
}

/**
 * Finds a Python that can carry an environment of ours.
 *
 * @param name What needs it, as a failure says it.
 */
export async function findPython(name = "JupyterLab"): Promise<Python> {
  const found: Python[] = [];
  for (const command of pythonCommands(Deno.build.os)) {
    const python = await describe(command);
    if (python === undefined) continue;
    if (fits(python)) return python;
    found.push(python);
  }
  throw noPython(found, Deno.build.os, name);
}

function fits({ version: [major, minor], makesVenvs }: Python): boolean {
  return isRecent([major, minor]) && makesVenvs;
}

function isRecent([major, minor]: readonly [number, number]): boolean {
  return major === 3 && minor >= OLDEST_MINOR;
}

async function describe(command: string[]): Promise<Python | undefined> {
  const { success, stdout } = await run([...command, "-c", DESCRIBE]);
  if (!success) return undefined;
  const [version, makesVenvs, executable] = stdout.split(/\r?\n/);
  const [major, minor, patch] = version.split(" ").map(Number);
  return {
    command,
    executable,
    version: [major, minor, patch],
    makesVenvs: makesVenvs === "1",
  };
}

/** Says what is wrong with every Python that was found, and what to do. */
export function noPython(
  found: readonly Python[],
  os: typeof Deno.build.os,
  name = "JupyterLab",
): Failure {
  const withoutVenv = found.find(({ version }) =>
    isRecent([version[0], version[1]])
  );
  if (withoutVenv !== undefined) {
    const { executable, version: [major, minor] } = withoutVenv;
    return new Failure(
      `Cannot make a virtual environment with ${executable}: it lacks the module venv or ensurepip. ` +
        (os === "linux"
          ? `On Debian and Ubuntu, run: apt-get install python${major}.${minor}-venv (as root, or with sudo). Then run this again.`
          : "Install Python from https://www.python.org/downloads/, then run this again."),
    );
  }
  const tooOld = found.map(({ executable, version }) =>
    `${executable} is ${version.join(".")}`
  );
  const install = os === "linux"
    ? "Install it (Debian and Ubuntu: apt-get install python3 python3-venv)"
    : "Install it from https://www.python.org/downloads/";
  return new Failure(
    `Cannot find Python 3.${OLDEST_MINOR} or newer, which ${name} needs` +
      (tooOld.length > 0 ? ` (${tooOld.join("; ")})` : "") +
      `. ${install}, then run this again.`,
  );
}
