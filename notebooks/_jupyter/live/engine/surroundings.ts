// What a page's worker has of Deno, in place before the library is loaded, which asks for it.

import { pageConsole } from "./console.ts";
import { pageDeno } from "./deno.ts";
import { filesHere, folderHere, goTo } from "./files.ts";
import { inspect } from "./inspect.ts";
import helpEntries from "./instead/help/_entries.json" with { type: "json" };
import type { Output, Report, Request } from "./messages.ts";

/** Where the library's own file of what `help` knows would be. */
const HELP = "/weightlab/lib/help/_entries.json";

/** The worker that this runs in. */
export const worker = globalThis as unknown as {
  postMessage(report: Report): void;
  onmessage: (event: { readonly data: Request }) => void;
};

/** The number of the run whose outputs are sent. */
let running = 0;

/** Tells the page. */
export function send(report: Report): void {
  worker.postMessage(report);
}

/** Sends an output of the cell that runs. */
export function show(output: Output): void {
  send({ type: "output", run: running, output });
}

/** Outputs are those of this run from now on. */
export function begin(run: number): void {
  running = run;
}

/** Goes to the notebook's folder, and puts the page's files where cells look for them. */
export function start(
  part: string,
  given: readonly (readonly [path: string, bytes: Uint8Array<ArrayBuffer>])[],
): void {
  goTo(part);
  filesHere.makeFolder(folderHere(), { recursive: true });
  for (const [path, bytes] of given) {
    filesHere.put(path, bytes);
    if (path === HELP) {
      (helpEntries as unknown[]).push(
        ...JSON.parse(new TextDecoder().decode(bytes)),
      );
    }
  }
}

Object.assign(
  console,
  pageConsole((name, text) => show({ output_type: "stream", name, text })),
);
Object.assign(globalThis, {
  Deno: pageDeno({ files: filesHere, send: show, inspect }),
});
