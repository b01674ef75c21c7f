import { assert, assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import type { Kernel } from "../../lib/kernel/functions.ts";
import { type Build, builds, free, memory } from "./_builds.ts";
import table from "./functions.json" with { type: "json" };

// The kernel's elementary functions: each build beside mpmath's values, which
// record_functions.py writes down, and beside one another, bit for bit.

const COUNT = 10_000;

const recorded = Deno.readFileSync(
  new URL("functions.bin", import.meta.url),
).buffer;

/** The special arguments, then in turn uniform in each range and of random bits. */
function drawn(ranges: number[][]): Float64Array {
  const x = new Float64Array(COUNT);
  const special = table.special.map(Number), draw = draws();
  x.set(special);
  const random = new Float64Array(1), bits = new Uint32Array(random.buffer);
  for (let i = special.length; i < COUNT; i++) {
    const turn = i % (ranges.length + 1), high = draw(), low = draw();
    if (turn < ranges.length) {
      const [a, b] = ranges[turn];
      x[i] = a + (b - a) * ((high * 2097152 + (low >>> 11)) / 2 ** 53);
    } else {
      bits.set([low, high]);
      x[i] = random[0];
    }
  }
  return x;
}

/** Xorshift: integers below 2^32. */
function draws(): () => number {
  let state = 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

const SCALE = 1.0507009873554805, ALPHA = SCALE * 1.6732632423543772;

/** x, y and count. */
type Pass = (k: Kernel, x: number, y: number, count: number) => void;

/** A backward pass of dy = 1. */
function slope(
  name: "geluBackward" | "geluTanhBackward" | "siluBackward",
): Pass {
  return (k, x, y, count) => {
    const dy = y + 8 * count;
    new Float64Array(memory.buffer, dy, count).fill(1);
    k[name](dy, x, y, count);
  };
}

function power(other: number, isBase: boolean): Pass {
  return (k, x, y, count) => {
    const at = y + 8 * count;
    new Float64Array(memory.buffer, at, count).fill(other);
    k.pow(isBase ? at : x, isBase ? x : at, y, count);
  };
}

/** A function: how it is called, and its largest error in ulp, here at most 1. */
interface Function {
  readonly pass: Pass;
  readonly ulp: number;
  /** Where its terms cancel, what the error is held to instead. */
  readonly cancelled?: number;
  readonly one: (k: Kernel, x: number) => number;
}

const FUNCTIONS: Record<string, Function> = {
  exp: plain("exp", .8),
  expm1: plain("expm1", .8),
  log: plain("log", .8),
  log1p: plain("log1p", .8),
  log10: plain("log10", .8),
  tanh: plain("tanh", .8),
  sigmoid: plain("sigmoid", .8),
  softplus: plain("softplus", .8),
  erf: plain("erf", .8),
  erfc: plain("erfc", .8),
  normalDistribution: plain("normalDistribution", .8),
  normalDensity: plain("normalDensity", .8),
  gelu: plain("gelu", .8),
  geluDerivative: {
    pass: slope("geluBackward"),
    ulp: .8,
    one: (k, x) => k.geluDerivativeOf(x),
    cancelled: 2 ** -56,
  },
  geluTanh: plain("geluTanh", .8),
  geluTanhDerivative: {
    pass: slope("geluTanhBackward"),
    ulp: .8,
    one: (k, x) => k.geluTanhDerivativeOf(x),
    cancelled: 2 ** -56,
  },
  silu: plain("silu", .8),
  siluDerivative: {
    pass: slope("siluBackward"),
    ulp: .8,
    one: (k, x) => k.siluDerivativeOf(x),
    cancelled: 2 ** -56,
  },
  elu: {
    pass: (k, x, y, count) => k.elu(x, y, count, ALPHA, SCALE),
    ulp: .8,
    one: (k, x) => k.eluOf(x, ALPHA, SCALE),
  },
  eluDerivative: {
    pass: (k, x, y, count) => {
      const dy = y + 8 * count;
      new Float64Array(memory.buffer, dy, count).fill(1);
      k.eluBackward(dy, x, y, count, ALPHA, SCALE);
    },
    ulp: .8,
    one: (k, x) => k.eluDerivativeOf(x, ALPHA, SCALE),
  },
  ...Object.fromEntries(
    Object.entries(table.powers).map((
      [text, y],
    ) => [
      `pow ${text}`,
      {
        pass: power(y, false),
        ulp: .8,
        one: (k, x) => k.powOf(x, y),
      } satisfies Function,
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(table.bases).map((
      [text, x],
    ) => [
      `base ${text}`,
      {
        pass: power(x, true),
        ulp: .8,
        one: (k, y) => k.powOf(x, y),
      } satisfies Function,
    ]),
  ),
};

function plain(
  name: {
    [N in keyof Kernel]: `${N}Of` extends keyof Kernel ? N : never;
  }[keyof Kernel] extends infer T ? T & string : never,
  ulp: number,
): Function {
  return {
    pass: (k, x, y, count) =>
      (k as unknown as Record<string, (...a: number[]) => void>)[name](
        x,
        y,
        count,
      ),
    ulp,
    one: (k, x) =>
      (k as unknown as Record<string, (x: number) => number>)[`${name}Of`](x),
  };
}

/** What a build gives for x. */
function run(build: Build, { pass }: Function, x: Float64Array): Float64Array {
  const at = Math.ceil(free / 64) * 64;
  new Float64Array(memory.buffer, at, x.length).set(x);
  pass(build.kernel, at, at + 8 * x.length, x.length);
  return new Float64Array(memory.buffer, at + 8 * x.length, x.length).slice();
}

/** |got - true| in units of the true value's last place. */
function error(got: number, nearest: number, rest: number): number {
  if (!Number.isFinite(nearest)) return Object.is(got, nearest) ? 0 : Infinity;
  const size = Math.abs(nearest);
  let unit = Math.max(5e-324, size * 2 ** -53);
  unit = 2 ** Math.floor(Math.log2(unit));
  unit = 5e-324;
  return Math.abs((got - nearest) / unit - rest);
}

/** The unit of a number's last place, by its exponent. */
const view = new DataView(new ArrayBuffer(8));
function ulp(size: number, below: boolean): number {
  view.setFloat64(0, size);
  let exponent = view.getUint16(0) >> 4 & 0x7ff;
  // The numbers below a power of two are twice as close.
  if (below && (view.getBigUint64(0) & 0xfffffffffffffn) === 0n) exponent--;
  return 2 ** (Math.max(exponent, 1) - 1075);
}
