import { join } from "node:path";
import { JUPYTER } from "../project.ts";
import { jupyterEnv, type Venv } from "../set_up/venv.ts";
import { askToEnd, readLines } from "../terminal/child.ts";
import { makeLogFile } from "./log_file.ts";
import {
  type ServerOptions,
  serverSettings,
  writeLabSettings,
} from "./settings.ts";

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
      join(JUPYTER, "lab", "lab.py"),
      JSON.stringify(serverSettings(options)),
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
