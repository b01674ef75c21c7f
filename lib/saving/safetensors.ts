import { kindOf } from "../check/kind_of.ts";
import { anything, kind, readOptions } from "../check/options.ts";
import { ELEMENT_TYPES } from "./_element_types.ts";
import { METADATA, readHeader } from "./_header.ts";
import { told } from "./_told.ts";

/**
 * A tensor of a safetensors file.
 *
 * @example
 * ```ts
 * import type { StoredTensor } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const values = Float64Array.of(1, 2, 3, 4, 5, 6);
 * const W: StoredTensor = { dtype: "F64", shape: [2, 3], values };
 * assertEquals(W.shape[0] * W.shape[1], W.values.length);
 * ```
 */
export interface StoredTensor {
  /**
   * How a number lies there, one of "F64", "F32", "F16", "BF16", "BOOL" (0 or 1), and "I" or "U"
   * and 8, 16, 32 or 64 bits.
   */
  readonly dtype: string;
  /** Its dimensions: [2, 3] of a matrix, [] of a single number. */
  readonly shape: readonly number[];
  /** Its numbers, the last dimension fastest: a matrix row by row. */
  readonly values: Float64Array;
}

/** What a safetensors file holds. */
export interface Safetensors {
  /** The tensors by name, in the order of their data. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Texts by name, of which the format knows nothing. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Bytes of the header's length, which a file begins with. */
const PREFIX = 8;
/** A header longer than this is none: the reference's bound, in bytes. */
const LONGEST_HEADER = 100_000_000;

/** What other files begin with, and what they are. */
const FOREIGN: readonly (readonly [string, string])[] = [
  [
    "PK\x03\x04",
    "a zip archive, as torch.save and numpy.savez write them",
  ],
  ["\x80", "a Python pickle, as torch.save wrote them before"],
  ["\x89HDF", "an HDF5 file, as Keras writes them"],
  ["\x93NUMPY", "an array of numpy.save"],
  ["GGUF", "a GGUF file"],
  ["\x1f\x8b", "a gzip file"],
  ["{", "a text"],
];

/**
 * Reads any safetensors file, of PyTorch's, JAX's or of whoever wrote it.
 *
 * Format: 8 bytes with the header's length N, a little-endian uint64; N bytes of JSON that say
 * of each tensor its dtype, shape and data_offsets; the numbers, little-endian, one tensor right
 * after the other. All of it is held to the format before a number is read; a file that came
 * from elsewhere can do no harm. NaN and infinities are numbers like others.
 *
 * @param bytes The file, all of it.
 * @returns Its tensors, copies in float64, and its texts.
 * @throws {TypeError} if they are no bytes, or of another format, or a tensor's dtype is one that
 * float64 has no place for (such as "F8_E4M3"), or a name stands twice.
 * @throws {RangeError} if the file is cut short or too long, a tensor's place or shape does not
 * fit it, or an integer is beyond 2^53.
 *
 * @see The format's page, https://github.com/huggingface/safetensors#format.
 *
 * @example
 * ```ts
 * import { readSafetensors, writeSafetensors } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const x = { dtype: "F32", shape: [2], values: Float64Array.of(1, 0.5) };
 * const bytes = writeSafetensors({ tensors: new Map([["x", x]]) });
 * assertEquals(readSafetensors(bytes).tensors.get("x"), x);
 * ```
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  return readFile("read safetensors", bytes);
}

/**
 * `readSafetensors`, for who has another name for what cannot be done.
 *
 * @param doing It: "restore".
 * @param bytes The file.
 */
export function readFile(doing: string, bytes: Uint8Array): Safetensors {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(
      `Cannot ${doing}: bytes must be a Uint8Array, all of a file, got ${
        kindOf(bytes)
      }`,
    );
  }
  const start = headerEnd(doing, bytes);
  let text: string;
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    text = decoder.decode(copyOf(bytes, PREFIX, start));
  } catch {
    throw new TypeError(
      `Cannot ${doing}: the header must be a text in UTF-8, got other bytes`,
    );
  }
  const header = readHeader(doing, text, bytes.length - start);
  const tensors = new Map<string, StoredTensor>();
  for (const { name, dtype, shape, from, to } of header.tensors) {
    const own = copyOf(bytes, start + from, start + to);
    try {
      const values = ELEMENT_TYPES.get(dtype)!.read(own);
      tensors.set(name, { dtype, shape, values });
    } catch (error) {
      throw new RangeError(
        `Cannot ${doing}: the tensor ${
          told(name)
        } must hold integers of at most 2^53, which float64 has, got ${
          (error as Error).message
        }`,
      );
    }
  }
  return { tensors, metadata: header.metadata };
}

