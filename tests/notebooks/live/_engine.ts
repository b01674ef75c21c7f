import { engine } from "../../../notebooks/_jupyter/live/bundle.ts";
import type {
  Output,
  Report,
  Request,
} from "../../../notebooks/_jupyter/live/engine/messages.ts";

/** As a browser's worker: without Deno, with stacks that name evaluated code as it asks to be. */
const AS_BROWSERS = `delete globalThis.Deno;
delete globalThis.process;
Error.prepareStackTrace = (error, sites) => [
  String(error),
  ...sites.map((site) => "    at " + [
    site.getScriptNameOrSourceURL(), site.getLineNumber(), site.getColumnNumber(),
  ].join(":")),
].join("\\n");
`;

/** The pages' engine in a worker, as a page has it. */
export interface Engine extends Disposable {
  /** Every report so far. */
  readonly reports: readonly Report[];
  readonly send: (request: Request) => void;
  /** The next report of a type, and of a run if one is told. */
  readonly next: <T extends Report["type"]>(
    type: T,
    run?: number,
  ) => Promise<Report & { type: T }>;
  /** Runs a cell: what it gave out, and how it ended. */
  readonly run: (
    id: number,
    source: string,
    from?: Readonly<Record<string, number>>,
  ) => Promise<Report & { type: "ended" } & { outputs: Output[] }>;
}

/** Its script; building takes seconds. */
export const SCRIPT: string = await engine(["./statements.ts"]);

/** Starts an engine with these files, in a part's folder. */
export async function startEngine(
  files: (Request & { type: "start" })["files"] = [],
  part = "",
): Promise<Engine> {
  const blob = new Blob([AS_BROWSERS, SCRIPT], { type: "text/javascript" });
  const url = URL.createObjectURL(blob);
  const worker = new Worker(url, { type: "module" });
  const reports: Report[] = [];
  let runs = 0;
  const waiting: {
    readonly type: string;
    readonly run?: number;
    readonly resolve: (report: Report) => void;
  }[] = [];
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    reports.push(data);
    const at = waiting.findIndex(({ type, run }) =>
      type === data.type &&
      (run === undefined || "run" in data && run === data.run)
    );
    if (at >= 0) waiting.splice(at, 1)[0].resolve(data);
  };
  const failed = Promise.withResolvers<never>();
  worker.onerror = (event) => {
    event.preventDefault();
    failed.reject(new Error(event.message));
  };
  const send = (request: Request) => worker.postMessage(request);
  const next = <T extends Report["type"]>(type: T, run?: number) =>
    Promise.race([
      failed.promise,
      new Promise<Report>((resolve) => waiting.push({ type, run, resolve })),
    ]) as Promise<Report & { type: T }>;
  const started = next("started");
  send({ type: "start", part, files, cores: 1 });
  await started;
  URL.revokeObjectURL(url);
  return {
    ...{ reports, send, next },
    run: async (id, source, from = {}) => {
      const run = ++runs;
      const ended = next("ended", run);
      send({ type: "run", id, run, source, from });
      const report = await ended;
      const outputs = reports.flatMap((one) =>
        one.type === "output" && one.run === run ? [one.output] : []
      );
      return { ...report, outputs };
    },
    [Symbol.dispose]: () => worker.terminate(),
  };
}
