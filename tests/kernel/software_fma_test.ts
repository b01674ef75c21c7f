import { assert, fail } from "@std/assert";
import { type Rng, seeded } from "weightlab";
import { memory } from "./_builds.ts";
import type { Core } from "../../lib/kernel/functions.ts";
import { wasmCore } from "../../lib/kernel/wasm.ts";

// a b + c without an instruction for it, held to exact integers and to the hardware.

const exact = wasmCore("exact", memory) as Core;
const hardware = wasmCore("wasm", memory);

type Triple = [a: number, b: number, c: number];

const halves = new Uint32Array(2);
const [float] = [new Float64Array(halves.buffer)];
const [long] = [new BigInt64Array(halves.buffer)];

const half = (rng: Rng) => Math.floor(rng() * 2 ** 32);

/** Any 64 bits. */
function pattern(rng: Rng): number {
  halves[0] = half(rng);
  halves[1] = half(rng);
  return float[0];
}

/** 2^least up to 2^most in size; many have few bits, so that sums of them meet halfway. */
function sized(rng: Rng, least: number, most: number): number {
  const few = rng();
  halves[0] = few < 0.4 ? 0 : few < 0.6 ? half(rng) & 15 : half(rng);
  const top = few < 0.2 ? 0xc0000 : few < 0.3 ? 0 : 0xfffff;
  const exponent = least + Math.floor(rng() * (most - least + 1)) + 1023;
  const biased = Math.max(0, Math.min(2046, exponent));
  halves[1] = half(rng) & (0x80000000 | top) | biased << 20;
  return float[0];
}

/** The double so many places after x. */
function next(x: number, by: number): number {
  float[0] = x;
  long[0] += BigInt(by);
  return float[0];
}

const ODD = [
  ...[0, -0, NaN, Infinity, -Infinity, 1, -1, 5e-324, -5e-324, 2 ** -1022],
  ...[Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** -537, 2 ** -960, 2 ** 996],
];

const oneOf = (rng: Rng) => ODD[Math.floor(rng() * ODD.length)];
const near = (rng: Rng) => Math.floor(rng() * 5) - 2;

/** c beside -a b: what is left are the digits that a product by itself loses. */
function cancelling(rng: Rng, least: number, most: number): Triple {
  const a = sized(rng, least, most), b = sized(rng, least, most);
  return [a, b, next(-(a * b), near(rng))];
}

const KINDS: Record<string, (rng: Rng) => Triple> = {
  "any bits": (rng) => [pattern(rng), pattern(rng), pattern(rng)],
  "ordinary numbers": (rng) => [
    sized(rng, -3, 3),
    sized(rng, -3, 3),
    sized(rng, -60, 60),
  ],
  "sums that cancel": (rng) => cancelling(rng, -400, 400),
  "sums that cancel to subnormal numbers": (rng) => cancelling(rng, -560, -480),
  "products at the threshold of underflow": (rng) => [
    sized(rng, -560, -470),
    sized(rng, -560, -470),
    rng() < 0.2 ? 0 : sized(rng, -1080, -900),
  ],
  "an addend far away": (rng) => [
    sized(rng, -300, 300),
    sized(rng, -300, 300),
    sized(rng, -1023, 1023),
  ],
  "sums and products that overflow": (rng) => [
    sized(rng, 490, 1023),
    sized(rng, -20, 520),
    sized(rng, 960, 1023),
  ],
  "a factor with a subnormal one": (rng) => [
    sized(rng, -1023, -1023),
    sized(rng, -60, 1023),
    sized(rng, -1023, -60),
  ],
  // 1 or 2, and half a last place more or less, give or take next to nothing.
  "halfway cases that a tiny part decides": (rng) => [
    1 + Math.floor(rng() * 2) * 2 ** -Math.floor(rng() * 53),
    (rng() < 0.5 ? 1 : -1) * next(2 ** -53, near(rng)),
    next(2 ** Math.floor(rng() * 2), near(rng)),
  ],
  "halfway cases of subnormal numbers": (rng) => [
    next(1.5 * 2 ** -537, near(rng)),
    next(2 ** -537, near(rng)),
    near(rng) * 5e-324,
  ],
  "odd numbers": (rng) => [
    rng() < 0.6 ? oneOf(rng) : pattern(rng),
    rng() < 0.6 ? oneOf(rng) : pattern(rng),
    rng() < 0.6 ? oneOf(rng) : pattern(rng),
  ],
};

/** x in units of 2^-1074. */
function units(x: number): bigint {
  float[0] = x;
  const exponent = Number(long[0] >> 52n & 0x7ffn);
  const m = (long[0] & 0xfffffffffffffn) | (exponent > 0 ? 1n << 52n : 0n);
  const size = m << BigInt(Math.max(0, exponent - 1));
  return long[0] < 0n ? -size : size;
}

/** The double nearest to n units of 2^-2148, of two the one with an even last bit. */
function nearest(n: bigint): number {
  const size = n < 0n ? -n : n;
  const lost = BigInt(Math.max(1074, size.toString(2).length - 53));
  let m = size >> lost;
  const rest = size - (m << lost), middle = 1n << (lost - 1n);
  if (rest > middle || (rest === middle && m & 1n)) m += 1n;
  const exponent = Number(lost) - 2148;
  // In two steps, neither of which rounds: 2^exponent may be no double.
  const part = Math.max(exponent, -1000);
  const rounded = Number(m) * 2 ** part * 2 ** (exponent - part);
  return n < 0n ? -rounded : rounded;
}

function inIntegers([a, b, c]: Triple): number {
  if (![a, b].every(Number.isFinite)) return a * b + c;
  if (!Number.isFinite(c)) return c;
  if (a === 0 || b === 0) return a * b + c;
  if (c === 0) return a * b;
  const sum = units(a) * units(b) + (units(c) << 1074n);
  return sum === 0n ? 0 : nearest(sum);
}

function holds(triple: Triple, want: number): void {
  const got = exact.madd(...triple);
  if (!Object.is(got, want)) {
    fail(`madd(${triple.join(", ")}) is ${want}, got ${got}`);
  }
}

for (const [kind, draw] of Object.entries(KINDS)) {
  Deno.test(`madd() without the instruction rounds once: ${kind}`, () => {
    const rng = seeded(`fma/${kind}`);
    for (let i = 0; i < 5000; i++) {
      const triple = draw(rng);
      holds(triple, inIntegers(triple));
    }
  });
}

Deno.test({
  name: "madd() without the instruction gives the hardware's bits",
  ignore: typeof hardware === "string",
  fn() {
    const { madd } = hardware as Core;
    for (const [kind, draw] of Object.entries(KINDS)) {
      const rng = seeded(`fma/hardware/${kind}`);
      for (let i = 0; i < 200_000; i++) {
        const triple = draw(rng);
        holds(triple, madd(...triple));
      }
    }
  },
});

Deno.test("madd() without the instruction gives one NaN", () => {
  // In memory a NaN has bits; here what it was made of must not show.
  const made = [[NaN, 1, 1], [0, Infinity, 1], [Infinity, 1, -Infinity]];
  const bits = made.map(([a, b, c]) => {
    float[0] = exact.madd(a, b, c);
    return long[0];
  });
  assert(bits.every((b) => b === 0x7ff8n << 48n));
});
