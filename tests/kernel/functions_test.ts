import { assert, assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import type { Kernel } from "../../lib/kernel/functions.ts";
import type { WasmKernel } from "../../lib/kernel/wasm.ts";
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

/** A function: as a pass over arrays and of one number. */
interface Tested {
  /** `other` is the address of `count` more numbers. */
  readonly pass: (
    k: Kernel,
    x: number,
    y: number,
    count: number,
    other: number,
  ) => void;
  readonly one: (k: WasmKernel, x: number) => number;
  /** What `other` holds: dy of backward passes, the second operand of pow. */
  readonly other?: number;
  /** Its largest error here in units of the true value's last place, at most 1. */
  readonly ulp: number;
  /** The error that is allowed beside it: near a zero that the function crosses. */
  readonly cancelled?: number;
}

const FUNCTIONS: Record<string, Tested> = {
  exp: tested((k) => k.exp, (k) => k.expOf, .8),
  expm1: tested((k) => k.expm1, (k) => k.expm1Of, .8),
  log: tested((k) => k.log, (k) => k.logOf, .6),
  log1p: tested((k) => k.log1p, (k) => k.log1pOf, .6),
  log10: tested((k) => k.log10, (k) => k.log10Of, .6),
  tanh: tested((k) => k.tanh, (k) => k.tanhOf, .52),
  sigmoid: tested((k) => k.sigmoid, (k) => k.sigmoidOf, .52),
  softplus: tested((k) => k.softplus, (k) => k.softplusOf, .85),
  erf: tested((k) => k.erf, (k) => k.erfOf, .75),
  erfc: tested((k) => k.erfc, (k) => k.erfcOf, .75),
  normalDistribution: tested(
    (k) => k.normalDistribution,
    (k) => k.normalDistributionOf,
    .75,
  ),
  normalDensity: tested((k) => k.normalDensity, (k) => k.normalDensityOf, .75),
  gelu: tested((k) => k.gelu, (k) => k.geluOf, .75),
  geluDerivative: {
    ...backward((k) => k.geluBackward, (k) => k.geluDerivativeOf, .75),
    cancelled: 2 ** -56,
  },
  geluTanh: tested((k) => k.geluTanh, (k) => k.geluTanhOf, .52),
  geluTanhDerivative: {
    ...backward((k) => k.geluTanhBackward, (k) => k.geluTanhDerivativeOf, .75),
    cancelled: 2 ** -57,
  },
  silu: tested((k) => k.silu, (k) => k.siluOf, .52),
  siluDerivative: {
    ...backward((k) => k.siluBackward, (k) => k.siluDerivativeOf, .75),
    cancelled: 2 ** -57,
  },
  elu: {
    pass: (k, x, y, count) => k.elu(x, y, count, ALPHA, SCALE),
    one: (k, x) => k.eluOf(x, ALPHA, SCALE),
    ulp: .52,
  },
  eluDerivative: {
    pass: (k, x, y, count, dy) => k.eluBackward(dy, x, y, count, ALPHA, SCALE),
    one: (k, x) => k.eluDerivativeOf(x, ALPHA, SCALE),
    other: 1,
    ulp: .7,
  },
  ...Object.fromEntries(
    table.powers.map((other) => [
      `pow ${other}`,
      {
        pass: (k, x, y, count, at) => k.pow(x, at, y, count),
        one: (k, x) => k.powOf(x, other),
        other,
        ulp: .52,
      } satisfies Tested,
    ]),
  ),
  ...Object.fromEntries(
    table.bases.map((other) => [
      `base ${other}`,
      {
        pass: (k, x, y, count, at) => k.pow(at, x, y, count),
        one: (k, x) => k.powOf(other, x),
        other,
        ulp: .52,
      } satisfies Tested,
    ]),
  ),
};

function tested(
  pass: (k: Kernel) => (x: number, y: number, count: number) => void,
  one: (k: WasmKernel) => (x: number) => number,
  ulp: number,
): Tested {
  return {
    pass: (k, x, y, count) => pass(k)(x, y, count),
    one: (k, x) => one(k)(x),
    ulp,
  };
}

/** The derivative, by the backward pass of dy = 1. */
function backward(
  pass: (
    k: Kernel,
  ) => (dy: number, x: number, dx: number, count: number) => void,
  one: (k: WasmKernel) => (x: number) => number,
  ulp: number,
): Tested {
  return {
    pass: (k, x, y, count, dy) => pass(k)(dy, x, y, count),
    one: (k, x) => one(k)(x),
    other: 1,
    ulp,
  };
}

/** What a build gives for x. */
function run(build: Build, f: Tested, x: Float64Array): Float64Array {
  const count = x.length, at = Math.ceil(free / 64) * 64;
  const numbers = new Float64Array(memory.buffer, at, 3 * count);
  numbers.set(x);
  numbers.fill(f.other ?? 0, 2 * count);
  f.pass(build.kernel, at, at + 8 * count, count, at + 16 * count);
  return numbers.slice(count, 2 * count);
}

const view = new DataView(new ArrayBuffer(8));

/** The distance of doubles around a number, `below`: a little closer to 0 than it. */
function spacing(value: number, below: boolean): number {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n & 0x7ffn);
  const isPower = (bits & 0xfffffffffffffn) === 0n;
  return 2 ** (Math.max(exponent - (isPower && below ? 1 : 0), 1) - 1075);
}

