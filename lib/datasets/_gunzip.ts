import { builtin } from "../notebook/builtin.ts";

/** Bytes of the packed file that are unpacked at a time. */
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
  const zlib = builtin("node:zlib");
  try {
    return zlib === undefined
      ? await unpackAsStream(packed, length)
      : unpackWith(zlib, packed, length);
  } catch (cause) {
    throw new TypeError(
      `Cannot unpack ${name}: it must be a whole gzip file, got ${packed.length} bytes that are not`,
      { cause },
    );
  }
}

/** Where Deno's or Node's own module is there: without giving way. */
function unpackWith(
  { gunzipSync, constants }: typeof import("node:zlib"),
  packed: Uint8Array<ArrayBuffer>,
  length: number,
): Uint8Array<ArrayBuffer> {
  // Images pack to a fifth or so. Where that is too little, twice as much is tried.
  let part = Math.max(PIECE, Math.ceil(length / 4));
  for (; part < packed.length; part *= 2) {
    const front = gunzipSync(packed.subarray(0, part), {
      finishFlush: constants.Z_SYNC_FLUSH, // no complaint that it ends too early
    });
    if (front.length >= length) return new Uint8Array(front);
  }
  return new Uint8Array(gunzipSync(packed));
}

/** What browsers have, and all others too. */
export async function unpackAsStream(
  packed: Uint8Array<ArrayBuffer>,
  length = Infinity,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const reader = inPieces(packed)
    .pipeThrough(new DecompressionStream("gzip")).getReader();
  let unpacked = 0;
  while (unpacked < length) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    unpacked += value.length;
  }
  if (unpacked >= length) await reader.cancel();
  // Not by way of a Blob: in a worker of a page from a file, WebKit reads none.
  const whole = new Uint8Array(unpacked);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** `ReadableStream.from` is not in every browser. */
function inPieces(
  bytes: Uint8Array<ArrayBuffer>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(stream) {
      if (at < bytes.length) stream.enqueue(bytes.subarray(at, at += PIECE));
      else stream.close();
    },
  });
}
