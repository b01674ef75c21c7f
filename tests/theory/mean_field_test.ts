import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
} from "@std/assert";
import {
  defineActivation,
  elu,
  gelu,
  relu,
  selu,
  sigmoid,
  softplus,
  tanh,
} from "weightlab";
import {
  correlationMap,
  criticalSigmaW,
  lengthMap,
  meanField,
} from "weightlab/theory";

Deno.test("meanField() of tanh: the published lengths and slopes", () => {
  // sigmaW, sigmaB, q*, chi1.
  const published = [
    [1.3, 0.3, 0.6071, 0.9398],
    [2.5, 0.3, 4.0791, 1.5852],
    [4, 0.3, 12.604, 2.367],
  ];
  for (const [sigmaW, sigmaB, qStar, chi1] of published) {
    const found = meanField(tanh, { sigmaW, sigmaB });
    // To 1e-4, or to the digits printed.
    assertAlmostEquals(found.qStar, qStar, Math.max(1e-4, 5e-5 * qStar));
    assertAlmostEquals(found.chi1, chi1, sigmaW === 4 ? 5e-4 : 1e-4);
  }
});

Deno.test("meanField() finds fixed points of both maps", () => {
  for (const f of [tanh, sigmoid]) {
    for (const sigmaW of [0.5, 1.3, 2.5, 4, 12]) {
      const ensemble = { sigmaW, sigmaB: 0.3 };
      const { qStar, cStar } = meanField(f, ensemble);
      const next = lengthMap(f, ensemble)(qStar);
      assertAlmostEquals(next / qStar, 1, 1e-10);
      const map = correlationMap(f, { ...ensemble, q: qStar });
      assertAlmostEquals(map(cStar), cStar, 1e-9);
    }
  }
});

Deno.test("meanField() ends where the maps end when applied again and again", () => {
  const ensemble = { sigmaW: 2.5, sigmaB: 0.3 };
  const { qStar, cStar } = meanField(tanh, ensemble);
  const length = lengthMap(tanh, ensemble);
  let q = 0.01;
  for (let i = 0; i < 40; i++) q = length(q);
  assertAlmostEquals(q, qStar, 1e-9);
  const next = correlationMap(tanh, { ...ensemble, q: qStar });
  for (let c of [0, 0.99]) {
    for (let i = 0; i < 60; i++) c = next(c);
    assertAlmostEquals(c, cStar, 1e-4);
  }
});

Deno.test("meanField() gives the depth scales that the maps have", () => {
  for (const sigmaW of [1.3, 2.5]) {
    const ensemble = { sigmaW, sigmaB: 0.3 };
    const { qStar, cStar, depthScales } = meanField(tanh, ensemble);
    // One step of the map shrinks a small distance by exp(-1 / xi).
    const length = lengthMap(tanh, ensemble);
    const step = 1e-5;
    const qRatio = (length(qStar + step) - qStar) / step;
    assertAlmostEquals(depthScales.xiQ, -1 / Math.log(qRatio), 1e-3);
    const next = correlationMap(tanh, { ...ensemble, q: qStar });
    const cRatio = (cStar - next(cStar - step)) / step;
    assertAlmostEquals(depthScales.xiC, -1 / Math.log(cRatio), 1e-2);
  }
});

Deno.test("meanField() is ordered below the critical sigmaW and chaotic above", () => {
  const critical = criticalSigmaW(tanh, { sigmaB: 0.3 });
  const at = (sigmaW: number) => meanField(tanh, { sigmaW, sigmaB: 0.3 });
  const ordered = at(critical * 0.99), chaotic = at(critical * 1.01);
  assertLess(ordered.chi1, 1);
  assertEquals(ordered.cStar, 1);
  assertGreater(chaotic.chi1, 1);
  assertLess(chaotic.cStar, 0.99);
  // The depth scale diverges towards the line, from both sides.
  for (const side of [-1, 1]) {
    const scales = [0.1, 0.01, 0.001].map((gap) =>
      at(critical * (1 + side * gap)).depthScales.xiC
    );
    assertGreater(scales[1], 4 * scales[0]);
    assertGreater(scales[2], 4 * scales[1]);
  }
  assertEquals(at(critical).depthScales.xiC, Infinity);
  assertAlmostEquals(at(critical).chi1, 1, 1e-12);
});

