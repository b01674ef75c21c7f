import type { Data } from "./data.ts";
import { gunzip } from "./_gunzip.ts";
import { parseIdx } from "./idx.ts";
import { labelledImages } from "./labelled_images.ts";
import { kindOf } from "../check/kind_of.ts";
import { readPresent, readVerified } from "./_verified_file.ts";

/** What data/mnist/checksums.json records of each file. */
export interface Checksums {
  readonly files: { readonly [name: string]: { readonly sha256: string } };
}

/** One half of MNIST as it lies on disk. */
export interface MnistFiles {
  /** Their folder; the URL ends in a slash. */
  readonly folder: URL;
  readonly images: string;
  readonly labels: string;
  /** How to get a missing or damaged file back, for messages. */
  readonly remedy: string;
}

const SIDE = 28;
const PIXELS = SIDE * SIDE;

/**
 * Reads the recorded digests.
 *
 * @throws {Deno.errors.NotFound} if checksums.json is missing.
 * @throws {SyntaxError} if it is not JSON.
 * @throws {TypeError} if it is JSON of something else.
 */
export async function readChecksums(
  folder: URL,
  remedy: string,
): Promise<Checksums> {
  const url = new URL("checksums.json", folder);
  const text = new TextDecoder().decode(await readPresent(url, remedy));
  let checksums: unknown;
  try {
    checksums = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(
      `Cannot read ${url.pathname}: it must be JSON, got ${
        JSON.stringify(text.slice(0, 40))
      }; ${remedy}.`,
      { cause },
    );
  }
  const files = (checksums as Checksums | null)?.files as unknown;
  if (typeof files !== "object" || files === null || Array.isArray(files)) {
    throw new TypeError(
      `Cannot read ${url.pathname}: it must record { files: { name: { sha256 } } }, got ${
        kindOf(checksums)
      }; ${remedy}.`,
    );
  }
  return checksums as Checksums;
}

/**
 * The digest that a file must have.
 *
 * @param checksums What was recorded.
 * @param name The file's name.
 * @param remedy How to get the record back, for messages.
 * @returns 64 hexadecimal digits.
 * @throws {Error} if none is recorded.
 */
export function recordedDigest(
  checksums: Checksums,
  name: string,
  remedy: string,
): string {
  const sha256: unknown = checksums.files[name]?.sha256;
  if (typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256)) {
    return sha256;
  }
  throw new Error(
    `Cannot check ${name}: checksums.json must record its SHA-256, got ${
      sha256 === undefined ? "none" : kindOf(sha256)
    }; ${remedy}.`,
  );
}

/**
 * Reads the first examples of one half of MNIST. The digests are those of the
 * whole files, whatever is taken from them.
 *
 * @param files Where they are. Names in .gz are unpacked.
 * @param checksums The digests they must have.
 * @param first How many examples.
 * @returns `x`: `first` x 784; `t`: `first` labels in 0 .. 9.
 */
export async function readMnistFiles(
  files: MnistFiles,
  checksums: Checksums,
  first: number,
): Promise<Data> {
  const read = async (name: string, rank: number, entry: number) => {
    const bytes = await readVerified(new URL(name, files.folder), {
      sha256: recordedDigest(checksums, name, files.remedy),
      remedy: files.remedy,
    });
    const wanted = 4 + 4 * rank + first * entry;
    const unpacked = name.endsWith(".gz")
      ? await gunzip(bytes, name, wanted)
      : bytes;
    return parseIdx(unpacked, { name, rank, first });
  };
  const images = await read(files.images, 3, PIXELS);
  const labels = await read(files.labels, 1, 1);
  const [rows, columns] = images.shape;
  if (rows !== SIDE || columns !== SIDE) {
    throw new RangeError(
      `Cannot read the images in ${images.name}: each must be ${SIDE} x ${SIDE}, got ${rows} x ${columns}`,
    );
  }
  return labelledImages(images, labels);
}
