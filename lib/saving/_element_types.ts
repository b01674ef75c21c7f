/** The numbers of a tensor as they lie in a file, little-endian, as on every machine by now. */
interface ElementType {
  /** Bytes of one. */
  readonly size: number;
  /**
   * The numbers, exactly.
   *
   * @param bytes Theirs alone, from the start of their buffer.
   * @throws {RangeError} if a float64 cannot hold one.
   */
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => Float64Array;
}

/** What can be read of what safetensors has; a test holds them to Python's. */
export const ELEMENT_TYPES: ReadonlyMap<string, ElementType> = new Map([
  ["F64", { size: 8, read: ({ buffer }) => new Float64Array(buffer) }],
  ["F32", over(Float32Array)],
  ["F16", { size: 2, read: ({ buffer }) => halves(new Uint16Array(buffer)) }],
  ["BF16", { size: 2, read: ({ buffer }) => tops(new Uint16Array(buffer)) }],
  ["I64", { size: 8, read: ({ buffer }) => exact(new BigInt64Array(buffer)) }],
  ["U64", { size: 8, read: ({ buffer }) => exact(new BigUint64Array(buffer)) }],
  ["I32", over(Int32Array)],
  ["U32", over(Uint32Array)],
  ["I16", over(Int16Array)],
  ["U16", over(Uint16Array)],
  ["I8", over(Int8Array)],
  ["U8", over(Uint8Array)],
  ["BOOL", over(Uint8Array)],
]);

type Numbers =
  | typeof Float32Array
  | typeof Int32Array
  | typeof Uint32Array
  | typeof Int16Array
  | typeof Uint16Array
  | typeof Int8Array
  | typeof Uint8Array;

/** What a kind of array reads as it is. */
function over(Kind: Numbers): ElementType {
  return {
    size: Kind.BYTES_PER_ELEMENT,
    read: ({ buffer }) => new Float64Array(new Kind(buffer)),
  };
}

/** Numbers of which each is the upper half of a float32. */
function tops(bits: Uint16Array): Float64Array {
  const whole = Uint32Array.from(bits, (top) => top << 16);
  return new Float64Array(new Float32Array(whole.buffer));
}

/**
 * Numbers of 1 bit for the sign, 5 for the exponent and 10 for the mantissa. Where a float32
 * has them, 13 places further up, they are a number whose exponent is 127 - 15 too small.
 */
function halves(bits: Uint16Array): Float64Array {
  const small = new Float32Array(
    Uint32Array.from(bits, (half) => (half & 0x7fff) << 13).buffer,
  );
  return Float64Array.from(bits, (half, i) => {
    const sign = half & 0x8000 ? -1 : 1;
    if ((half & 0x7c00) === 0x7c00) return half & 0x3ff ? NaN : sign * Infinity;
    return sign * small[i] * 2 ** 112;
  });
}

function exact(integers: BigInt64Array | BigUint64Array): Float64Array {
  return Float64Array.from(integers as ArrayLike<unknown>, (integer) => {
    const number = Number(integer);
    if (Number.isSafeInteger(number)) return number;
    throw new RangeError(String(integer));
  });
}
