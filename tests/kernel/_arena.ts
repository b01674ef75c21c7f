import { assertEquals, fail } from "@std/assert";

/** The halves of a NaN that no computation gives: it stands between the arrays. */
const LOW = 0x0bad_0bad, HIGH = 0x7ff8_0bad;

/**
 * A part of a memory to lay arrays into with gaps between them, so that what
 * reads past an array gets NaN, and what writes past one is found out.
 */
export class Arena {
  readonly #numbers: Float64Array;
  /** The same numbers as halves: a NaN has many bits, and a number's are quick to see. */
  readonly #halves: Uint32Array;
  #top = 0;
  #placed: { from: number; to: number; held?: Uint32Array }[] = [];

  /**
   * @param length How many numbers have room, gaps included.
   * @param memory Where.
   * @param address From where on.
   */
  constructor(length: number, memory: WebAssembly.Memory, address: number) {
    this.#numbers = new Float64Array(memory.buffer, address, length);
    this.#halves = new Uint32Array(memory.buffer, address, 2 * length);
    this.#top = length - 4;
    this.clear();
  }

  /** Takes all arrays away. */
  clear(): void {
    for (let at = 0; at < this.#top + 4; at++) {
      this.#halves[2 * at] = LOW;
      this.#halves[2 * at + 1] = HIGH;
    }
    this.#top = 0;
    this.#placed = [];
  }

  /** An array that is to be read only. Some begin at odd multiples of 8 bytes. */
  input(values: ArrayLike<number>): Float64Array {
    const { array, place } = this.#place(values);
    place.held = this.#halves.slice(2 * place.from, 2 * place.to);
    return array;
  }

  /** An array to be written; at first it holds NaN, or what it is given. */
  output(values: number | ArrayLike<number>): Float64Array {
    const { array } = this.#place(
      typeof values === "number" ? new Float64Array(values).fill(NaN) : values,
    );
    return array;
  }

  #place(values: ArrayLike<number>) {
    const from = this.#top + 1 + values.length % 2, to = from + values.length;
    if (to + 4 > this.#numbers.length) fail("the arena is full");
    const array = this.#numbers.subarray(from, to);
    array.set(values);
    const place = { from, to, held: undefined as Uint32Array | undefined };
    this.#placed.push(place);
    this.#top = to;
    return { array, place };
  }

  /** Holds the gaps and all inputs to what they held. */
  assertIntact(what: string): void {
    const halves = this.#halves;
    const assertGap = (from: number, to: number) => {
      for (let at = from; at < to; at++) {
        if (halves[2 * at] !== LOW || halves[2 * at + 1] !== HIGH) {
          fail(`${what} wrote outside of its arrays`);
        }
      }
    };
    let at = 0;
    for (const { from, to, held } of this.#placed) {
      assertGap(at, from);
      if (held) {
        for (let i = 0; i < held.length; i++) {
          if (halves[2 * from + i] !== held[i]) {
            fail(`${what} changed an input`);
          }
        }
      }
      at = to;
    }
    assertGap(at, at + 4);
  }
}

/** Holds numbers to others, bit for bit but for NaN, which is one. */
export function assertSameNumbers(
  got: ArrayLike<number>,
  want: ArrayLike<number>,
  what: string,
): void {
  assertEquals(got.length, want.length, what);
  for (let i = 0; i < want.length; i++) {
    if (!Object.is(got[i], want[i])) {
      fail(`${what}, number ${i}: got ${got[i]} for ${want[i]}`);
    }
  }
}
