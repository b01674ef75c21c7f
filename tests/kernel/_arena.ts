import { assertEquals, fail } from "@std/assert";
import { allocate, numbersAt } from "../../lib/kernel/memory.ts";

/** A NaN that no computation gives: what stands between the arrays of an arena. */
const GAP = 0x7ff8_0bad_0bad_0badn;

/**
 * A part of the kernel's memory to lay arrays into with gaps between them, so that what
 * reads past an array gets NaN, and what writes past one is found out.
 */
export class Arena {
  readonly #numbers: Float64Array;
  readonly #bits: BigUint64Array;
  #top = 0;
  #placed: { from: number; to: number; held?: BigUint64Array }[] = [];

  /** @param length How many numbers have room, gaps included. */
  constructor(length: number) {
    this.#numbers = numbersAt(allocate(length * 8)!, length);
    const { buffer, byteOffset } = this.#numbers;
    this.#bits = new BigUint64Array(buffer, byteOffset, length);
    this.#bits.fill(GAP);
  }

  /** Takes all arrays away. */
  clear(): void {
    this.#bits.fill(GAP, 0, this.#top + 4);
    this.#top = 0;
    this.#placed = [];
  }

  /** An array that is to be read only. Some begin at odd multiples of 8 bytes. */
  input(values: ArrayLike<number>): Float64Array {
    const { array, place } = this.#place(values);
    place.held = this.#bits.slice(place.from, place.to);
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
    assertEquals(to + 4 <= this.#numbers.length, true, "the arena is full");
    const array = this.#numbers.subarray(from, to);
    array.set(values);
    const place = { from, to, held: undefined as BigUint64Array | undefined };
    this.#placed.push(place);
    this.#top = to;
    return { array, place };
  }

  /** Holds the gaps and all inputs to what they held. */
  assertIntact(what: string): void {
    let at = 0;
    for (const { from, to, held } of this.#placed) {
      for (; at < from; at++) {
        if (this.#bits[at] !== GAP) fail(`${what} wrote outside of its arrays`);
      }
      held?.forEach((bits, i) => {
        if (this.#bits[from + i] !== bits) fail(`${what} changed an input`);
      });
      at = to;
    }
    for (const end = at + 4; at < end; at++) {
      if (this.#bits[at] !== GAP) fail(`${what} wrote outside of its arrays`);
    }
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
