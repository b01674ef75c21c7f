// What a page's worker has of Deno, in place before the library is loaded, which asks for it.

import type { Output, Report } from "./messages.ts";
import { printed } from "./inspect.ts";

/** Tells the page. */
export function send(report: Report): void {
  postMessage(report);
}

const files = new Map<string, Uint8Array>();

/** What the running cell shows is known by its run. */
export const surroundings = {
  run: 0,
  start(given: readonly (readonly [path: string, bytes: Uint8Array])[]): void {
    for (const [path, bytes] of given) files.set(path, bytes);
  },
};

function show(output: Output): void {
  send({ type: "output", run: surroundings.run, output });
}

for (
  const [method, name] of [
    ...["log", "info", "debug"].map((method) => [method, "stdout"] as const),
    ...["warn", "error"].map((method) => [method, "stderr"] as const),
  ]
) {
  console[method as "log"] = (...values: unknown[]) =>
    show({ output_type: "stream", name, text: `${printed(values)}\n` });
}

// TEMPORARY until deno.ts
const read = (path: string | URL) => {
  const p = new URL(path, "file:///weightlab/notebooks/").pathname;
  const bytes = files.get(p);
  if (!bytes) throw new Error(`no file ${p}; ${[...files.keys()]}`);
  return bytes.slice();
};
Object.assign(globalThis, {
  Deno: {
    jupyter: {
      display: (data: Record<string, unknown>) => {
        show({ output_type: "display_data", data });
        return Promise.resolve();
      },
      broadcast: (
        type: string,
        { data, transient }: {
          data: Record<string, unknown>;
          transient?: { display_id: string };
        },
      ) => {
        show({
          output_type: "display_data",
          data,
          display_id: transient?.display_id,
          update: type === "update_display_data",
        });
        return Promise.resolve();
      },
    },
    errors: { NotFound: Error, NotCapable: class extends Error {} },
    build: { os: "linux", arch: "x86_64" },
    permissions: {
      querySync: ({ name }: { name: string }) => ({
        state: name === "read" ? "granted" : "denied",
      }),
    },
    readFileSync: read,
    readTextFile: (path: string) =>
      Promise.resolve(new TextDecoder().decode(read(path))),
  },
});
