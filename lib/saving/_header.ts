import { ELEMENT_TYPES } from "./_element_types.ts";
import { told } from "./_told.ts";

/** Where a tensor lies in a file, and as what. */
export interface TensorPlace {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** The first of its bytes, and the one after its last, from where the data begin. */
  readonly from: number;
  readonly to: number;
}

/** What a header says: the tensors, in the order of their data, and texts. */
export interface Header {
  readonly tensors: readonly TensorPlace[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** What stands for the texts where a tensor's name would stand. */
export const METADATA = "__metadata__";

/**
 * Reads a header, and holds it to the format: every tensor has a type that can be read, as many
 * bytes as its shape has numbers, and its place right after the one before; together they are
 * all of the data. Whatever the text is, it costs no more than its length.
 *
 * @param doing What cannot be done otherwise: "read safetensors".
 * @param text The header, JSON.
 * @param size How many bytes of data there are.
 * @throws {TypeError} if it is no JSON of that form, names something twice, or a type is unknown.
 * @throws {RangeError} if a shape or place does not fit.
 */
export function readHeader(doing: string, text: string, size: number): Header {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw new TypeError(
      `Cannot ${doing}: the header must be JSON, got ${told(text)}`,
    );
  }
  if (!isObject(header)) {
    throw new TypeError(
      `Cannot ${doing}: the header must be an object of tensors by name, got ${
        told(header)
      }`,
    );
  }
  const twice = firstTwice(text);
  if (twice !== undefined) {
    throw new TypeError(
      `Cannot ${doing}: every name in the header must stand there once, got ${
        told(twice)
      } twice`,
    );
  }
  const tensors: TensorPlace[] = [];
  let metadata = {};
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) metadata = readMetadata(doing, value);
    else tensors.push(readPlace(doing, name, value));
  }
  tensors.sort((a, b) => a.from - b.from || a.to - b.to);
  checkPlaces(doing, tensors, size);
  return { tensors, metadata };
}

function readMetadata(doing: string, value: unknown): Record<string, string> {
  if (!isObject(value)) {
    throw new TypeError(
      `Cannot ${doing}: ${METADATA} must be an object of texts, got ${
        told(value)
      }`,
    );
  }
  const texts = Object.entries(value).map(([key, text]) => {
    if (typeof text === "string") return [key, text];
    throw new TypeError(
      `Cannot ${doing}: ${told(key)} in ${METADATA} must be a text, got ${
        told(text)
      }`,
    );
  });
  return Object.fromEntries(texts);
}

function readPlace(doing: string, name: string, value: unknown): TensorPlace {
  const tensor = `the tensor ${told(name)}`;
  if (!isObject(value)) {
    throw new TypeError(
      `Cannot ${doing}: ${tensor} must be an object { dtype, shape, data_offsets }, got ${
        told(value)
      }`,
    );
  }
  // What an object inherits is not in the file.
  const part = (key: string) =>
    Object.hasOwn(value, key) ? value[key] : undefined;
  const dtype = part("dtype"), shape = part("shape");
  const type = typeof dtype === "string" && ELEMENT_TYPES.get(dtype);
  if (typeof dtype !== "string" || !type) {
    throw new TypeError(
      `Cannot ${doing}: the dtype of ${tensor} must be one of ${
        [...ELEMENT_TYPES.keys()].join(", ")
      }, got ${told(dtype)}`,
    );
  }
  const offsets = part("data_offsets");
  if (!areCounts(shape)) {
    throw new TypeError(
      `Cannot ${doing}: the shape of ${tensor} must be an array of whole numbers from 0 up, got ${
        inFull(shape)
      }`,
    );
  }
  if (!areCounts(offsets) || offsets.length !== 2) {
    throw new TypeError(
      `Cannot ${doing}: the data_offsets of ${tensor} must be two whole numbers from 0 up, got ${
        inFull(offsets)
      }`,
    );
  }
  const [from, to] = offsets;
  // Too large a product is Infinity, or NaN, and no number of bytes.
  const bytes = shape.reduce((a, b) => a * b, 1) * type.size;
  if (to - from !== bytes) {
    throw new RangeError(
      `Cannot ${doing}: the data_offsets of ${tensor} must be ${bytes} bytes apart, as its shape ${
        inFull(shape)
      } in ${dtype} has it, got ${inFull(offsets)}`,
    );
  }
  return { name, dtype, shape, from, to };
}

function checkPlaces(
  doing: string,
  tensors: readonly TensorPlace[],
  size: number,
): void {
  let end = 0, before: string | undefined;
  for (const { name, from, to } of tensors) {
    if (from !== end) {
      throw new RangeError(
        `Cannot ${doing}: the tensor ${told(name)} must begin ${
          before === undefined
            ? "where the data begin"
            : `where ${told(before)} ends`
        }, at byte ${end} of the data, got byte ${from}`,
      );
    }
    if (to > size) {
      throw new RangeError(
        `Cannot ${doing}: the tensor ${
          told(name)
        } must end within the data, got byte ${to} of ${size} (the file is cut short)`,
      );
    }
    end = to;
    before = name;
  }
  if (end !== size) {
    throw new RangeError(
      `Cannot ${doing}: the data must end with the last tensor, at byte ${end}, got ${size} bytes (the file is too long)`,
    );
  }
}

/** A name that an object in a text of JSON has twice: JSON.parse takes the later in silence. */
function firstTwice(json: string): string | undefined {
  // The names of each object that is open, none for an array.
  const open: (Set<string> | undefined)[] = [];
  let start = 0, end = 0;
  for (let i = 0; i < json.length; i++) {
    const char = json[i];
    if (char === '"') {
      start = i++;
      for (; json[i] !== '"'; i++) if (json[i] === "\\") i++;
      end = i + 1;
    } else if (char === "{") open.push(new Set());
    else if (char === "[") open.push(undefined);
    else if (char === "}" || char === "]") open.pop();
    else if (char === ":") {
      const names = open.at(-1)!, name = JSON.parse(json.slice(start, end));
      if (names.has(name)) return name;
      names.add(name);
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function areCounts(value: unknown): value is number[] {
  return Array.isArray(value) &&
    value.every((count) => Number.isSafeInteger(count) && count >= 0);
}

/** A short list as it stands in the file, where it can be told. */
function inFull(value: unknown): string {
  const short = Array.isArray(value) && value.length <= 8 &&
    value.every((one) => typeof one !== "object");
  return short ? `[${value.map(told).join(", ")}]` : told(value);
}
