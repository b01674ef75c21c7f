import { readSync } from "node:fs";
import { joined } from "./_joined.ts";

/** How much of a file is read at a time, in bytes. */
const CHUNK = 1 << 20;
const NEWLINE = 10;

/**
 * The lines of a file, which may be larger than the memory, without what ends them.
 *
 * @param descriptor The file, opened for reading.
 * @returns One line after the other, and what follows the last newline; each is to be read
 * before the next is taken, whose bytes may take its place.
 */
export function* linesOf(descriptor: number): Generator<Uint8Array> {
  const chunk = new Uint8Array(CHUNK);
  let begun: Uint8Array[] = [];
  for (let position = 0;;) {
    const length = readSync(descriptor, chunk, 0, CHUNK, position);
    if (length === 0) break;
    position += length;
    const read = chunk.subarray(0, length);
    let from = 0;
    for (let end; (end = read.indexOf(NEWLINE, from)) >= 0; from = end + 1) {
      yield joined([...begun, read.subarray(from, end)]);
      begun = [];
    }
    begun.push(read.slice(from));
  }
  yield joined(begun);
}
