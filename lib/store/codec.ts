import { fromBase64, toBase64 } from "../check/bytes_as_text.ts";
import { kindOf } from "../check/kind_of.ts";
import { joined } from "./_joined.ts";

// Results as text, exactly, and data as bytes. JSON alone turns NaN and Infinity into null, and
// -0 into 0, and typed arrays into objects. What JSON cannot say is an object with the one name
// "$" for what it is:
//
//   NaN            {"$":"NaN"}         likewise Infinity, -Infinity, and undefined in a list
//   a typed array  {"$":"Float64Array","base64":"..."}
//
// and a name that begins with "$" gets one more, so that no object is mistaken for a mark.
// -0 is "-0.0", which JSON.parse and Python's json both read as what it is.

/** What begins the name of a mark, and is put before names that begin so. */
const MARK = "$";

/** Numbers that JSON has no text for, and the absent element of a list. */
const MARKS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [NaN, '{"$":"NaN"}'],
  [Infinity, '{"$":"Infinity"}'],
  [-Infinity, '{"$":"-Infinity"}'],
  [undefined, '{"$":"undefined"}'],
]);

/** The same, by what stands behind the mark. */
const MARKED: ReadonlyMap<unknown, unknown> = new Map<unknown, unknown>([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["undefined", undefined],
]);

/** A typed array, of any kind. */
interface TypedArray {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly length: number;
}

interface TypedArrayKind {
  readonly BYTES_PER_ELEMENT: number;
  new (
    buffer: ArrayBufferLike,
    byteOffset: number,
    length: number,
  ): TypedArray;
}

/** The kinds of typed arrays, by name; float16 is not everywhere. */
const ARRAYS: ReadonlyMap<string, TypedArrayKind> = new Map(
  [
    ...["Float64Array", "Float32Array", "Float16Array"],
    ...["Int32Array", "Uint32Array", "Int16Array", "Uint16Array"],
    ...["Int8Array", "Uint8Array", "Uint8ClampedArray"],
    ...["BigInt64Array", "BigUint64Array"],
  ].flatMap((name) => {
    const kind =
      (globalThis as unknown as Record<string, TypedArrayKind>)[name];
    return kind ? [[name, kind] as const] : [];
  }),
);

/** Where an array begins in packed data, so that any kind of view may lie over it. */
const ALIGNMENT = 8;
/** "wlab": what packed data begins with. */
const MAGIC = 0x62616c77;
/** What stands before the header: MAGIC and its length, uint32 each, the arrays' bytes, float64. */
const PREFIX = 16;

/**
 * A value as one line of JSON that `decode` makes the same value of, to the bit: NaN, the
 * infinities, -0 and typed arrays are kept. Bytes are little-endian, as on every machine that
 * Deno runs on.
 *
 * @param value Numbers, texts, true, false, null, typed arrays, and arrays and plain objects of
 * these. Properties that are undefined are left out; other names keep their order.
 * @throws {TypeError} if something else is in it, or it is within itself.
 */
export function encode(value: unknown): string {
  return new Writer("encode", asBase64).text(value);
}

/**
 * A value as text that depends on nothing but what it holds: as `encode`, with the names of each
 * object in the order of their UTF-16 code units.
 *
 * @param value What `encode` takes.
 * @throws {TypeError} as `encode` does.
 */
export function canonical(value: unknown): string {
  return new Writer("encode", asBase64, true).text(value);
}

/**
 * The value that a text of `encode` or `canonical` stands for.
 *
 * @param text The text.
 * @throws {SyntaxError} if it is no such text.
 */
export function decode(text: string): unknown {
  return read(text, arrayFromBase64);
}

/**
 * A value as bytes, in which typed arrays are bytes too: large data never become text. The same
 * value gives the same bytes.
 *
 * A prefix (see `PREFIX`), the text of `encode` with arrays by their place, zeros up to a
 * multiple of 8, and the arrays, each from a multiple of 8.
 *
 * @param value What `encode` takes.
 * @throws {TypeError} as `encode` does.
 */
