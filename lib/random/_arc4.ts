import type { Rng } from "./rng.ts";

/** How many numbers the state has. */
const WIDTH = 256;

/**
 * The ARC4 generator of npm's seedrandom, 52 bits a draw and the same bits for the same key.
 * Its state takes 256 bytes here, in place of arrays of numbers that take kilobytes while
 * they grow: a study seeds two generators a network.
 *
 * @param key 1 to 256 bytes, which are repeated until they are 256.
 * @returns A generator of its own.
 * @see Bau (2010), "Random seeds, coded hints, and quintillions", for the drawing of
 * fractions; its first 256 bytes are dropped ("RC4-drop").
 */
export function arc4(key: Uint8Array): Rng {
  const S = new Uint8Array(WIDTH);
  for (let k = 0; k < WIDTH; k++) S[k] = k;
  let i = 0, j = 0;
  for (let k = 0; k < WIDTH; k++) {
    const t = S[k];
    j = (j + key[k % key.length] + t) % WIDTH;
    S[k] = S[j];
    S[j] = t;
  }
  j = 0;
  /** The next bytes as one number, the first the highest. */
  const next = (bytes: number): number => {
    let number = 0;
    for (let k = 0; k < bytes; k++) {
      i = (i + 1) % WIDTH;
      const t = S[i];
      j = (j + t) % WIDTH;
      S[i] = S[j];
      S[j] = t;
      number = WIDTH * number + S[(t + S[i]) % WIDTH];
    }
    return number;
  };
  next(WIDTH);
  return () => {
    // n / d, with bytes behind the point until it fills the 53 bits of a number.
    let n = next(6), d = 2 ** 48, x = 0;
    while (n < 2 ** 52) {
      n = (n + x) * WIDTH;
      d *= WIDTH;
      x = next(1);
    }
    while (n >= 2 ** 53) {
      n /= 2;
      d /= 2;
      x >>>= 1;
    }
    return (n + x) / d;
  };
}
