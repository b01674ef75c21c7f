/** What became of a program that ran to its end. */
export interface Ended {
  readonly success: boolean;
  readonly stdout: string;
  /** All that it printed, on stdout and then on stderr. */
  readonly output: string;
}

/** The signals that ask this process to end. */
export const STOPPING: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a program to its end without a terminal, handing over each line that it
 * prints on stdout as it comes. Ctrl-C ends the program, and then this process.
 */
export async function run(
  [program, ...args]: readonly string[],
  options: {
    cwd?: string;
    env?: Record<string, string>;
    /** "piped": it is open until the program has ended, or this process. */
    stdin?: "null" | "piped";
    onLine?: (line: string) => void;
  } = {},
): Promise<Ended> {
  const { onLine = () => {}, stdin = "null", ...rest } = options;
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(program, {
      args,
      ...rest,
      stdin,
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    // A program that is not there is one more way to fail.
    return { success: false, stdout: "", output: `${program}: ${error}` };
  }
  let wasStopped = false;
  const stop = () => {
    wasStopped = true;
    askToEnd(child);
  };
  for (const signal of STOPPING) Deno.addSignalListener(signal, stop);
  const [stdout, stderr, { success }] = await Promise.all([
    readLines(child.stdout, onLine),
    readLines(child.stderr, () => {}),
    child.status,
  ]);
  for (const signal of STOPPING) Deno.removeSignalListener(signal, stop);
  if (stdin === "piped") await child.stdin.close().catch(() => {});
  if (wasStopped) {
    console.error("\nStopped.");
    Deno.exit(130);
  }
  return { success, stdout, output: stdout + stderr };
}

/** Asks a program to end itself and what it has started. */
export function askToEnd(child: Deno.ChildProcess): void {
  // On Windows the console's Ctrl-C has reached the program by itself, and a
  // signal would end it before it has ended its kernels.
  if (Deno.build.os === "windows") return;
  try {
    child.kill("SIGTERM");
  } catch {
    // It has ended already.
  }
}

/** Hands over each line of a stream as it comes, and gives back all of it. */
export async function readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLine: (line: string) => void,
): Promise<string> {
  let all = "";
  let line = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    all += text;
    const [first, ...others] = text.split("\n");
    line += first;
    for (const next of others) {
      onLine(line.trimEnd());
      line = next;
    }
  }
  return all;
}