export function pack(value: unknown): Uint8Array {
  return joined(packedParts(value));
}

/**
 * What `pack` gives, in parts that are read one after the other: for a checksum, which needs no
 * copy of large data.
 *
 * @param value What `encode` takes.
 * @returns Bytes that begin the packed data, then views of the arrays, and zeros between them.
 * @throws {TypeError} as `encode` does.
 */
export function packedParts(value: unknown): readonly Uint8Array[] {
  const arrays: Uint8Array[] = [];
  let size = 0;
  const header = new TextEncoder().encode(
    new Writer("pack", (kind, array) => {
      const mark = `{"$":"${kind}","at":${size},"length":${array.length}}`;
      const bytes = bytesOf(array);
      arrays.push(bytes, zerosAfter(bytes.length));
      size = aligned(size + bytes.length);
      return mark;
    }).text(value),
  );
  const prefix = new DataView(new ArrayBuffer(PREFIX));
  prefix.setUint32(0, MAGIC, true);
  prefix.setUint32(4, header.length, true);
  prefix.setFloat64(8, size, true);
  const beginning = [new Uint8Array(prefix.buffer), header];
  return [...beginning, zerosAfter(PREFIX + header.length), ...arrays];
}

/**
 * The value that `pack` packed. Its typed arrays are views of the bytes, not copies: who writes
 * to one writes to the other.
 *
 * @param bytes What `pack` gave; they are copied once if they begin at no multiple of 8.
 * @throws {SyntaxError} if they are no such bytes, or not all of them.
 */
export function unpack(bytes: Uint8Array): unknown {
  const { buffer, byteOffset, length } = bytes;
  if (byteOffset % ALIGNMENT !== 0) return unpack(bytes.slice());
  const refuse = (got: string) => {
    throw new SyntaxError(
      `Cannot unpack: the bytes must be what pack gave, got ${got}`,
    );
  };
  const prefix = new DataView(buffer, byteOffset, length);
  if (length < PREFIX || prefix.getUint32(0, true) !== MAGIC) {
    return refuse("other bytes");
  }
  const headerLength = prefix.getUint32(4, true);
  const size = prefix.getFloat64(8, true);
  const start = aligned(PREFIX + headerLength);
  if (length !== start + size) {
    return refuse(`${length} of ${start + size} bytes`);
  }
  // A copy: text is not decoded from shared memory.
  const header = bytes.slice(PREFIX, PREFIX + headerLength);
  return read(new TextDecoder().decode(header), (Kind, { at, length }) => {
    const end = Number(at) + Number(length) * Kind.BYTES_PER_ELEMENT;
    if (!(end <= size)) return undefined;
    return new Kind(buffer, byteOffset + start + Number(at), Number(length));
  });
}

/** Writes one value as text. */
class Writer {
  /** What the value at hand is within, outermost first. */
  readonly #around: object[] = [];

  /**
   * @param doing What cannot be done otherwise: "encode".
   * @param array What stands for a typed array.
   * @param sorted Whether names are sorted.
   */
  constructor(
    private readonly doing: string,
    private readonly array: (kind: string, array: TypedArray) => string,
    private readonly sorted = false,
  ) {}

  text(value: unknown): string {
    switch (typeof value) {
      case "string":
      case "boolean":
        return JSON.stringify(value);
      case "number":
        if (Object.is(value, -0)) return "-0.0";
        return Number.isFinite(value) ? String(value) : MARKS.get(value)!;
      case "undefined":
        return MARKS.get(value)!;
      case "object":
        return value === null ? "null" : this.#within(value);
      default:
        return this.#refuse(value, kindOf(value));
    }
  }

