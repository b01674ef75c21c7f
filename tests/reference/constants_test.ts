/** Constants that others got wrong, each found here in a second way. */
import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import {
  gain,
  leakyRelu,
  linear,
  orthogonal,
  relu,
  seeded,
  selu,
  sigmoid,
  standardNormal,
  tanh,
  truncatedNormal,
  xavier,
} from "weightlab";

Deno.test("xavier()'s two rules agree at 100 -> 100, and not at 784 -> 100", () => {
  const post = xavier(), paper = xavier({ mode: "fanAvg" });
  const first = (init: typeof post, fanIn: number) =>
    init(seeded("first"), fanIn, 100).get(0, 0);
  assertEquals(first(post, 100), first(paper, 100));
  // sqrt(1 / 784) against sqrt(2 / 884).
  assertAlmostEquals(
    first(paper, 784) / first(post, 784),
    Math.sqrt(2 * 784 / 884),
    1e-14,
  );
});

Deno.test("truncatedNormal() divides by .8796, the std of what the cut leaves", () => {
  // Simpson's rule for the variance of a standard normal within [-2, 2].
  const n = 4000, h = 4 / n;
  let total = 0, squares = 0;
  for (let i = 0; i <= n; i++) {
    const z = -2 + i * h;
    const weight = i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2;
    const density = weight * Math.exp(-z * z / 2);
    total += density;
    squares += z * z * density;
  }
  const std = Math.sqrt(squares / total);
  assertAlmostEquals(std, 0.87962566103423978, 1e-13);

  const z = standardNormal(seeded("kept"))();
  assertLess(Math.abs(z), 2);
  const w = truncatedNormal({ std: 3 })(seeded("kept"), 1, 1).get(0, 0);
  assertAlmostEquals(w / z, 3 / std, 1e-12);
});

Deno.test("orthogonal() takes the sign of 0 as 1: no column is lost", () => {
  // A first uniform of 1/2 makes the first normal 0 exactly: a 1 x 1 matrix whose R
  // is 0. Math.sign(0) would make W 0.
  const uniforms = [0.5, 0.75];
  const rng = () => uniforms.shift()!;
  const same = uniforms.slice();
  assertEquals(standardNormal(() => same.shift()!)(), 0);
  const w = orthogonal({ gain: 2 })(rng, 1, 1);
  assertEquals(uniforms.length, 0);
  assertEquals(Math.abs(w.get(0, 0)), 2);
});

Deno.test("gain() tabulates 1, 1, 5/3, sqrt 2, sqrt(2 / (1 + a^2)), 3/4; tanh keeps 1.5925", () => {
  const slope = 0.3;
  const tabulated = [linear, sigmoid, tanh, relu, leakyRelu({ slope }), selu]
    .map((f) => gain(f).tabulated);
  assertEquals(tabulated, [
    1,
    1,
    5 / 3,
    Math.sqrt(2),
    Math.sqrt(2 / (1 + slope ** 2)),
    3 / 4,
  ]);
  assertAlmostEquals(gain(tanh).secondMoment, 1.5925, 5e-5);
});
