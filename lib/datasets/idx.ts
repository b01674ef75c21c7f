import { count, readOptions, text } from "../check/options.ts";
import { kindOf } from "../check/kind_of.ts";

/**
 * The contents of an idx file of unsigned bytes: a list of equally shaped
 * entries, such as 28 x 28 images or single labels.
 *
 * @example
 * ```ts
 * import { type Idx, parseIdx } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const twoLabels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9);
 * const labels: Idx = parseIdx(twoLabels, { name: "labels", rank: 1 });
 * assertEquals(labels.count, 2);
 * ```
 */
export interface Idx {
  /** What the parsed bytes were called, for messages. */
  readonly name: string;
  /** Entries in the whole file, as its header states. */
  readonly count: number;
  /** The shape of one entry: [rows, columns] of an image, [] of a label. */
  readonly shape: readonly number[];
  /** The entries one after another, row by row, each value in 0 .. 255. */
  readonly values: Uint8Array;
}

/** The idx format's code for unsigned bytes, the only type MNIST uses. */
const UNSIGNED_BYTE = 0x08;

/**
 * Reads the idx format: big-endian uint32 magic number 0x000008RR (08 for
 * unsigned bytes, RR the number of dimensions), RR big-endian uint32
 * dimensions, then the values, one byte each, the last dimension fastest.
 *
 * Format: "The idx file format" on LeCun, Cortes and Burges's page of the MNIST
 * database, http://yann.lecun.com/exdb/mnist/.
 *
 * @param bytes The file, unpacked.
 * @param options What the file must be.
 * @returns The entries; `values` is a view of `bytes`, not a copy.
 * @throws {TypeError} if `bytes` are no bytes, or not an idx file of `rank` dimensions;
 * if the options are no object, hold another name, or `name` is no text.
 * @throws {RangeError} if it is empty, too short or too long for what its header
 * states, or holds fewer than `first` entries; if `rank` or `first` is no count.
 *
 * @example
 * ```ts
 * import { type Idx, parseIdx } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const oneImage = Uint8Array.of(
 *   ...[0, 0, 8, 3], // unsigned bytes, 3 dimensions
 *   ...[0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2], // 1 x 2 x 2
 *   ...[10, 20, 30, 40],
 * );
 * const image: Idx = parseIdx(oneImage, { name: "image", rank: 3 });
 * assertEquals([image.count, ...image.shape], [1, 2, 2]);
 * assertEquals([...image.values], [10, 20, 30, 40]);
 * ```
 */
export function parseIdx(
  bytes: Uint8Array,
  options: {
    /** What to call it in messages. */
    name: string;
    /** The number of dimensions it must have: 1 for labels, 3 for images. */
    rank: number;
    /**
     * How many entries to take from the front. With it, `bytes` may end anywhere after them;
     * without it they must be the whole file.
     */
    first?: number;
  },
): Idx {
  // A name of another kind is refused, and is no name.
  const said: unknown = options?.name;
  const doing = `read ${typeof said === "string" && said || "an idx file"}`;
  const { name, rank, first } = readOptions(doing, options, {
    name: text(),
    rank: count(),
    first: count(0).optional,
  });
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(
      `Cannot read ${name}: bytes must be a Uint8Array, got ${kindOf(bytes)}`,
    );
  }
  const header = 4 + 4 * rank;
  if (bytes.length < header) {
    throw new RangeError(
      `Cannot read ${name}: an idx file of ${rank} dimensions must begin with a header of ${header} bytes, got ${
        bytes.length === 0 ? "an empty file" : `${bytes.length} bytes`
      }`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  const expected = UNSIGNED_BYTE << 8 | rank;
  if (magic !== expected) {
    throw new TypeError(
      `Cannot read ${name}: an idx file of unsigned bytes in ${rank} dimensions must begin with the magic number ${
        hex(expected)
      }, got ${hex(magic)}`,
    );
  }

  const [all, ...shape] = Array.from(
    { length: rank },
    (_, i) => view.getUint32(4 + 4 * i),
  );
  const size = shape.reduce((a, b) => a * b, 1);
  const taken = first ?? all;
  if (taken > all) {
    throw new RangeError(
      `Cannot read the first ${taken} entries of ${name}: it must hold at least ${taken}, its header states ${all}`,
    );
  }
  const end = header + taken * size;
  const tooShort = bytes.length < end;
  if (tooShort || (first === undefined && bytes.length > end)) {
    throw new RangeError(
      `Cannot read ${name}: ${
        [taken, ...shape].join(" x ")
      } values and the header must take ${end} bytes, got ${bytes.length} (the file is ${
        tooShort ? "cut short" : "too long"
      })`,
    );
  }
  return { name, count: all, shape, values: bytes.subarray(header, end) };
}

function hex(magic: number): string {
  return "0x" + magic.toString(16).padStart(8, "0");
}
