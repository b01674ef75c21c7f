import { assert, assertEquals, assertLess } from "@std/assert";
import { cosPi } from "../../lib/numbers/cos_pi.ts";

/** Numbers as whole multiples of 2^-BITS, so that the oracle rounds nothing that shows. */
const BITS = 160n, ONE = 1n << BITS;

/** A double, exactly. */
function exactly(x: number): bigint {
  let value = x, shift = 0n;
  while (!Number.isInteger(value)) [value, shift] = [value * 2, shift + 1n];
  return (BigInt(value) << BITS) >> shift;
}

/** 1/n - 1/(3 n^3) + 1/(5 n^5) - .. */
function arctanOfInverse(n: bigint): bigint {
  let sum = 0n, power = ONE / n, sign = 1n;
  for (let k = 1n; power > 0n; k += 2n) {
    sum += sign * (power / k);
    power /= n * n;
    sign = -sign;
  }
  return sum;
}

/** Machin's formula. */
const PI = 4n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));

/** cos(pi x), x in [0, 2], by its series. */
function trueCosPi(x: number): bigint {
  const square = (PI * exactly(x) >> BITS) ** 2n >> BITS;
  let sum = 0n, term = ONE;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += term;
    term = -(term * square >> BITS) / (k * (k + 1n));
    if (term === -1n) break;
  }
  return sum;
}

/** What a double is off by, in units of the true value's last place. */
function ulps(actual: number, truth: bigint): number {
  const value = Number(truth) / Number(ONE);
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  const unit = Number(ONE) * 2 ** (exponent - 52);
  const off = exactly(actual) - truth;
  return Number(off < 0n ? -off : off) / unit;
}

Deno.test("the oracle has the digits of pi", () => {
  assertEquals(Number(PI) / Number(ONE), Math.PI);
  assertEquals(PI * 10n ** 30n >> BITS, 3141592653589793238462643383279n);
});

Deno.test("cosPi() is within 1.5 ulp of cos(pi x)", () => {
  let worst = 0;
  for (let i = 1; i < 20_000; i++) {
    const x = 2 * ((i * 0.6180339887498949) % 1);
    worst = Math.max(worst, ulps(cosPi(x), trueCosPi(x)));
  }
  // Near its zeros, where digits cancel in pi x, too.
  for (let k = 2; k < 40; k++) {
    for (
      const x of [0.5 - 2 ** -k, 1.5 + 2 ** -k, 2 ** -k, 0.25 - 2 ** -k / 2]
    ) {
      worst = Math.max(worst, ulps(cosPi(x), trueCosPi(x)));
    }
  }
  assertLess(worst, 1.5);
});

Deno.test("cosPi() is exact at multiples of 1/2, even, of period 2", () => {
  const exact = [1, 0, -1, 0, 1, 0, -1, 0];
  exact.forEach((c, i) => assertEquals(Math.abs(cosPi(i / 2) - c), 0));
  for (const x of [0.1, 0.3, 0.7, 1.2, 1.9]) {
    assertEquals(cosPi(-x), cosPi(x));
    assertEquals(cosPi(8 + x), cosPi((8 + x) % 2));
  }
  for (const x of [0.125, 0.375, 0.4375]) assertEquals(cosPi(1 - x), -cosPi(x));
  for (const x of [NaN, Infinity, -Infinity]) assertEquals(cosPi(x), NaN);
});

Deno.test("cosPi() falls from 0 to 1", () => {
  let before = cosPi(0);
  for (let i = 1; i <= 1000; i++) {
    const now = cosPi(i / 1000);
    assert(now < before, `at ${i / 1000}`);
    before = now;
  }
});
