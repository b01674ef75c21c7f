import { decode, encode } from "../../lib/store/codec.ts";

/** A line that a job runner wrote. */
export interface Line {
  readonly ready?: unknown;
  readonly beat?: number;
  readonly id?: number;
  readonly result?: string;
  readonly error?: string;
  readonly ms?: number;
}

/** A process that does jobs as lines on stdin and stdout. */
export class Child implements AsyncDisposable {
  readonly process: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #lines: AsyncGenerator<string>;
  readonly #stderr: Promise<string>;

  /** @param args What Deno is called with. */
  constructor(args: readonly string[], cwd?: string | URL) {
    this.process = new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", ...args],
      env: { NO_COLOR: "1", WEIGHTLAB_KERNEL: "" },
      ...{ cwd, stdin: "piped", stdout: "piped", stderr: "piped" },
    }).spawn();
    this.#stdin = this.process.stdin.getWriter();
    this.#lines = linesOf(this.process.stdout);
    this.#stderr = new Response(this.process.stderr).text();
  }

  /** Sends text as it is. */
  async sendText(text: string): Promise<void> {
    await this.#stdin.write(new TextEncoder().encode(text));
  }

  async send(id: number, job: unknown): Promise<void> {
    await this.sendText(JSON.stringify({ id, job: encode(job) }) + "\n");
  }

  /** The next line; undefined when there will be none. */
  async next(): Promise<Line | undefined> {
    const { value, done } = await this.#lines.next();
    return done ? undefined : JSON.parse(value);
  }

  /** What a job gave, decoded; there must be no beat before it. */
  async do(id: number, job: unknown): Promise<unknown> {
    await this.send(id, job);
    const line = await this.next();
    if (line?.id !== id) throw new Error(`Another line: ${inspected(line)}`);
    return decode(line.result ?? line.error!);
  }

  async closeStdin(): Promise<void> {
    await this.#stdin.close();
  }

  /** Reads no line any more. */
  async closeStdout(): Promise<void> {
    await this.#lines.return(undefined);
  }

  /** How it ended. */
  async ended(): Promise<{ code: number; stderr: string }> {
    const { code } = await this.process.status;
    return { code, stderr: await this.#stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.process.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await this.ended();
    await this.#lines.return(undefined);
    await this.#stdin.abort().catch(() => {});
  }
}

function inspected(value: unknown): string {
  return Deno.inspect(value);
}

async function* linesOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== "") yield rest;
}
