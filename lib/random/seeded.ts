import seedrandom from "seedrandom";
import { kindOf } from "../matrix/kind_of.ts";
import type { Rng } from "./rng.ts";

/**
 * A generator that gives the same numbers for the same seed, on every machine:
 * seedrandom's ARC4 generator, 52 bits a draw.
 *
 * @param seed Any string or finite number, of any length; a number is the text that it is
 * written as, so `1` and `"1"` are the same seed. Seeds that differ in any character (any
 * UTF-16 code unit) give unrelated streams, so `seeded("weights/3")` and
 * `seeded("batches/3")` can stand side by side.
 * @returns A generator of its own; no other draw moves it.
 * @throws {TypeError} if the seed is neither: an undefined seed would make
 * seedrandom take one from the clock.
 *
 * @example
 * ```ts
 * import { seeded } from "weightlab";
 * import { assertEquals, assertNotEquals } from "@std/assert";
 *
 * assertEquals(seeded("a")(), seeded("a")());
 * assertNotEquals(seeded("a")(), seeded("b")());
 * ```
 */
export function seeded(seed: string | number): Rng {
  if (
    typeof seed !== "string" &&
    !(typeof seed === "number" && Number.isFinite(seed))
  ) {
    throw new TypeError(
      `Cannot seed a generator: seed must be a string or a finite number, got ${
        kindOf(seed)
      }`,
    );
  }
  return seedrandom(key(String(seed)));
}

/** How many bytes a key has at most: ARC4 uses no more, seedrandom folds the rest in. */
const KEY = 256;

/** A byte that UTF-8 does not use. */
const MARK = 0xff;

/**
 * The seed's UTF-8 bytes, one a character, and an end mark that UTF-8 does not
 * use. ARC4 repeats its key until it is full and seedrandom takes the low byte of
 * each character, so without these "1" and "11", and "[" and "\u015b", would give
 * one stream.
 *
 * A seed that is too long for a key, or has a lone surrogate, which has no UTF-8, is
 * reduced first.
 */
function key(seed: string): string {
  // Each UTF-16 unit is a byte or more.
  if (seed.length < KEY && seed.isWellFormed()) {
    const bytes = new TextEncoder().encode(seed);
    if (bytes.length < KEY) return String.fromCharCode(...bytes, MARK);
  }
  return reducedKey(seed);
}

/** How many UTF-16 units a block of a long seed has. */
const BLOCK = 112;

/**
 * A key of 17 bytes that stands for any seed: block by block, the key of a generator is
 * the seed's length, what the generator before it gave, and the block's units as they are,
 * two bytes each. It begins with the mark, as no key of a short seed does but that of "".
 *
 * Two seeds have one key only if two of these 128-bit values happen to be the same, which
 * takes some 2^64 seeds.
 */
function reducedKey(seed: string): string {
  const head = String.fromCharCode(MARK);
  const length = bytesOf([
    seed.length >>> 0,
    Math.floor(seed.length / 2 ** 32),
  ]);
  let state = "";
  for (let from = 0; from < seed.length; from += BLOCK) {
    let key = head + length + state;
    for (let i = from; i < Math.min(from + BLOCK, seed.length); i++) {
      const unit = seed.charCodeAt(i);
      key += String.fromCharCode(unit >> 8, unit & 0xff);
    }
    const next = seedrandom(key);
    state = bytesOf([next.int32(), next.int32(), next.int32(), next.int32()]);
  }
  return head + state;
}

/** Whole numbers of 32 bits as four bytes each, one a character. */
function bytesOf(words: readonly number[]): string {
  return words.map((word) =>
    String.fromCharCode(
      word >>> 24,
      word >>> 16 & 0xff,
      word >>> 8 & 0xff,
      word & 0xff,
    )
  ).join("");
}
