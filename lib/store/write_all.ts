import { writeSync } from "node:fs";

/**
 * Writes all of some bytes to a file, where it is: in one write, unless its disk is about to be
 * full.
 *
 * @param descriptor The file, opened for writing or appending.
 * @param bytes What is written.
 */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}
