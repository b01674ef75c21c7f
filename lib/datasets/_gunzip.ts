/** Small enough that a few thousand bytes cost no more than one piece. */
const PIECE = 1 << 14;

/**
 * Unpacks a gzip file, or no more of it than is asked for.
 *
 * @param packed The gzip file.
 * @param name What to call it in messages.
 * @param length Bytes wanted from the front; the rest is not unpacked.
 * @returns At least `length` bytes, or all of them if there are fewer.
 * @throws {TypeError} if `packed` is not a gzip file, or is damaged or cut short
 * before `length`.
 */
export async function gunzip(
  packed: Uint8Array<ArrayBuffer>,
  name: string,
  length = Infinity,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let unpacked = 0;
  try {
    const stream = ReadableStream.from(slices(packed))
      .pipeThrough(new DecompressionStream("gzip"));
    // Leaving the loop cancels the stream, and with it the unpacking.
    for await (const piece of stream) {
      pieces.push(piece);
      unpacked += piece.length;
      if (unpacked >= length) break;
    }
  } catch (cause) {
    throw new TypeError(
      `Cannot unpack ${name}: it must be a whole gzip file, got ${packed.length} bytes that are not`,
      { cause },
    );
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function* slices(bytes: Uint8Array<ArrayBuffer>) {
  for (let i = 0; i < bytes.length; i += PIECE) {
    yield bytes.subarray(i, i + PIECE);
  }
}
