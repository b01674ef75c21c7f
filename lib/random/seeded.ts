import seedrandom from "seedrandom";
import { kindOf } from "../matrix/kind_of.ts";
import type { Rng } from "./rng.ts";

/**
 * A generator that gives the same numbers for the same seed, on every machine:
 * seedrandom's ARC4 generator, 52 bits a draw.
 *
 * @param seed Any string or finite number; `1` and `"1"` are the same seed.
 * Seeds that differ in any character give unrelated streams, so
 * `seeded("weights/3")` and `seeded("batches/3")` can stand side by side.
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

/**
 * The seed's UTF-8 bytes, one a character, and an end mark that UTF-8 does not
 * use. ARC4 repeats its key until it is full and seedrandom takes the low byte of
 * each character, so without these "1" and "11", and "[" and "\u015b", would give
 * one stream.
 */
function key(seed: string): string {
  return String.fromCharCode(...new TextEncoder().encode(seed), 0xff);
}
