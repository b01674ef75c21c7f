import { sha256 } from "@noble/hashes/sha2.js";
import { kindOf } from "../check/kind_of.ts";
import { arc4 } from "./_arc4.ts";
import type { Rng } from "./rng.ts";

/**
 * A generator that gives the same numbers for the same seed, on every machine:
 * the ARC4 generator of npm's seedrandom, 52 bits a draw.
 *
 * @param seed Any string or finite number, of any length; a number is the text that it is
 * written as, so `1` and `"1"` are the same seed. Seeds that differ in any character (any
 * UTF-16 code unit) give unrelated streams, so `seeded("weights/3")` and
 * `seeded("batches/3")` can stand side by side.
 * @returns A generator of its own; no other draw moves it.
 * @throws {TypeError} if the seed is neither: nothing is taken from the clock.
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
  checkSeed("seed a generator", "seed", seed);
  return arc4(key(String(seed)));
}

/**
 * Holds an argument to what a generator can be seeded with.
 *
 * @param what What cannot be done otherwise: "seed a generator".
 * @param name The argument's name: "seed".
 * @param seed The argument.
 * @throws {TypeError} if it is neither a string nor a finite number.
 */
export function checkSeed(
  what: string,
  name: string,
  seed: string | number,
): void {
  if (typeof seed === "string") return;
  if (typeof seed === "number" && Number.isFinite(seed)) return;
  throw new TypeError(
    `Cannot ${what}: ${name} must be a string or a finite number, got ${
      kindOf(seed)
    }`,
  );
}

/**
 * How many bytes of a seed are a key as they are. ARC4 has related keys: of long ones that
 * differ in a few bytes, some begin with the same draws, the more the longer they are.
 */
const SHORT = 48;

/** A byte that UTF-8 does not use. */
const MARK = 0xff;

/**
 * The seed's UTF-8 bytes and an end mark that UTF-8 does not use. ARC4 repeats its key until
 * it is full, so without the mark "1" and "11" would give one stream.
 *
 * For a longer seed, or one with a lone surrogate, which has no UTF-8, its SHA-256 stands.
 */
function key(seed: string): Uint8Array {
  // Each UTF-16 unit is a byte or more.
  if (seed.length <= SHORT && seed.isWellFormed()) {
    const bytes = new TextEncoder().encode(seed);
    if (bytes.length <= SHORT) return Uint8Array.of(...bytes, MARK);
  }
  // It begins with the mark, as no short seed's key does but that of "".
  return Uint8Array.of(MARK, ...sha256(unitsOf(seed)));
}

/** The UTF-16 units of a text, two bytes each, the high one first. */
function unitsOf(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit >> 8;
    bytes[2 * i + 1] = unit & 0xff;
  }
  return bytes;
}
