import { join } from "node:path";
import { askToEnd } from "./_child.ts";
import { writeLabSettings } from "./_lab_settings.ts";
import { NOTEBOOKS } from "./_project.ts";
import { jupyterEnv, type Venv } from "./_venv.ts";

/** How a JupyterLab server is to be started. */
export interface ServerOptions {
  readonly port: number;
  /** The name by which this machine reaches the server. */
  readonly host: string;
  readonly opensBrowser: boolean;
  /** The folder that it shows. Default: the notebooks'. */
  readonly root?: string;
  /** Further arguments of `jupyter lab`. */
  readonly args: readonly string[];
}

/** A JupyterLab server that was started. */
export interface Server {
  /** Where its start notebook is, with the token that lets one in. */
  readonly address: string;
  /** Its process. */
  readonly pid: number;
  /** The file with what it says. */
  readonly log: string;
  /** Waits until it answers; false if it ended instead. */
  readonly answers: () => Promise<boolean>;
  /** Ends it, and its kernels with it. */
  readonly stop: () => void;
  /** Whether it ended well, once it has ended. */
  readonly ended: Promise<boolean>;
}

const START = "/lab/tree/00_start_here.ipynb";

/** Starts JupyterLab. */
export async function startServer(
  venv: Venv,
  { port, host, opensBrowser, root = NOTEBOOKS, args }: ServerOptions,
): Promise<Server> {
  await writeLabSettings(venv);
  const token = crypto.randomUUID().replaceAll("-", "");
  const log = join(venv.dir, "jupyterlab.log");
  const logFile = await Deno.create(log);
  const child = new Deno.Command(venv.python, {
    args: [
      ...["-m", "jupyterlab", `--port=${port}`, "--ServerApp.port_retries=0"],
      `--ServerApp.root_dir=${root}`,
      `--LabApp.default_url=${START}`,
      ...(opensBrowser ? [] : ["--no-browser"]),
      ...(Deno.uid() === 0 ? ["--allow-root"] : []),
      // The list of extensions would come from the network.
      "--LabApp.extension_manager=readonly",
      // Ctrl-C means stop, without a question.
      "--ServerApp.answer_yes=True",
      ...args,
    ],
    env: { ...jupyterEnv(venv), JUPYTER_TOKEN: token },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    // A terminal's Ctrl-C goes to its whole group. Jupyter without a terminal of its own
    // would end of it without ending its kernels; SIGTERM, from `stop`, ends both.
    detached: Deno.build.os !== "windows",
  }).spawn();
  const logged = (async () => {
    for await (const chunk of child.stderr) await logFile.write(chunk);
    logFile.close();
  })();

  let isOver = false;
  const ended = child.status.then(async ({ success }) => {
    isOver = true;
    // A kernel that outlives its server would hold the log open.
    await Promise.race([logged, pause(1000)]);
    return success;
  });
  return {
    address: `http://${host}:${port}${START}?token=${token}`,
    pid: child.pid,
    log,
    ended,
    answers: async () => {
      while (!isOver) {
        if (await listens(port, host)) return true;
        await pause(100);
      }
      return false;
    },
    stop: () => askToEnd(child),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function listens(port: number, hostname: string): Promise<boolean> {
  try {
    (await Deno.connect({ port, hostname })).close();
    return true;
  } catch {
    return false;
  }
}
