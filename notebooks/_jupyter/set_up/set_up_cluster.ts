import { join } from "node:path";
import { JUPYTER, ROOT } from "../project.ts";
import { StatusLine } from "../terminal/status_line.ts";
import {
  type Environment,
  install,
  lockFolder,
  madeFrom,
  readStamp,
  writeStamp,
} from "./environment.ts";
import { programIn } from "./venv.ts";

/**
 * What a local cluster runs in. It is not JupyterLab's environment: that one is made anew,
 * and emptied, when its own lock changes, and neither is to wait for the other's versions.
 * The library looks for its Python here too (lib/cluster/).
 */
const ENVIRONMENT: Environment = {
  dir: join(ROOT, ".venv-cluster"),
  requirements: join(JUPYTER, "set_up", "requirements-cluster.lock"),
  name: "Dask",
  says: {
    make: (version) =>
      `1/2 Python environment in .venv-cluster, with Python ${version} ...`,
    install: "2/2 Dask, its dashboard and Deno, 310 MB, about a minute ...",
  },
};

/** An environment with Dask. */
export interface ClusterVenv {
  readonly dir: string;
  /** Its Python. */
  readonly python: string;
}

/** Makes it, unless it is there; starts a half-made one afresh. */
export async function setUpCluster(): Promise<ClusterVenv> {
  const { dir } = ENVIRONMENT;
  if (!await isComplete()) {
    using _lock = await lockFolder(dir);
    // Another command may have made it meanwhile.
    if (!await isComplete()) {
      await writeStamp(dir, {});
      await install(ENVIRONMENT, new StatusLine());
      await writeStamp(dir, { environment: await madeFrom(ENVIRONMENT) });
    }
  }
  return { dir, python: programIn(dir, "python") };
}

async function isComplete(): Promise<boolean> {
  const { environment } = await readStamp(ENVIRONMENT.dir);
  return environment !== undefined &&
    environment === await madeFrom(ENVIRONMENT);
}
