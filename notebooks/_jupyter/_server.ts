import { join } from "node:path";
import { askToEnd, readLines } from "./_child.ts";
import { writeLabSettings } from "./_lab_settings.ts";
import { makeLogFile } from "./_log_file.ts";
import { JUPYTER, NOTEBOOKS } from "./_project.ts";
import { jupyterEnv, type Venv } from "./_venv.ts";

/** How a JupyterLab server is to be started. */
export interface ServerOptions {
  readonly port: number;
  readonly opensBrowser: boolean;
  /** The folder that it shows. Default: the notebooks'. */
  readonly root?: string;
  /** Options of `jupyter lab`, which go before all that is set here. */
  readonly args: readonly string[];
}

/** A JupyterLab server that was started. */
export interface Server {
  /** Its process. */
  readonly pid: number;
  /** The file with what it says. */
  readonly log: string;
  /**
   * Waits until it answers.
   *
   * @returns where its start notebook is, with the token that lets one in; undefined if
   * it ended instead.
   */
  readonly answers: () => Promise<string | undefined>;
  /** Ends it, and its kernels with it. */
  readonly stop: () => void;
  /** Whether it ended well, once it has ended. */
  readonly ended: Promise<boolean>;
}

/** What JupyterLab is set to unless the reader's options say otherwise. */
function settings(
  { port, opensBrowser, root = NOTEBOOKS }: ServerOptions,
): Record<string, unknown> {
  return {
    "ServerApp.port": port,
    "ServerApp.port_retries": 0,
    "ServerApp.root_dir": root,
    "LabApp.default_url": "/lab/tree/00_start_here.ipynb",
    ...(!opensBrowser && { "ServerApp.open_browser": false }),
    ...(Deno.uid() === 0 && { "ServerApp.allow_root": true }),
    // The list of extensions would come from the network.
    "LabApp.extension_manager": "readonly",
    // Ctrl-C means stop, without a question.
    "ServerApp.answer_yes": true,
    // What the launcher offers first, and a new notebook gets.
    "MappingKernelManager.default_kernel_name": "deno",
  };
}

/** Starts JupyterLab. */
export async function startServer(
  venv: Venv,
  options: ServerOptions,
): Promise<Server> {
  await writeLabSettings(venv);
  const token = crypto.randomUUID().replaceAll("-", "");
  const log = await makeLogFile(join(venv.dir, "logs"));
  const child = new Deno.Command(venv.python, {
    args: [
      join(JUPYTER, "_lab.py"),
      JSON.stringify(settings(options)),
      ...options.args,
    ],
    env: { ...jupyterEnv(venv), JUPYTER_TOKEN: token },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    // A terminal's Ctrl-C goes to its whole group. Jupyter without a terminal of its own
    // would end of it without ending its kernels; SIGTERM, from `stop`, ends both.
    detached: Deno.build.os !== "windows",
  }).spawn();
  const logged = (async () => {
    for await (const chunk of child.stderr) await log.file.write(chunk);
    log.file.close();
  })();

  const address = Promise.withResolvers<string | undefined>();
  const said = readLines(child.stdout, (line) => {
    if (line.startsWith('{"address":')) {
      address.resolve(JSON.parse(line).address);
    } else console.log(line); // `--help` and `--version`
  });
  const ended = child.status.then(async ({ success }) => {
    // A kernel that outlives its server would hold the log open.
    await Promise.race([Promise.all([logged, said]), pause(1000)]);
    address.resolve(undefined);
    return success;
  });
  return {
    pid: child.pid,
    log: log.path,
    ended,
    answers: () => address.promise,
    stop: () => askToEnd(child),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