/** |got - true|, and in units of the true value's last place, which is `rest` units off `nearest`. */
function errorOf(got: number, nearest: number, rest: number): [number, number] {
  if (!Number.isFinite(nearest)) {
    return Object.is(got, nearest) ? [0, 0] : [Infinity, Infinity];
  }
  const unit = spacing(nearest, rest * nearest < 0);
  const off = (got - nearest) / unit - rest;
  return [Math.abs(off * unit), Math.abs(off)];
}

const names = Object.keys(FUNCTIONS);

/** A build of WebAssembly, which alone has functions of one number. */
function hasNumbers(build: Build): build is Build & { kernel: WasmKernel } {
  return "expOf" in build.kernel;
}

for (const build of builds) {
  Deno.test(`${build.name}: elementary functions are within 1 ulp of the true values`, () => {
    for (const [i, name] of names.entries()) {
      const f = FUNCTIONS[name];
      const x = drawn(rangesOf(name)), got = run(build, f, x);
      const at = i * 9 * COUNT;
      const nearest = new Float64Array(recorded.slice(at, at + 8 * COUNT));
      const rests = new Int8Array(recorded, at + 8 * COUNT, COUNT);
      for (let j = 0; j < COUNT; j++) {
        const [error, ulps] = errorOf(got[j], nearest[j], rests[j] / 254);
        assert(
          ulps <= f.ulp || error <= (f.cancelled ?? 0),
          `${name} of ${x[j]} gives ${got[j]}: ${ulps} ulp off ${nearest[j]}`,
        );
      }
      if (!hasNumbers(build)) continue;
      for (let j = 0; j < 300; j++) {
        assert(
          Object.is(f.one(build.kernel, x[j]), got[j]),
          `${name} of ${x[j]} alone is not what the pass gives`,
        );
      }
    }
  });
}

function rangesOf(name: string): number[][] {
  const ranges: Record<string, number[][]> = table.ranges;
  return ranges[name.split(" ")[0]];
}

/** Random bits, numbers of every size that matters, and edges with what lies around them. */
function million(): Float64Array {
  const count = 1_000_000, x = new Float64Array(count), draw = draws();
  const bits = new Uint32Array(x.buffer);
  for (let i = 0; i < count; i++) {
    const kind = i % 8, low = draw(), high = draw();
    bits[2 * i] = low;
    bits[2 * i + 1] = high;
    if (kind === 1) bits[2 * i + 1] |= 0x7ff00000; // NaNs of any payload
    else if (kind === 2) bits[2 * i + 1] &= 0x800fffff; // subnormal numbers
    else if (kind >= 3) {
      const size = [1, 4, 45, 800, 1e3][kind - 3];
      x[i] = size * (high / 2 ** 31 - 1) + low * 1e-18;
    }
  }
  for (const [i, edge] of table.special.map(Number).entries()) {
    for (let j = 0; j < 64; j++) {
      const at = 64 * (i + 5) + j;
      x[at] = edge;
      const place = new BigInt64Array(x.buffer, 8 * at, 1);
      if (Number.isFinite(edge) && edge !== 0) place[0] += BigInt(j - 32);
    }
  }
  return x;
}

/** All but the slow one, which is compared over a tenth as many. */
const quick = builds.filter(({ name }) => name !== "exact");

for (const build of quick) {
  Deno.test(`${build.name}: a million results of each elementary function have the bits that they have everywhere`, () => {
    const x = million();
    const hashes = names.map((name) => [name, hashOf(build, name, x)]);
    assertEquals(Object.fromEntries(hashes), HASHES);
  });
}

