import { join } from "node:path";
import project from "../../../deno.json" with { type: "json" };
import { exists, writeWhole } from "../files.ts";
import { JUPYTER, ROOT } from "../project.ts";
import { run } from "../terminal/child.ts";
import { explain, Failure } from "../terminal/failure.ts";
import { StatusLine } from "../terminal/status_line.ts";
import { writeKernelSpec } from "./kernel_spec.ts";
import { DENO_VERSION, pinDeno } from "./pinned_deno.ts";
import { findPython } from "./python.ts";
import { makeEnvironment, pipInstall, type Venv, venvAt } from "./venv.ts";

/** What was finished, and from what: a part that differs is made again. */
interface Stamp {
  /** Python's version, and the hash of requirements.lock. */
  environment?: string;
  /** The hash of deno.lock. */
  packages?: string;
}

/** What requirements.txt asks for, each file with its hash. */
const REQUIREMENTS = join(JUPYTER, "set_up", "requirements.lock");

/**
 * Makes everything that the notebooks run in: a virtual environment with
 * JupyterLab, the pinned Deno as its kernel, and the library's packages. Does
 * nothing when that is all there, and starts a half-made environment afresh.
 */
export async function setUp(): Promise<Venv> {
  const venv = venvAt(join(ROOT, ".venv"), DENO_VERSION);
  if (!await isComplete(venv)) await make(venv);
  // Holds an absolute path, which is wrong after the folder has been moved.
  await writeKernelSpec(venv);
  return venv;
}

async function make(venv: Venv): Promise<void> {
  const lockPath = join(venv.dir, "weightlab.lock");
  const isMade = await exists(join(venv.dir, "pyvenv.cfg"));
  if (isMade && !await exists(lockPath)) {
    throw new Failure(
      `Cannot set up ${venv.dir}: something else made that folder. Move it away or delete it, then run this again.`,
    );
  }
  await Deno.mkdir(venv.dir, { recursive: true });
  // Two commands may start at once: the second waits here for the first.
  using lock = await Deno.open(lockPath, { create: true, write: true });
  await lock.lock(true);

  const line = new StatusLine();
  const stamp = await readStamp(venv);
  const environment = await environmentOf(venv);
  if (environment === undefined || stamp.environment !== environment) {
    await writeStamp(venv, {}); // nothing is finished until it all is
    await installJupyter(venv, line, lockPath);
    stamp.environment = await environmentOf(venv);
    await writeStamp(venv, stamp);
  }
  if (!await exists(venv.deno)) {
    line.say(`3/4 Deno ${DENO_VERSION}, the notebooks' kernel ...`);
    await pinDeno(venv.deno);
  }
  const lockFile = join(ROOT, "deno.lock");
  if (stamp.packages !== await hashOf(lockFile)) {
    line.say("4/4 The library's packages ...");
    await fetchPackages(venv);
    await writeStamp(venv, { ...stamp, packages: await hashOf(lockFile) });
  }
}

async function installJupyter(
  venv: Venv,
  line: StatusLine,
  lockPath: string,
): Promise<void> {
  const python = await findPython();
  line.say(
    `1/4 Python environment in .venv, with Python ${
      python.version.join(".")
    } ...`,
  );
  for await (const { name } of Deno.readDir(venv.dir)) {
    const path = join(venv.dir, name);
    if (path !== lockPath) await Deno.remove(path, { recursive: true });
  }
  const made = await makeEnvironment(python, venv.dir);
  if (!made.success) {
    throw explain(
      `Cannot make a virtual environment in ${venv.dir}`,
      made.output,
    );
  }
  line.say("2/4 JupyterLab and nbconvert, about a minute ...");
  const installed = await pipInstall(
    venv.python,
    ["--require-hashes", "-r", REQUIREMENTS],
    line,
  );
  if (!installed.success) {
    throw explain("Cannot install JupyterLab with pip", installed.output);
  }
}

// So that the first cell of a notebook does not silently wait for the network.
async function fetchPackages(venv: Venv): Promise<void> {
  const faces = Object.values(project.exports);
  const { success, output } = await run(
    [venv.deno, "cache", ...faces, "tests/std_assert/mod.js"],
    { cwd: ROOT, env: { NO_COLOR: "1" } },
  );
  if (!success) throw explain("Cannot fetch the library's packages", output);
}

async function isComplete(venv: Venv): Promise<boolean> {
  const stamp = await readStamp(venv);
  return stamp.environment !== undefined &&
    stamp.environment === await environmentOf(venv) &&
    stamp.packages === await hashOf(join(ROOT, "deno.lock")) &&
    await exists(venv.deno);
}

/** What the environment is made from; undefined when its Python is not there. */
async function environmentOf(venv: Venv): Promise<string | undefined> {
  if (!await exists(venv.python)) return undefined;
  const config = await Deno.readTextFile(join(venv.dir, "pyvenv.cfg"))
    .catch(() => "");
  const version = config.match(/^version(?:_info)? *= *(.+?) *$/m)?.[1];
  return `Python ${version}, ${await hashOf(REQUIREMENTS)}`;
}

async function readStamp(venv: Venv): Promise<Stamp> {
  try {
    return JSON.parse(await Deno.readTextFile(venv.stamp));
  } catch {
    return {};
  }
}

async function writeStamp(venv: Venv, stamp: Stamp): Promise<void> {
  await writeWhole(venv.stamp, JSON.stringify(stamp, null, 2) + "\n");
}

async function hashOf(path: string): Promise<string> {
  const bytes = await Deno.readFile(path);
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(hash).toHex();
}
