// `Deno` as a page's worker has it: what the notebooks and the library ask it for, and as much
// of its files as stays in memory.

import { errors } from "./file_errors.ts";
import { type Files, folderHere, type MemoryFile, pathOf } from "./files.ts";

/** An output of a cell as nbformat has it; the page is sent these. */
export type Output =
  | {
    readonly output_type: "display_data";
    readonly data: Record<string, unknown>;
    readonly metadata: Record<string, unknown>;
    /** The name of what replaces itself. */
    readonly display_id?: string;
    /** Whether it replaces what was sent under that name. */
    readonly update?: boolean;
  }
  | {
    readonly output_type: "stream";
    readonly name: "stdout" | "stderr";
    readonly text: string;
  };

/** What a page's `Deno` is made of. */
export interface PageDenoOptions {
  /** The worker's files. */
  readonly files: Files;
  /** Takes an output of the cell that runs. */
  readonly send: (output: Output) => void;
  /** `Deno.inspect`, which also tells what is displayed as text. Default: `String`. */
  readonly inspect?: (value: unknown, options?: object) => string;
}

/** What Deno's kernel asks a value for that is to be displayed. */
const DISPLAY = Symbol.for("Jupyter.display");

/** What a page cannot do, and the names of Deno's that would do it. */
const ABSENT = {
  "no processes": ["Command", "run", "kill", "exit", "spawn"],
  "no native code": ["dlopen"],
  "no network": [
    ...["connect", "connectTls", "listen", "listenDatagram", "listenTls"],
    ...["openKv", "resolveDns", "serve", "startTls", "createHttpClient"],
  ],
  "files in memory alone, read and written whole": [
    ...["chmod", "chown", "create", "link", "open", "readLink", "symlink"],
    ...["truncate", "umask", "watchFs"],
  ],
};

/**
 * The `Deno` of a page's worker.
 *
 * Its files lie in memory and all permissions for them are given. What a page cannot do, such
 * as starting a process, says so when it is asked for.
 *
 * @param options The files, where outputs go, and how values are told as text.
 * @returns What is set as `globalThis.Deno`, before the library is loaded.
 */
export function pageDeno(
  { files, send, inspect = String }: PageDenoOptions,
): Record<string, unknown> {
  return {
    ...absent(),
    ...inBothForms(fileFunctions(files)),
    readDir: async function* (path: string | URL) {
      yield* entriesOf(files, path);
    },
    readDirSync: (path: string | URL) => entriesOf(files, path),
    cwd: folderHere,
    jupyter: jupyter(send, inspect),
    inspect,
    errors,
    permissions: permissions(),
    env: {
      get: () => undefined,
      has: () => false,
      toObject: () => ({}),
    },
    stdout: writer("stdout", send),
    stderr: writer("stderr", send),
    args: [],
    build: { os: "page", arch: "wasm32", target: "wasm32-page" },
    execPath: () => "/weightlab/deno",
    get mainModule() {
      return `file://${folderHere()}/`;
    },
    noColor: true,
  };
}

function jupyter(
  send: PageDenoOptions["send"],
  inspect: NonNullable<PageDenoOptions["inspect"]>,
) {
  const display = async (
    value: unknown,
    { raw = false, display_id, update = false }: {
      raw?: boolean;
      display_id?: string;
      update?: boolean;
    } = {},
  ) => {
    const data = raw
      ? value as Record<string, unknown>
      : await displayed(value, inspect);
    send({
      ...{ output_type: "display_data", data, metadata: {} },
      ...(display_id !== undefined && { display_id }),
      ...(update && { update }),
    });
  };
  return {
    $display: DISPLAY,
    display,
    // It leaves before the call returns: a loop that computes does not wait.
    broadcast: (type: string, content: Broadcast) => {
      if (type === "display_data" || type === "update_display_data") {
        const { data = {}, metadata = {}, transient } = content;
        const display_id = transient?.display_id;
        send({
          ...{ output_type: "display_data", data, metadata },
          ...(display_id !== undefined && { display_id }),
          ...(type === "update_display_data" && { update: true }),
        });
      } else if (type === "stream") {
        const { name = "stdout", text = "" } = content;
        send({ output_type: "stream", name, text });
      } else {
        return Promise.reject(
          new Error(
            `Cannot broadcast: the type must be "display_data", "update_display_data" or "stream" in a page, got ${
              JSON.stringify(type)
            }`,
          ),
        );
      }
      return Promise.resolve();
    },
    html: tagged("text/html"),
    md: tagged("text/markdown"),
    svg: tagged("image/svg+xml"),
  };
}

/** What is broadcast. */
interface Broadcast {
  readonly data?: Record<string, unknown>;
  readonly metadata?: Record<string, unknown>;
  readonly transient?: { readonly display_id?: string };
  readonly name?: "stdout" | "stderr";
  readonly text?: string;
}

