import { join } from "node:path";
import { exists, writeWhole } from "../files.ts";
import { explain, Failure } from "../terminal/failure.ts";
import type { StatusLine } from "../terminal/status_line.ts";
import { findPython } from "./python.ts";
import { makeEnvironment, pipInstall, programIn } from "./venv.ts";

/** A virtual environment of ours: everything in its folder is what the lock names. */
export interface Environment {
  readonly dir: string;
  /** The file that names what is installed, each file with its hash. */
  readonly requirements: string;
  /** What needs a Python, as a failure says it: "JupyterLab". */
  readonly name: string;
  /** What is said before the folder is made, and before the packages are. */
  readonly says: {
    readonly make: (python: string) => string;
    readonly install: string;
  };
}

/** Holds an environment's folder, which is made if it is not there, against other commands. */
export async function lockFolder(dir: string): Promise<Deno.FsFile> {
  const path = lockPath(dir);
  const isMade = await exists(join(dir, "pyvenv.cfg"));
  if (isMade && !await exists(path)) {
    throw new Failure(
      `Cannot set up ${dir}: something else made that folder. Move it away or delete it, then run this again.`,
    );
  }
  await Deno.mkdir(dir, { recursive: true });
  // Two commands may start at once: the second waits here for the first.
  const lock = await Deno.open(path, { create: true, write: true });
  await lock.lock(true);
  return lock;
}

function lockPath(dir: string): string {
  return join(dir, "weightlab.lock");
}

/** Makes it anew, in a folder that is held: what was in it goes. */
export async function install(
  { dir, requirements, name, says }: Environment,
  line: StatusLine,
): Promise<void> {
  const python = await findPython(name);
  line.say(says.make(python.version.join(".")));
  for await (const entry of Deno.readDir(dir)) {
    const path = join(dir, entry.name);
    if (path !== lockPath(dir)) await Deno.remove(path, { recursive: true });
  }
  const made = await makeEnvironment(python, dir);
  if (!made.success) {
    throw explain(`Cannot make a virtual environment in ${dir}`, made.output);
  }
  line.say(says.install);
  const installed = await pipInstall(
    programIn(dir, "python"),
    ["--require-hashes", "-r", requirements],
    line,
  );
  if (!installed.success) {
    throw explain(`Cannot install ${name} with pip`, installed.output);
  }
}

/** What it is made from; undefined when its Python is not there. */
export async function madeFrom(
  { dir, requirements }: Environment,
): Promise<string | undefined> {
  if (!await exists(programIn(dir, "python"))) return undefined;
  const config = await Deno.readTextFile(join(dir, "pyvenv.cfg"))
    .catch(() => "");
  const version = config.match(/^version(?:_info)? *= *(.+?) *$/m)?.[1];
  return `Python ${version}, ${await hashOf(requirements)}`;
}

/** What was finished in an environment, and from what. */
export interface Stamp {
  /** Python's version, and the hash of the requirements. */
  environment?: string;
  /** The hash of deno.lock. */
  packages?: string;
}

/** Where an environment's stamp is. */
export function stampOf(dir: string): string {
  return join(dir, "weightlab.json");
}

/** What is finished; nothing where there is no stamp. */
export async function readStamp(dir: string): Promise<Stamp> {
  try {
    return JSON.parse(await Deno.readTextFile(stampOf(dir)));
  } catch {
    return {};
  }
}

/** Says what is finished. */
export async function writeStamp(dir: string, stamp: Stamp): Promise<void> {
  await writeWhole(stampOf(dir), JSON.stringify(stamp, null, 2) + "\n");
}

/** A file's SHA-256. */
export async function hashOf(path: string): Promise<string> {
  const bytes = await Deno.readFile(path);
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(hash).toHex();
}