/** Where the header ends, if this is such a file. */
function headerEnd(doing: string, bytes: Uint8Array): number {
  const { buffer, byteOffset, length } = bytes;
  if (length < PREFIX) {
    throw new RangeError(
      `Cannot ${doing}: a safetensors file must begin with ${PREFIX} bytes for its header's length, got ${
        length === 0 ? "an empty file" : `${length} bytes`
      }`,
    );
  }
  const size = new DataView(buffer, byteOffset, length).getBigUint64(0, true);
  const isForeign = size > LONGEST_HEADER ||
    length > PREFIX && bytes[PREFIX] !== "{".charCodeAt(0);
  if (isForeign) {
    const [, what] = FOREIGN.find(([magic]) =>
      [...magic].every((char, i) =>
        bytes[i] === char.charCodeAt(0)
      )
    ) ?? ["", "other bytes"];
    throw new TypeError(
      `Cannot ${doing}: bytes must be a safetensors file, 8 bytes and a header that begins with {, got ${what}; in Python safetensors.torch.save_file and its like write one`,
    );
  }
  if (size > length - PREFIX) {
    throw new RangeError(
      `Cannot ${doing}: the header must have the ${size} bytes that the file states, got ${
        length - PREFIX
      } (the file is cut short)`,
    );
  }
  return PREFIX + Number(size);
}

/** Bytes of their own, from the start of their buffer; `slice` of Node's Buffer copies nothing. */
function copyOf(
  bytes: Uint8Array,
  from: number,
  to: number,
): Uint8Array<ArrayBuffer> {
  const own = new Uint8Array(to - from);
  own.set(bytes.subarray(from, to));
  return own;
}

/** What can be written, in the order of the data in a file. */
const WRITTEN = ["F64", "F32"];

/**
 * Writes a safetensors file, the same bytes for the same tensors: the larger dtype first, then by
 * name, as the reference does, so that PyTorch, JAX and others read it (see `readSafetensors` for
 * the format). NaN and infinities are written as they are.
 *
 * @param contents What it is to hold.
 * @returns The file, for `Deno.writeFile` or a download.
 * @throws {TypeError} if the tensors are no map, or one of them is no tensor, or the texts are no
 * texts.
 * @throws {RangeError} if a dtype is neither "F64" nor "F32", a shape does not have as many
 * numbers as there are values, a number is too large for float32, or a name is no Unicode text or
 * `__metadata__`.
 *
 * @example
 * ```ts
 * import { Matrix, readSafetensors, writeSafetensors } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const x = new Matrix([[1, 2], [3, 4]]), shape = [x.rows, x.columns];
 * const values = Float64Array.from(x.to1DArray());
 * const bytes = writeSafetensors({
 *   tensors: new Map([["x", { dtype: "F64", shape, values }]]),
 *   metadata: { made: "by hand" },
 * });
 * assertEquals(readSafetensors(bytes).metadata, { made: "by hand" });
 * ```
 */
export function writeSafetensors(contents: {
  /** The tensors by name; "F64" or "F32" is the dtype of each. */
  tensors: ReadonlyMap<string, StoredTensor>;
  /** Texts by name. Default: none. */
  metadata?: Readonly<Record<string, string>>;
}): Uint8Array<ArrayBuffer> {
  const doing = "write safetensors";
  const { tensors, metadata } = readOptions(doing, contents, {
    tensors: anything<ReadonlyMap<string, StoredTensor>>(),
    metadata: TEXTS.optional,
  }, "contents");
  return writeFile(doing, tensors, metadata);
}

/** An option that is texts by name. */
export const TEXTS = kind<Readonly<Record<string, string>>>(
  (doing, name, value) => {
    const isPlain = typeof value === "object" && value !== null &&
      !Array.isArray(value) && !(value instanceof Map);
    if (!isPlain) {
      throw new TypeError(
        `Cannot ${doing}: ${name} must be an object of texts, such as { made: "by hand" }, got ${
          kindOf(value)
        }`,
      );
    }
    for (const [key, text] of Object.entries(value)) {
      if (typeof text !== "string") {
        throw new TypeError(
          `Cannot ${doing}: ${name}.${key} must be a text, got ${kindOf(text)}`,
        );
      }
      checkUnicode(doing, `a name in ${name}`, key);
      checkUnicode(doing, `${name}.${key}`, text);
    }
    return { ...value } as Record<string, string>;
  },
);

