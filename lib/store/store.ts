// Of Deno, Node and Bun alike, with the reason of an error as a code.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { checkPermissions } from "../check/permission.ts";
import { decode, encode } from "./codec.ts";
import { linesOf } from "./lines_of.ts";
import { writeAll } from "./write_all.ts";

/** A result, and how long its job took. */
export interface Kept {
  /** In ms. */
  readonly ms: number;
  readonly result: unknown;
}

const NEWLINE = 10;

/** How a line begins. What has another beginning is none of ours, or torn. */
const BEGINNING = /^\{"key": ?"([0-9a-f]{64})"/;
/** How long that is. */
const BEGINNING_LENGTH = 80;
/** What a file begins with that may be appended to, as far as it goes. */
const FIRST = '{"key":';

/**
 * Results in a file, one a line: `{"key":"...","ms":51.2,"result":...}`, in the text of `encode`.
 *
 * The file is only ever appended to, one write a line, so that several processes may do so at
 * once, `cat` joins two files into one, and what has been written stays whatever ends the
 * program. A line that was torn is not read, and the next begins on one of its own.
 */
export class Store {
  readonly #file: string;
  readonly #total: number;
  /** How many results lie there; undefined until that is known. */
  #kept?: number;

  /** The results that lay in the file at the beginning, by key. */
  readonly found: ReadonlyMap<string, Kept>;

  /**
   * Opens a file, makes it if there is none, and reads the results asked for. Others are passed
   * over: a file may be larger than the memory.
   *
   * @param file Its path.
   * @param keys Of the results that are asked for, as `keyOf` gives them.
   * @throws {Error} if results cannot be kept there, before the first is.
   * @throws {Deno.errors.NotCapable} if Deno may not read and write it.
   */
  constructor(file: string, keys: ReadonlySet<string>) {
    checkPermissions(
      `keep results in ${file}`,
      [{ name: "read", path: file }, { name: "write", path: file }],
      "without store nothing is kept",
    );
    this.#file = file;
    this.#total = keys.size;
    this.found = this.#withFile((descriptor) => {
      if (!isRegular(descriptor)) return new Map();
      if (!mayHoldResults(descriptor)) {
        throw new Error("it holds something else");
      }
      return resultsIn(descriptor, keys);
    });
    this.#kept = this.found.size;
  }

  /**
   * Keeps a result: it lies in the file when this returns.
   *
   * @param key Its key.
   * @param kept The result.
   * @throws {Error} if there is no room, or the file cannot be written to any more: with how
   * many results of how many are kept.
   * @throws {TypeError} if `encode` cannot encode it.
   */
  append(key: string, { ms, result }: Kept): void {
    const line = `${encode({ key, ms, result })}\n`;
    // Opened each time: an interrupt in a notebook runs no `finally` that would close it.
    this.#withFile((descriptor) => {
      const begin = endsInLine(descriptor) ? "" : "\n";
      writeAll(descriptor, new TextEncoder().encode(begin + line));
    });
    this.#kept!++;
  }

  #withFile<T>(use: (descriptor: number) => T): T {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(this.#file, "a+");
      return use(descriptor);
    } catch (error) {
      throw this.#explained(error as Error & { code?: string });
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  #explained(cause: Error & { code?: string }): Error {
    const { code = "", message } = cause;
    const remedy = REMEDIES[code] ??
      "it must be a file of results, or a new one";
    const text = this.#kept === undefined
      ? `Cannot keep results in ${this.#file}: ${remedy}; ${message}`
      : `Cannot keep a result in ${this.#file}: ${remedy}, and call again; ${this.#kept} of ${this.#total} results lie there and will not be computed again; ${message}`;
    return new Error(text, { cause });
  }
}

/** What helps, by the system's name of what went wrong. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: "the folder it is to lie in must be made first",
  ENOTDIR: "the folder it is to lie in must be made first",
  EISDIR: "it must be a file, such as study.jsonl in that folder",
  EACCES: "it must be a file that you may write to",
  EPERM: "it must be a file that you may write to",
  EROFS: "it must be a file that you may write to",
  ENOSPC: "make room on its disk",
  EDQUOT: "make room on its disk",
};

/** The results of a file under the keys asked for; of several under one, the first. */
function resultsIn(
  descriptor: number,
  keys: ReadonlySet<string>,
): ReadonlyMap<string, Kept> {
  const found = new Map<string, Kept>();
  const text = new TextDecoder();
  for (const line of linesOf(descriptor)) {
    const beginning = text.decode(line.subarray(0, BEGINNING_LENGTH));
    const key = beginning.match(BEGINNING)?.[1];
    if (key === undefined || !keys.has(key) || found.has(key)) continue;
    const kept = keptIn(text.decode(line));
    if (kept) found.set(key, kept);
  }
  return found;
}

/** What a line keeps; undefined if it was torn. */
function keptIn(line: string): Kept | undefined {
  let value;
  try {
    value = decode(line) as Partial<Kept>;
  } catch {
    return undefined;
  }
  const { ms, result } = value;
  return typeof ms === "number" ? { ms, result } : undefined;
}

/** Whether a file begins as one with results does, or is empty. */
function mayHoldResults(descriptor: number): boolean {
  const bytes = new Uint8Array(BEGINNING_LENGTH);
  const length = readSync(descriptor, bytes, 0, BEGINNING_LENGTH, 0);
  const text = new TextDecoder().decode(bytes.subarray(0, length)).trimStart();
  const [line] = text.split("\n");
  return FIRST.startsWith(line.slice(0, FIRST.length));
}

/** Whether a file's last line is ended, or nothing is known of it, as of a device. */
function endsInLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (!isRegular(descriptor) || size === 0) return true;
  const last = new Uint8Array(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last[0] === NEWLINE;
}

/** Whether it is a file on a disk: others have no end, or no beginning. */
function isRegular(descriptor: number): boolean {
  return fstatSync(descriptor).isFile();
}