Deno.test("meanField() of ReLU: q* is 0 below sigmaW^2 = 2, Infinity above, anything at 2", () => {
  const at = (weights: number, sigmaB = 0) =>
    meanField(relu, { sigmaW: Math.sqrt(weights), sigmaB });
  assertEquals(at(1.9).qStar, 0);
  assertEquals(at(2).qStar, NaN);
  assertEquals(at(2.1).qStar, Infinity);
  for (const weights of [1.9, 2, 2.1]) {
    const { chi1, cStar, depthScales } = at(weights);
    assertAlmostEquals(chi1, weights / 2, 1e-12);
    // A scale does not change correlations: they go to 1 as a power of the depth.
    assertEquals(cStar, 1);
    assertEquals(depthScales.xiC, Infinity);
  }
  assertAlmostEquals(at(1).depthScales.xiQ, 1 / Math.log(2), 1e-10);
});

Deno.test("meanField() of ReLU with biases: q* = sigmaB^2 / (1 - sigmaW^2 / 2)", () => {
  const { qStar, cStar } = meanField(relu, { sigmaW: 1, sigmaB: 0.3 });
  assertAlmostEquals(qStar, 0.18, 1e-12);
  assertEquals(cStar, 1);
  const large = meanField(relu, { sigmaW: Math.sqrt(1.999), sigmaB: 0.3 });
  assertAlmostEquals(large.qStar / 180, 1, 1e-9);
  assertEquals(
    meanField(relu, { sigmaW: Math.SQRT2, sigmaB: 0.3 }).qStar,
    Infinity,
  );
});

Deno.test("meanField() of tanh without biases: nothing below sigmaW 1, c* = 0 above", () => {
  const below = meanField(tanh, { sigmaW: 0.9 });
  assertEquals(below.qStar, 0);
  assertAlmostEquals(below.chi1, 0.81, 1e-12);
  // As good as linear there: every correlation is kept.
  assertEquals(below.cStar, NaN);
  assertAlmostEquals(below.depthScales.xiQ, -1 / Math.log(0.81), 1e-9);
  assertEquals(below.depthScales.xiC, Infinity);
  const at = meanField(tanh, { sigmaW: 1 });
  assertEquals(at.qStar, 0);
  assertAlmostEquals(at.chi1, 1, 1e-14);
  const above = meanField(tanh, { sigmaW: 1.5 });
  assertEquals(above.cStar, 0);
  // q - q' = 2 q^2 near 0: just above the line q* is half the excess.
  const { qStar } = meanField(tanh, { sigmaW: Math.sqrt(1.0001) });
  assertAlmostEquals(qStar / 5e-5, 1, 1e-3);
});

Deno.test("meanField() of a linear function keeps every correlation", () => {
  const linear = defineActivation("linear", (z) => z, () => 1);
  const lengths = [0.9, 1, 1.1].map((sigmaW) => {
    const { qStar, cStar } = meanField(linear, { sigmaW });
    assertEquals(cStar, NaN);
    return qStar;
  });
  assertEquals(lengths, [0, NaN, Infinity]);
});

Deno.test("meanField() of the post's sigmoid networks: all ordered, std 1 by a hair", () => {
  const chis = [0.1, 1, 10].map((sigmaW) =>
    meanField(sigmoid, { sigmaW }).chi1
  );
  // The slopes at 0 and at q* = .2647, and next to 1.
  assertAlmostEquals(chis[0], 0.01 / 16, 2e-6);
  assertAlmostEquals(chis[1], 0.0557, 1e-4);
  assertAlmostEquals(chis[2], 0.9858, 1e-4);
});

Deno.test("meanField() of SELU without biases: q* is 1 by its constants, a little chaotic", () => {
  const { qStar, chi1, cStar } = meanField(selu, { sigmaW: 1 });
  assertAlmostEquals(qStar, 1, 1e-9);
  // lambda^2 (1/2 + alpha^2 e^2 P(z < -2)).
  const [lambda, alpha] = [1.0507009873554805, 1.6732632423543772];
  const left = alpha ** 2 * Math.exp(2) * 0.022750131948179195;
  assertAlmostEquals(chi1, lambda ** 2 * (0.5 + left), 1e-9);
  assertAlmostEquals(cStar, 0, 1e-9);
});

Deno.test("meanField() of functions that are a ReLU from afar, where q* is Infinity", () => {
  for (const f of [gelu, elu(), softplus]) {
    const { qStar, chi1, cStar, depthScales } = meanField(f, { sigmaW: 2 });
    assertEquals([qStar, cStar], [Infinity, 1]);
    assertAlmostEquals(chi1, 2, 1e-8);
    assertEquals(depthScales, { xiQ: Infinity, xiC: Infinity });
  }
});