/** The forms in which a value is shown. */
export async function displayed(
  value: unknown,
  inspect: NonNullable<PageDenoOptions["inspect"]>,
): Promise<Record<string, unknown>> {
  const bundle = (value as { [DISPLAY]?: unknown } | null | undefined)
    ?.[DISPLAY];
  return typeof bundle === "function"
    ? await bundle.call(value)
    : { "text/plain": inspect(value) };
}

/** Marks a template as text of a kind: Deno.jupyter.md`**bold**`. */
function tagged(type: string) {
  return (parts: TemplateStringsArray, ...values: unknown[]) => {
    const text = String.raw({ raw: parts }, ...values);
    return { [DISPLAY]: () => ({ [type]: text }) };
  };
}

/** Deno's functions of files, of which each has a form that waits: "readFile". */
function fileFunctions(files: Files) {
  const decoder = new TextDecoder();
  let made = 0;
  const temporary = ({ dir = "/tmp", prefix = "", suffix = "" } = {}) =>
    `${dir}/${prefix}${++made}${suffix}`;
  const readFile = (path: string | URL) =>
    files.open(path, "readfile").bytes.slice();
  const writeFile = (
    path: string | URL,
    bytes: Uint8Array,
    { append = false, create = true, createNew = false } = {},
  ) =>
    files.open(path, "writefile", { create, createNew, truncate: !append })
      .write(bytes);
  return {
    readFile,
    readTextFile: (path: string | URL) => decoder.decode(readFile(path)),
    writeFile,
    writeTextFile: (path: string | URL, text: string, options?: object) =>
      writeFile(path, new TextEncoder().encode(text), options),
    copyFile: (from: string | URL, to: string | URL) =>
      writeFile(to, readFile(from)),
    makeTempDir: (options?: object) => {
      const path = temporary(options);
      files.makeFolder(path);
      return path;
    },
    makeTempFile: (options?: object) => {
      const path = temporary(options);
      files.open(path, "open", { createNew: true });
      return path;
    },
    mkdir: (path: string | URL, options?: { recursive?: boolean }) =>
      files.makeFolder(path, options),
    remove: (path: string | URL, options?: { recursive?: boolean }) =>
      files.remove(path, options),
    rename: (from: string | URL, to: string | URL) => files.rename(from, to),
    stat: (path: string | URL) => infoOf(files.at(path, "stat")),
    lstat: (path: string | URL) => infoOf(files.at(path, "lstat")),
    realPath: (path: string | URL) => {
      files.at(path, "realpath");
      return pathOf(path);
    },
  };
}

/** Each function, and under its name with "Sync" the same that does not wait. */
function inBothForms(
  functions: Record<string, (...args: never[]) => unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(functions).flatMap(([name, act]) => [
      [`${name}Sync`, act],
      // deno-lint-ignore require-await -- what is thrown is a rejection
      [name, async (...args: never[]) => act(...args)],
    ]),
  );
}

function infoOf(entry: MemoryFile | "folder") {
  const isFile = entry !== "folder";
  const mtime = isFile ? entry.mtime : null;
  return {
    ...{ isFile, isDirectory: !isFile, isSymlink: false },
    ...{ size: isFile ? entry.bytes.length : 0, mtime, atime: null },
  };
}

function entriesOf(files: Files, path: string | URL) {
  return files.list(path).map(([name, entry]) => ({
    name,
    ...{ isFile: entry !== "folder", isDirectory: entry === "folder" },
    isSymlink: false,
  }));
}

/** All are given: what a page cannot do needs no permission to say so. */
function permissions() {
  const status = () => ({ state: "granted", partial: false, onchange: null });
  return {
    ...{ querySync: status, requestSync: status, revokeSync: status },
    query: () => Promise.resolve(status()),
    request: () => Promise.resolve(status()),
    revoke: () => Promise.resolve(status()),
  };
}

function writer(name: "stdout" | "stderr", send: PageDenoOptions["send"]) {
  const decoder = new TextDecoder();
  const writeSync = (bytes: Uint8Array) => {
    send({
      output_type: "stream",
      name,
      text: decoder.decode(bytes, { stream: true }),
    });
    return bytes.length;
  };
  return {
    writeSync,
    write: (bytes: Uint8Array) => Promise.resolve(writeSync(bytes)),
    isTerminal: () => false,
  };
}

/** What a page cannot do: each says so when it is called, with `new` or without. */
function absent(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(ABSENT).flatMap(([why, names]) =>
      names.flatMap((name) => [name, `${name}Sync`]).map((name) => [
        name,
        function () {
          throw new errors.NotSupported(
            `Cannot use Deno.${name}: a page has ${why}; Deno itself must run the notebook`,
          );
        },
      ])
    ),
  );
}
