import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import { Matrix, randn, seeded, standardNormal } from "weightlab";
import { assertMoments, KURTOSIS } from "../_moments.ts";

const N = 100_000;

function draws(seed: string): number[] {
  return Array.from({ length: N }, standardNormal(seeded(seed)));
}

Deno.test("standardNormal() draws pairs by the polar method", () => {
  // u = .75, .5 give the point (.5, 0), s = .25.
  const uniforms = [0.75, 0.5];
  const draw = standardNormal(() => uniforms.shift()!);
  assertEquals(draw(), 0.5 * Math.sqrt(-2 * Math.log(0.25) / 0.25));
  assertEquals(draw(), 0);
});

Deno.test("standardNormal() draws again outside the disc and at its centre", () => {
  const uniforms = [0, 0, 0.5, 0.5, 0.75, 0.5];
  const draw = standardNormal(() => uniforms.shift()!);
  assertEquals(draw(), 0.5 * Math.sqrt(-2 * Math.log(0.25) / 0.25));
  assertEquals(uniforms, []);
});

Deno.test("standardNormal() draws with mean 0 and variance 1", () => {
  const x = Matrix.rowVector(draws("moments"));
  assertMoments(x, { variance: 1, kurtosis: KURTOSIS.normal });
});

Deno.test("standardNormal() has no skewness, and the normal's fourth moment", () => {
  const z = draws("shape");
  const moment = (p: number) => z.reduce((sum, v) => sum + v ** p, 0) / N;
  // Var z^3 = E z^6 = 15, Var z^4 = E z^8 - 9 = 96; four standard errors.
  assertLess(Math.abs(moment(3)), 4 * Math.sqrt(15 / N));
  assertLess(Math.abs(moment(4) - 3), 4 * Math.sqrt(96 / N));
});

Deno.test("standardNormal() puts .6827, .9545 and .9973 within 1, 2 and 3", () => {
  const z = draws("shares");
  for (const [k, p] of [[1, 0.682689], [2, 0.9545], [3, 0.9973]]) {
    const share = z.filter((v) => Math.abs(v) < k).length / N;
    assertLess(Math.abs(share - p), 4 * Math.sqrt(p * (1 - p) / N));
  }
});

Deno.test("standardNormal() draws its two of a pair without correlation", () => {
  const z = draws("pairs");
  let sum = 0;
  for (let i = 0; i < N; i += 2) sum += z[i] * z[i + 1];
  // Var(z z') = 1.
  assertLess(Math.abs(sum / (N / 2)), 4 * Math.sqrt(2 / N));
});

Deno.test("standardNormal() draws again on the circle, beyond it and at its middle", () => {
  const pairs = [[0, 0.5], [0.5, 0], [0, 0], [0.5, 0.5], [0.75, 0.625]];
  const uniform = pairs.flat();
  let taken = 0;
  const draw = standardNormal(() => uniform[taken++]);
  // The last pair is (1/2, 1/4), and s = 5/16.
  const scale = Math.sqrt(-2 * Math.log(5 / 16) / (5 / 16));
  assertEquals([draw(), draw()], [scale / 2, scale / 4]);
  assertEquals(taken, 10);
});

Deno.test("standardNormal() keeps two streams of one seed alike", () => {
  const a = standardNormal(seeded(3)), b = standardNormal(seeded(3));
  for (let i = 0; i < 101; i++) assert(a() === b());
});

Deno.test("standardNormal() and randn() end with a source that gives no points of the disc", () => {
  const message =
    "Cannot draw standard normals: rng must give numbers that vary over [0, 1), as seeded(1) does, got 1001 draws in a row that cannot be used";
  for (const u of [0, 1, 0.5, 0.95, NaN, Infinity, -1, 7]) {
    assertThrows(standardNormal(() => u), RangeError, message);
    assertThrows(() => randn(() => u, 2, 2), RangeError, message);
  }
  // Long runs of bad luck are borne.
  let calls = 0;
  const late = standardNormal(() => ++calls > 1800 ? 0.75 : 0);
  assertEquals(late() === late(), true);
});
