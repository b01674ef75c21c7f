// The files of a page's worker: they lie in memory, and go with it.

import { fileError } from "./file_errors.ts";

/** The folder of the notebooks. */
export const FOLDER = "/weightlab/notebooks";

let here = FOLDER;

/** The folder of the page's notebook, which relative paths begin at. */
export function folderHere(): string {
  return here;
}

/** Goes to the folder of the notebooks, or to one in it: "papers". */
export function goTo(part: string): void {
  here = part === "" ? FOLDER : `${FOLDER}/${part}`;
}

/** How a file is opened. */
export interface Opening {
  /** Whether it is made if there is none. */
  readonly create?: boolean;
  /** Whether it must not be there. */
  readonly createNew?: boolean;
  /** Whether what it holds is forgotten. */
  readonly truncate?: boolean;
}

/** A file. */
export class MemoryFile {
  #room: Uint8Array<ArrayBuffer>;
  #length: number;
  /** When it was written to. */
  mtime: Date = new Date();

  /** @param bytes What it holds; its own from now on. */
  constructor(bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0)) {
    this.#room = bytes;
    this.#length = bytes.length;
  }

  /** What it holds now; to be read, and copied by who keeps it. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#room.subarray(0, this.#length);
  }

  /** Writes bytes at a place; unless it is told, at the end. */
  write(bytes: Uint8Array, at: number = this.#length): void {
    const end = at + bytes.length;
    if (end > this.#room.length) {
      // Twice as much: a study's results are appended one by one.
      const room = new Uint8Array(Math.max(2 * this.#length, end));
      room.set(this.bytes);
      this.#room = room;
    }
    this.#room.set(bytes, at);
    this.#length = Math.max(this.#length, end);
    this.mtime = new Date();
  }

  /** Forgets what it holds. */
  empty(): void {
    this.#length = 0;
  }
}

/** A tree of folders and files; paths are those of Linux. */
export class Files {
  /** By path: a file, or "folder". */
  readonly #entries = new Map<string, MemoryFile | "folder">();

  constructor() {
    this.#makeFolders(FOLDER);
    this.#makeFolders("/tmp");
  }

  /** Puts a file there, and the folders that it lies in: what a page brings with it. */
  put(path: string | URL, bytes: Uint8Array<ArrayBuffer>): void {
    const whole = pathOf(path);
    this.#makeFolders(folderOf(whole));
    this.#entries.set(whole, new MemoryFile(bytes));
  }

  /**
   * Opens a file.
   *
   * @param path Where.
   * @param doing What for, in Deno's word: "readfile".
   * @param how Whether it may be made.
   * @throws {Deno.errors.NotFound} if there is none, and errors of other classes as Deno does.
   */
  open(path: string | URL, doing: string, how: Opening = {}): MemoryFile {
    const whole = pathOf(path);
    const { create, createNew, truncate } = how;
    const found = this.#entries.get(whole);
    if (found === "folder") throw fileError("EISDIR", doing, whole);
    if (found !== undefined) {
      if (createNew) throw fileError("EEXIST", doing, whole);
      if (truncate) found.empty();
      return found;
    }
    this.#checkFolderOf(whole, doing);
    if (!create && !createNew) throw fileError("ENOENT", doing, whole);
    const made = new MemoryFile();
    this.#entries.set(whole, made);
    return made;
  }

  /** What lies there: a file, or "folder". */
  at(path: string | URL, doing: string): MemoryFile | "folder" {
    const whole = pathOf(path);
    const found = this.#entries.get(whole);
    if (found !== undefined) return found;
    this.#checkFolderOf(whole, doing);
    throw fileError("ENOENT", doing, whole);
  }

  /** What lies in a folder, by name. */
  list(path: string | URL): [name: string, MemoryFile | "folder"][] {
    const whole = pathOf(path);
    if (this.at(path, "readdir") !== "folder") {
      throw fileError("ENOTDIR", "readdir", whole);
    }
    return [...this.#entries].flatMap(([other, entry]) =>
      other !== "/" && folderOf(other) === whole
        ? [[nameOf(other), entry] as [string, MemoryFile | "folder"]]
        : []
    );
  }

  /** Makes a folder; if it is `recursive`, those above it too, and it may be there. */
  makeFolder(path: string | URL, { recursive = false } = {}): void {
    const whole = pathOf(path);
    const found = this.#entries.get(whole);
    if (found !== undefined && !(recursive && found === "folder")) {
      throw fileError("EEXIST", "mkdir", whole);
    }
    if (recursive) return this.#makeFolders(whole);
    this.#checkFolderOf(whole, "mkdir");
    this.#entries.set(whole, "folder");
  }

  /** Removes a file or an empty folder; if it is `recursive`, with what lies in it. */
  remove(path: string | URL, { recursive = false } = {}): void {
    const whole = pathOf(path);
    this.at(path, "remove");
    const inside = this.#below(whole);
    if (inside.length > 0 && !recursive) {
      throw fileError("ENOTEMPTY", "remove", whole);
    }
    for (const one of [...inside, whole]) this.#entries.delete(one);
  }

  /** Gives a file or a folder another path; a file that lies there goes. */
  rename(from: string | URL, to: string | URL): void {
    const [old, whole] = [pathOf(from), pathOf(to)];
    const entry = this.at(from, "rename");
    this.#checkFolderOf(whole, "rename");
    if (old === whole) return;
    if (this.#entries.get(whole) === "folder") {
      throw fileError("EISDIR", "rename", whole);
    }
    for (const one of this.#below(old)) {
      this.#entries.set(whole + one.slice(old.length), this.#entries.get(one)!);
      this.#entries.delete(one);
    }
    this.#entries.delete(old);
    this.#entries.set(whole, entry);
  }

  #below(folder: string): string[] {
    const beginning = folder === "/" ? "/" : `${folder}/`;
    return [...this.#entries.keys()]
      .filter((path) => path !== "/" && path.startsWith(beginning));
  }

  #checkFolderOf(path: string, doing: string): void {
    let folder = path;
    let above: MemoryFile | "folder" | undefined;
    do {
      folder = folderOf(folder);
      above = this.#entries.get(folder);
    } while (above === undefined);
    if (above !== "folder") throw fileError("ENOTDIR", doing, path);
    if (folder !== folderOf(path)) throw fileError("ENOENT", doing, path);
  }

  #makeFolders(path: string): void {
    if (path !== "/") this.#makeFolders(folderOf(path));
    const found = this.#entries.get(path);
    if (found === undefined) this.#entries.set(path, "folder");
    else if (found !== "folder") throw fileError("ENOTDIR", "mkdir", path);
  }
}

/** Those of this worker, which Deno's and Node's functions share. */
export const filesHere = new Files();

/**
 * The whole path of a file.
 *
 * @param path A path, which begins at the notebook's folder unless at "/", or a file's URL.
 * @throws {TypeError} if it is another URL.
 */
export function pathOf(path: string | URL): string {
  if (path instanceof URL && path.protocol !== "file:") {
    throw new TypeError(
      `Cannot use a file: its URL must be file:, got ${path.href}`,
    );
  }
  const text = path instanceof URL ? decodeURIComponent(path.pathname) : path;
  const parts: string[] = [];
  for (
    const part of (text.startsWith("/") ? text : `${here}/${text}`).split("/")
  ) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