  #within(value: object): string {
    if (ArrayBuffer.isView(value)) {
      // Also of a kind made from one of these, such as Node's Buffer.
      const kind = (value as unknown as Record<symbol, string>)[
        Symbol.toStringTag
      ];
      return ARRAYS.has(kind)
        ? this.array(kind, value as unknown as TypedArray)
        : this.#refuse(value, kindOf(value));
    }
    if (this.#around.includes(value)) {
      return this.#refuse(value, "what it is within");
    }
    const isList = Array.isArray(value);
    if (!isList && !isPlain(value)) return this.#refuse(value, kindOf(value));
    this.#around.push(value);
    const text = isList ? this.#list(value) : this.#object(value);
    this.#around.pop();
    return text;
  }

  #list(list: readonly unknown[]): string {
    let text = "[";
    // By place, as a list may have holes.
    for (let i = 0; i < list.length; i++) {
      if (i > 0) text += ",";
      text += this.text(list[i]);
    }
    return text + "]";
  }

  #object(object: object): string {
    const names = Object.keys(object);
    if (this.sorted) names.sort();
    let text = "{";
    for (const name of names) {
      const value = (object as Record<string, unknown>)[name];
      if (value === undefined) continue;
      if (text.length > 1) text += ",";
      const marked = name.startsWith(MARK) ? MARK + name : name;
      text += `${JSON.stringify(marked)}:${this.text(value)}`;
    }
    return text + "}";
  }

  #refuse(value: unknown, got: string): never {
    const path = [...this.#around, value];
    let where = "value";
    for (let i = 1; i < path.length; i++) {
      const outer = path[i - 1] as object;
      const [name] = Object.entries(outer).find(([, inner]) =>
        inner === path[i]
      ) ?? ["?"];
      where += Array.isArray(outer) ? `[${name}]` : `.${name}`;
    }
    throw new TypeError(
      `Cannot ${this.doing}: ${where} must be plain data or a typed array, got ${got}`,
    );
  }
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What stands for a typed array in a text. */
type ArrayMark = Readonly<Record<string, unknown>>;

/** Makes the array that a mark stands for; undefined if it stands for none. */
type ArrayReader = (
  Kind: TypedArrayKind,
  mark: ArrayMark,
) => TypedArray | undefined;

function read(text: string, array: ArrayReader): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuseText(text);
  }
  // Most results have no mark at all.
  return text.includes('"$') ? withoutMarks(value, array) : value;
}

function withoutMarks(value: unknown, array: ArrayReader): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((inner) => withoutMarks(inner, array));
  }
  if (Object.hasOwn(value, MARK)) return marked(value as ArrayMark, array);
  // Not by assignment, which a name such as "__proto__" would escape.
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const isMarked = name.startsWith(MARK);
      if (isMarked && !name.startsWith(MARK, 1)) refuseText(name);
      return [isMarked ? name.slice(1) : name, withoutMarks(inner, array)];
    }),
  );
}

function marked(mark: ArrayMark, array: ArrayReader): unknown {
  const kind = mark[MARK];
  if (MARKED.has(kind)) return MARKED.get(kind);
  const Kind = ARRAYS.get(String(kind));
  return Kind && array(Kind, mark) || refuseText(JSON.stringify(mark));
}

/** How much of a text is told. */
const TOLD = 80;

function refuseText(text: string): never {
  throw new SyntaxError(
    `Cannot decode: the text must be what encode gave, got ${
      text.length > TOLD ? `${text.slice(0, TOLD)}...` : text || "nothing"
    }`,
  );
}

function asBase64(kind: string, array: TypedArray): string {
  return `{"$":"${kind}","base64":"${toBase64(bytesOf(array))}"}`;
}

function arrayFromBase64(
  Kind: TypedArrayKind,
  { base64 }: ArrayMark,
): TypedArray | undefined {
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(base64 as string);
  } catch {
    return undefined;
  }
  const length = bytes.length / Kind.BYTES_PER_ELEMENT;
  return Number.isInteger(length)
    ? new Kind(bytes.buffer, 0, length)
    : undefined;
}

function bytesOf({ buffer, byteOffset, byteLength }: TypedArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function zerosAfter(bytes: number): Uint8Array {
  return new Uint8Array(aligned(bytes) - bytes);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