Deno.test("exact: elementary functions have the bits of the other builds", () => {
  const exact = builds.find(({ name }) => name === "exact")!;
  const x = million().slice(0, 100_000);
  for (const name of quick.length > 0 ? names : []) {
    assertEquals(hashOf(exact, name, x), hashOf(quick[0], name, x), name);
  }
});

function hashOf(build: Build, name: string, x: Float64Array): string {
  const y = run(build, FUNCTIONS[name], x);
  return createHash("sha256").update(new Uint8Array(y.buffer)).digest("hex")
    .slice(0, 16);
}

Deno.test("the last numbers of a pass, that are no whole vector, are as the others", () => {
  const x = drawn(rangesOf("gelu")).slice(100, 123);
  for (const build of builds) {
    for (const name of names) {
      const f = FUNCTIONS[name], whole = run(build, f, x);
      for (let count = 0; count < 20; count++) {
        assertEquals(run(build, f, x.slice(0, count)), whole.slice(0, count));
      }
    }
  }
});

Deno.test("signs of zero, exact values and limits", () => {
  for (const { kernel: k } of builds.filter(hasNumbers)) {
    assertEquals(k.expOf(0), 1);
    assertEquals(k.logOf(1), 0);
    for (let n = -307; n <= 308; n++) {
      const power = Number(`1e${n}`);
      assertEquals(k.log10Of(power), n);
      if (Math.abs(n) <= 30) assertEquals(k.powOf(10, n), power);
    }
    for (const x of [3, .1, 1e300, 5e-324]) {
      assertEquals(k.powOf(x, 1), x);
      assertEquals(k.powOf(x, 0), 1);
    }
    for (let n = 1; n < 1000; n++) assertEquals(k.powOf(n * n, .5), n);
    const odd = ["expm1", "log1p", "tanh", "erf", "gelu", "geluTanh", "silu"];
    for (const name of odd) {
      for (const x of [0, -0, 5e-324, -5e-324]) {
        const y = FUNCTIONS[name].one(k, x);
        const half = name.includes("lu") ? x / 2 : x;
        assert(Object.is(y, half), `${name}(${x}) = ${y}`);
      }
    }
    assertEquals(k.eluOf(-0, 1, 1), -0);
    for (const name of ["gelu", "geluTanh", "silu"]) {
      const { one } = FUNCTIONS[name];
      assertEquals([-Infinity, -1e4, Infinity].map((x) => one(k, x)), [
        0,
        0,
        Infinity,
      ]);
    }
    // IEEE 754's pow, where it differs from JavaScript's: 1 to any power is 1.
    assertEquals(k.powOf(1, NaN), 1);
    assertEquals(k.powOf(-1, Infinity), 1);
    for (const x of [-Infinity, -2, -1, -0, 0, 1, 2, Infinity, NaN, -.5]) {
      for (
        const y of [-Infinity, -3, -2, -.5, -0, 0, .5, 2, 3, Infinity, NaN]
      ) {
        if (x === 1 || (x === -1 && Math.abs(y) === Infinity)) continue;
        assertEquals(k.powOf(x, y), x ** y, `${x} ** ${y}`);
      }
    }
  }
});

/** The hashes, by function. */
const HASHES: Record<string, string> = {
  "base 0.9": "ae655521acb23d83",
  "base 10": "b7af8146e0d2563a",
  "pow -1.5": "779a3e1ab45158f6",
  "pow 0.3333333333333333": "2b28419d76d0427a",
  "pow 0.5": "f52e93c3c5dd4a68",
  "pow 17": "b04a914f43397b98",
  elu: "39efb7cc1d3ca24e",
  eluDerivative: "a53cb356e39955c6",
  erf: "8d89db60b0ab3b42",
  erfc: "6c9f1e2047b502a8",
  exp: "0c68c4010c7f472c",
  expm1: "83da05f0625f6947",
  gelu: "b784efd322ce84d5",
  geluDerivative: "e3b2efd1f9c5558b",
  geluTanh: "2c2a3f9a1743f209",
  geluTanhDerivative: "1ddb1f52c14d545b",
  log10: "3439563db5c8cd09",
  log1p: "49c70894be680f46",
  log: "2df3f801bc218ea7",
  normalDensity: "91b98b821f1e549a",
  normalDistribution: "e3bed8a03a1b60cd",
  sigmoid: "53486cdda5899132",
  silu: "51fc99aa3378f46c",
  siluDerivative: "e50de1a4f3ae21c2",
  softplus: "7cd3ae898f793dce",
  tanh: "0f5ef73b796f2743",
};
