import { join } from "node:path";
import project from "../../../deno.json" with { type: "json" };
import { exists } from "../files.ts";
import { JUPYTER, ROOT } from "../project.ts";
import { run } from "../terminal/child.ts";
import { explain } from "../terminal/failure.ts";
import { StatusLine } from "../terminal/status_line.ts";
import {
  type Environment,
  hashOf,
  install,
  lockFolder,
  madeFrom,
  readStamp,
  writeStamp,
} from "./environment.ts";
import { writeKernelSpec } from "./kernel_spec.ts";
import { DENO_VERSION, pinDeno } from "./pinned_deno.ts";
import { type Venv, venvAt } from "./venv.ts";

/** What JupyterLab runs in. */
const ENVIRONMENT: Environment = {
  dir: join(ROOT, ".venv"),
  requirements: join(JUPYTER, "set_up", "requirements.lock"),
  name: "JupyterLab",
  says: {
    make: (version) =>
      `1/4 Python environment in .venv, with Python ${version} ...`,
    install: "2/4 JupyterLab and nbconvert, about a minute ...",
  },
};

/**
 * Makes everything that the notebooks run in: a virtual environment with
 * JupyterLab, the pinned Deno as its kernel, and the library's packages. Does
 * nothing when that is all there, and starts a half-made environment afresh.
 */
export async function setUp(): Promise<Venv> {
  const venv = venvAt(ENVIRONMENT.dir, DENO_VERSION);
  if (!await isComplete(venv)) await make(venv);
  // Holds an absolute path, which is wrong after the folder has been moved.
  await writeKernelSpec(venv);
  return venv;
}

async function make(venv: Venv): Promise<void> {
  using _lock = await lockFolder(venv.dir);
  const line = new StatusLine();
  const stamp = await readStamp(venv.dir);
  const environment = await madeFrom(ENVIRONMENT);
  if (environment === undefined || stamp.environment !== environment) {
    await writeStamp(venv.dir, {}); // nothing is finished until it all is
    await install(ENVIRONMENT, line);
    stamp.environment = await madeFrom(ENVIRONMENT);
    await writeStamp(venv.dir, stamp);
  }
  if (!await exists(venv.deno)) {
    line.say(`3/4 Deno ${DENO_VERSION}, the notebooks' kernel ...`);
    await pinDeno(venv.deno);
  }
  const lockFile = join(ROOT, "deno.lock");
  if (stamp.packages !== await hashOf(lockFile)) {
    line.say("4/4 The library's packages ...");
    await fetchPackages(venv);
    await writeStamp(venv.dir, { ...stamp, packages: await hashOf(lockFile) });
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
  const stamp = await readStamp(venv.dir);
  return stamp.environment !== undefined &&
    stamp.environment === await madeFrom(ENVIRONMENT) &&
    stamp.packages === await hashOf(join(ROOT, "deno.lock")) &&
    await exists(venv.deno);
}
