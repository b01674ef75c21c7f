// DEFLATE, as RFC 1951 has it. Engines unpack it by themselves, but while others wait:
// pages only when they are asked and then later. The kernel is there when it is imported.

/** How many bits of a code there are at most. */
const LONGEST = 15;

/** The order in which the lengths of the codes for code lengths come (3.2.7). */
const ORDER = [
  16,
  17,
  18,
  0,
  8,
  7,
  9,
  6,
  10,
  5,
  11,
  4,
  12,
  3,
  13,
  2,
  14,
  1,
  15,
];

/** A Huffman code: how many symbols have codes of each length, and the symbols by code. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

/**
 * Unpacks bytes that DEFLATE has packed.
 *
 * @param packed The packed bytes, without a header.
 * @param length How many they are, unpacked.
 */
export function inflate(
  packed: Uint8Array,
  length: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  let at = 0, place = 0, held = 0, bits = 0;

  /** The next so many bits, the first of them lowest. */
  const take = (count: number): number => {
    while (bits < count) {
      held |= packed[at++] << bits;
      bits += 8;
    }
    const taken = held & ((1 << count) - 1);
    held >>>= count;
    bits -= count;
    return taken;
  };

  /** The next symbol of a code, whose bits come highest first. */
  const symbol = ({ counts, symbols }: Code): number => {
    let code = 0, first = 0, index = 0;
    for (let size = 1; size <= LONGEST; size++) {
      code |= take(1);
      const count = counts[size];
      if (code - count < first) return symbols[index + code - first];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new TypeError("Cannot inflate: there is no such code");
  };

  /** Copies literals, and what is repeated, up to the end of a block. */
  const decode = (literals: Code, distances: Code) => {
    for (;;) {
      const one = symbol(literals);
      if (one === 256) return;
      if (one < 256) {
        out[place++] = one;
        continue;
      }
      const size = repeated(one - 257, 2, 3, take);
      const back = repeated(symbol(distances), 1, 1, take);
      // One by one: what is copied may overlap what it is copied to.
      for (let i = 0; i < size; i++, place++) out[place] = out[place - back];
    }
  };

  for (let isLast = 0; !isLast;) {
    isLast = take(1);
    const kind = take(2);
    if (kind === 0) {
      // As it is, from the next whole byte on.
      held = bits = 0;
      const size = packed[at] | (packed[at + 1] << 8);
      out.set(packed.subarray(at += 4, at += size), place);
      place += size;
    } else if (kind === 1) decode(LITERALS, DISTANCES);
    else decode(...codes(take, symbol));
  }
  return out;
}

/**
 * A length or a distance: its symbol stands for the smallest of a range, which doubles every few
 * symbols, and bits say which of the range (3.2.5).
 *
 * @param group Of how many bits is the number of symbols with ranges of one size.
 * @param least What symbol 0 stands for.
 */
function repeated(
  symbol: number,
  group: number,
  least: number,
  take: (bits: number) => number,
): number {
  // The longest length has a symbol of its own.
  if (group === 2 && symbol === 28) return 258;
  const extra = Math.max(0, (symbol >> group) - 1);
  const within = symbol - (extra << group);
  return least + (within << extra) + take(extra);
}

/** The codes of a block that brings its own. */
function codes(
  take: (bits: number) => number,
  symbol: (code: Code) => number,
): [Code, Code] {
  const literals = take(5) + 257, distances = take(5) + 1, count = take(4) + 4;
  const lengths = new Uint8Array(19);
  for (let i = 0; i < count; i++) lengths[ORDER[i]] = take(3);
  const code = codeOf(lengths);
  const all = new Uint8Array(literals + distances);
  for (let i = 0; i < all.length;) {
    const one = symbol(code);
    if (one < 16) all[i++] = one;
    else {
      // The one before, or zeros, several times.
      const value = one === 16 ? all[i - 1] : 0;
      const times = one === 16
        ? 3 + take(2)
        : one === 17
        ? 3 + take(3)
        : 11 + take(7);
      all.fill(value, i, i += times);
    }
  }
  return [codeOf(all.subarray(0, literals)), codeOf(all.subarray(literals))];
}

/** The code in which each symbol has bits of a length; 0 for those that do not occur (3.2.2). */
function codeOf(lengths: Uint8Array): Code {
  const counts = new Uint16Array(LONGEST + 1);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const places = new Uint16Array(LONGEST + 1);
  for (let i = 1; i <= LONGEST; i++) places[i] = places[i - 1] + counts[i - 1];
  const symbols = new Uint16Array(lengths.length);
  for (const [symbol, length] of lengths.entries()) {
    if (length > 0) symbols[places[length]++] = symbol;
  }
  return { counts, symbols };
}

/** The codes of a block that brings none (3.2.6). */
const LITERALS = codeOf(
  Uint8Array.from(
    { length: 288 },
    (_, i) => i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8,
  ),
);
const DISTANCES = codeOf(new Uint8Array(30).fill(5));
