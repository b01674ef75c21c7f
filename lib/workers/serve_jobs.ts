import { Console } from "node:console";
import process from "node:process";
import { decode, encode } from "../store/codec.ts";
import { linesOf } from "./lines_of.ts";
import { millisecondsSince } from "./milliseconds_since.ts";
import type { Run } from "./run_jobs.ts";

// A process that does jobs, one after the other, as lines on stdin ask it to. Each line on
// stdin and stdout is one object of JSON:
//
//   out  {"ready":{...}}                              once, before any other
//   in   {"id":7,"job":"..."}
//   out  {"beat":7}                                   about once a second, while the job is alive
//   out  {"id":7,"result":"...","ms":51.23}           or, if it threw,
//        {"id":7,"error":"..."}
//
// A job, a result and an error ({ name, message, stack }) are texts of the codec, so that no
// name in them can be mistaken for one out here; `ms` is how long the job itself took. The
// process ends when stdin does, after the jobs that it was asked for.

/** How long a job is silent between two beats, in ms. */
const BEAT = 1000;

/** How much of a line that cannot be read is told. */
const TOLD = 80;

/** What a line on stdin asks for. */
interface Request {
  readonly id: number;
  readonly job: string;
}

/**
 * Does the jobs that lines on stdin ask for, and answers each on stdout: see above. Stdout is
 * the answers' own from now on: `console.log` and its like write to stderr.
 *
 * @param run Does one job.
 * @param options `ready`: what the first line says, plain data; `common`: what all jobs have in
 * common.
 * @returns When stdin has ended and the last job is done.
 * @throws {SyntaxError} if a line is no request; nothing more is read.
 */
export async function serveJobs<Job, Common, Result>(
  run: Run<Job, Common, Result>,
  { ready, common }: { ready: unknown; common: Common },
): Promise<void> {
  Object.assign(console, new Console(process.stderr, process.stderr));
  say({ ready });
  let count = 0;
  // By the event loop, which must turn between jobs: what they forget is then given back.
  for await (const line of linesOf(Deno.stdin.readable)) {
    const { id, job } = requestOf(line, ++count);
    say(answerTo(id, job, run, common));
  }
}

function answerTo<Job, Common, Result>(
  id: number,
  job: string,
  run: Run<Job, Common, Result>,
  common: Common,
): unknown {
  let silentSince = performance.now();
  const alive = () => {
    const now = performance.now();
    if (now - silentSince < BEAT) return;
    silentSince = now;
    say({ beat: id });
  };
  try {
    const decoded = decode(job) as Job;
    const begun = performance.now();
    const result = run(decoded, common, alive);
    const ms = millisecondsSince(begun);
    return { id, result: encode(result), ms };
  } catch (thrown) {
    return { id, error: encode(errorOf(thrown)) };
  }
}

/** What was thrown as plain data. Anything else than an error is its text. */
function errorOf(thrown: unknown) {
  if (!(thrown instanceof Error)) {
    return { name: "Error", message: String(thrown) };
  }
  const { name, message, stack } = thrown;
  return {
    name: String(name),
    message: String(message),
    stack: stack === undefined ? undefined : String(stack),
  };
}

/** Writes a line whole and at once: a job that never ends must be heard before it does. */
function say(line: unknown): void {
  let bytes = new TextEncoder().encode(JSON.stringify(line) + "\n");
  while (bytes.length > 0) {
    bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
  }
}

function requestOf(line: string, number: number): Request {
  let request: Partial<Request> | null = null;
  try {
    request = JSON.parse(line);
  } catch {
    // It is told below.
  }
  const { id, job } = request ?? {};
  if (typeof id === "number" && typeof job === "string") return { id, job };
  throw new SyntaxError(
    `Cannot read line ${number} of stdin: it must be {"id":<number>,"job":"<text>"}, got ${
      line.length > TOLD ? `${line.slice(0, TOLD)}...` : line || "nothing"
    }`,
  );
}