/**
 * `writeSafetensors`, for who has another name for what cannot be done.
 *
 * @param doing It: "save".
 * @param tensors The tensors by name.
 * @param metadata Texts by name.
 */
export function writeFile(
  doing: string,
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  if (!(tensors instanceof Map)) {
    throw new TypeError(
      `Cannot ${doing}: tensors must be a Map of names to tensors, got ${
        kindOf(tensors)
      }`,
    );
  }
  const parts = [...tensors as ReadonlyMap<string, StoredTensor>]
    .map(([name, tensor]) => checkedPart(doing, name, tensor))
    .sort((a, b) => a.rank - b.rank || byCodePoint(a.name, b.name));
  // Names such as "__proto__" and "2" are names like others, in their order: no object has them.
  const entries: string[] = [];
  const texts = Object.entries(metadata)
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([name, text]) => `${JSON.stringify(name)}:${JSON.stringify(text)}`);
  if (texts.length > 0) entries.push(`"${METADATA}":{${texts.join(",")}}`);
  let end = 0;
  for (const { name, dtype, shape, data } of parts) {
    const from = end;
    end += data.byteLength;
    const info = JSON.stringify({ dtype, shape, data_offsets: [from, end] });
    entries.push(`${JSON.stringify(name)}:${info}`);
  }
  const header = new TextEncoder().encode(`{${entries.join(",")}}`);
  const start = PREFIX + Math.ceil(header.length / PREFIX) * PREFIX;
  const bytes = new Uint8Array(start + end).fill(32, 0, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - PREFIX), true);
  bytes.set(header, PREFIX);
  let at = start;
  for (const { data: { buffer, byteOffset, byteLength } } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** A tensor as it is written, its numbers in its dtype. */
function checkedPart(doing: string, name: string, tensor: StoredTensor) {
  if (typeof name !== "string") {
    throw new TypeError(
      `Cannot ${doing}: a tensor's name must be a text, got ${kindOf(name)}`,
    );
  }
  const whole = `the tensor ${told(name)}`;
  checkUnicode(doing, "a tensor's name", name);
  if (name === METADATA) {
    throw new RangeError(
      `Cannot ${doing}: a tensor's name must be another than ${METADATA}, under which the format has texts`,
    );
  }
  const { dtype, shape, values } = tensor ?? {};
  if (!(values instanceof Float64Array) || !Array.isArray(shape)) {
    throw new TypeError(
      `Cannot ${doing}: ${whole} must be { dtype, shape, values }, shape an array and values a Float64Array, got ${
        kindOf(tensor)
      }`,
    );
  }
  const rank = WRITTEN.indexOf(dtype);
  if (rank < 0) {
    throw new RangeError(
      `Cannot ${doing}: the dtype of ${whole} must be "F64" or "F32", got ${
        kindOf(dtype)
      }`,
    );
  }
  const fits = shape.every((count) =>
    Number.isSafeInteger(count) && count >= 0
  );
  if (!fits || shape.reduce((a, b) => a * b, 1) !== values.length) {
    throw new RangeError(
      `Cannot ${doing}: the shape of ${whole} must be whole numbers whose product is ${values.length}, its number of values, got [${
        shape.join(", ")
      }]`,
    );
  }
  const data = dtype === "F64" ? values : new Float32Array(values);
  const lost = values.findIndex((value, i) =>
    Number.isFinite(value) && !Number.isFinite(data[i])
  );
  if (lost >= 0) {
    throw new RangeError(
      `Cannot ${doing}: every number of ${whole} must be within float32, 3.4e38, got ${
        values[lost]
      }; "F64" holds it`,
    );
  }
  return { name, rank, dtype, shape, data };
}

/** JSON has text of no other kind, and Python's reader takes none. */
function checkUnicode(doing: string, what: string, text: string): void {
  if (!/\p{Surrogate}/u.test(text)) return;
  throw new RangeError(
    `Cannot ${doing}: ${what} must be a Unicode text, got half of a surrogate pair in ${
      told(text)
    }`,
  );
}

/** By Unicode's code points, the order of UTF-8's bytes; that of JavaScript's is another. */
function byCodePoint(a: string, b: string): number {
  const left = [...a], right = [...b];
  const at = left.findIndex((char, i) => char !== right[i]);
  if (at < 0) return left.length - right.length;
  return left[at].codePointAt(0)! - (right[at]?.codePointAt(0) ?? -1);
}
