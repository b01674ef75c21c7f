// What the calling thread and its workers agree on: the fields of the shared
// Int32Array that they both look at, and the message that a worker starts from.

/** The number of the next job that nobody has taken. */
export const NEXT = 0;
/** How many jobs are done; the calling thread is woken when it changes. */
export const DONE = 1;
/** The calling thread counts it up while it waits: a sign of life. */
export const HEARTBEAT = 2;
/** How many workers have begun. */
export const STARTED = 3;
/** How many workers have ended, for whatever reason. */
export const ENDED = 4;
/** How many bytes of text the first error has; 0 while there is none. */
export const ERROR_BYTES = 5;
/** How many fields there are. */
export const FIELDS = 6;

/** Bytes for a result as JSON, and for an error as JSON. */
export const TEXT_BYTES = 1 << 16;

/** What a worker is sent. */
export interface Assignment {
  /** The module whose exported `run` does a job. */
  readonly module: string;
  /** One argument a job. */
  readonly jobs: readonly unknown[];
  /** The argument that all jobs have in common. */
  readonly common: unknown;
  /** The fields above. */
  readonly state: Int32Array;
  /** The text of each job's result, as JSON. */
  readonly results: readonly SharedArrayBuffer[];
  /** How many bytes of text each job's result has. */
  readonly lengths: Int32Array;
  /** The text of the first error, as JSON. */
  readonly error: SharedArrayBuffer;
}

/**
 * Writes a value as JSON.
 *
 * @param value What `JSON.stringify` can write.
 * @param buffer Where to.
 * @returns How many bytes.
 * @throws {RangeError} if it is longer than the buffer.
 */
export function writeText(value: unknown, buffer: SharedArrayBuffer): number {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  if (bytes.length > buffer.byteLength) {
    throw new RangeError(
      `Cannot hand over a result: as JSON it must have at most ${buffer.byteLength} bytes, got ${bytes.length}`,
    );
  }
  new Uint8Array(buffer).set(bytes);
  return bytes.length;
}

/**
 * Reads back what `writeText` wrote.
 *
 * @param buffer Where from.
 * @param bytes How many bytes it wrote.
 */
export function readText(buffer: SharedArrayBuffer, bytes: number): unknown {
  // A decoder takes no shared bytes.
  const copy = new Uint8Array(buffer).slice(0, bytes);
  return JSON.parse(new TextDecoder().decode(copy));
}
