// `node:fs` in a page: what the library uses of it, over the worker's files.

import { fileError } from "../../file_errors.ts";
import { filesHere, type MemoryFile } from "../../files.ts";

/** The open files, by descriptor. */
const opened = new Map<number, MemoryFile>();

/** How a file is opened by what flags. */
const FLAGS = {
  r: {},
  w: { create: true, truncate: true },
  a: { create: true },
  "a+": { create: true },
} as const;

export function openSync(
  path: string | URL,
  flags: keyof typeof FLAGS = "r",
): number {
  const file = filesHere.open(path, "open", FLAGS[flags]);
  let descriptor = 3;
  while (opened.has(descriptor)) descriptor++;
  opened.set(descriptor, file);
  return descriptor;
}

export function closeSync(descriptor: number): void {
  fileOf(descriptor, "close");
  opened.delete(descriptor);
}

export function readSync(
  descriptor: number,
  into: Uint8Array,
  offset: number,
  length: number,
  position: number,
): number {
  const { bytes } = fileOf(descriptor, "read");
  const part = bytes.subarray(position, position + length);
  into.set(part, offset);
  return part.length;
}

/** Appends: so does the library, which writes none otherwise than from its beginning. */
export function writeSync(
  descriptor: number,
  bytes: Uint8Array,
  offset = 0,
): number {
  const part = bytes.subarray(offset);
  fileOf(descriptor, "write").write(part);
  return part.length;
}

export function fstatSync(descriptor: number) {
  const { bytes } = fileOf(descriptor, "stat");
  return { size: bytes.length, isFile: () => true };
}

export function readFileSync(path: string | URL): Uint8Array<ArrayBuffer> {
  return filesHere.open(path, "open").bytes.slice();
}

function fileOf(descriptor: number, doing: string): MemoryFile {
  const file = opened.get(descriptor);
  if (file === undefined) throw fileError("EBADF", doing, descriptor);
  return file;
}
