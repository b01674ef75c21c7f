// The experiments that train nothing, held to theory: one run each, which scatters.

import { assertAlmostEquals, assertEquals, assertGreater } from "@std/assert";
import { constantFeature } from "../../lib/claims/finite_normalization.ts";
import { reluLayers } from "../../lib/claims/he_for_relu.ts";
import { largeWeights } from "../../lib/claims/large_weights.ts";
import { smallWeights } from "../../lib/claims/small_weights.ts";
import { symmetry } from "../../lib/claims/symmetry.ts";
import { vanishingGradients } from "../../lib/claims/vanishing_gradients.ts";
import { xavierFans } from "../../lib/claims/xavier_fans.ts";
import { xavierSigmoid, xavierTanh } from "../../lib/claims/xavier_spread.ts";
import { NO_DIGITS } from "./_coin.ts";

Deno.test("large weights: z has a standard deviation of 6.6, so 74 % are beyond ln 9", async () => {
  const { ends } = await largeWeights.run("theory", NO_DIGITS);
  // y > .9 where z > ln 9 = 2.197; P(|z| > 2.197) is .826 for a std of 10 in the first
  // layer and .739 for 6.6 in the others.
  assertEquals(ends.length, 5);
  assertAlmostEquals(ends[0], 0.826, 0.01);
  for (const share of ends.slice(1)) assertAlmostEquals(share, 0.739, 0.07);
});

Deno.test("vanishing gradients: the last layer's gradient is W's ten times the random one", async () => {
  const { stds } = await vanishingGradients.run("theory", NO_DIGITS);
  assertEquals(stds.length, 20);
  assertAlmostEquals(stds[19], 10, 0.5);
});

Deno.test("small weights: a fortieth times a half of scatter between, none within", async () => {
  const { spread, within } = await smallWeights.run("theory", NO_DIGITS);
  // z = .5 sum w has a standard deviation of .05, the slope is 1/4; within neurons each
  // layer keeps .01 sqrt(100) / 4 = 1/40 of it: .025 (1/40)^4 = 9.8e-9 is left.
  assertAlmostEquals(spread, 0.0125, 0.003);
  assertAlmostEquals(Math.sqrt(within) * spread / 9.8e-9, 1, 0.2);
});

Deno.test("Xavier's layers: gradients lose 4.2 a layer with sigmoid, 1.25 with tanh", async () => {
  const [withSigmoid, withTanh] = await Promise.all(
    [xavierSigmoid, xavierTanh].map((e) => e.run("theory", NO_DIGITS)),
  );
  assertAlmostEquals(withSigmoid.gradient ** (1 / 4), 0.23, 0.02);
  assertAlmostEquals(withTanh.gradient ** (1 / 4), 0.8, 0.03);
  assertAlmostEquals(withTanh.spread, 0.322, 0.02);
  assertGreater(withTanh.within, 0.99);
});

Deno.test("Xavier's fans: the paper's rule narrows by sqrt(200 / 500), the post's not", async () => {
  const { post, paper } = await xavierFans.run("theory", NO_DIGITS);
  // Four standard errors of a std over 10,000 draws, and over 40,000.
  const error = 4 * Math.hypot(1 / Math.sqrt(2e4), 1 / Math.sqrt(8e4));
  assertAlmostEquals(post, 1, error);
  assertAlmostEquals(paper / Math.sqrt(0.4), 1, error);
});

Deno.test("symmetry: ReLU is half even, tanh odd, sigmoid odd about (0, 1/2)", async () => {
  const shares = await symmetry.run("theory", NO_DIGITS);
  assertAlmostEquals(shares.relu, 0.5, 1e-12);
  assertEquals([shares.tanh, shares.tanhMiddle], [0, 0]);
  // 1/4 of 1/4 + Var sigmoid(z), which is .0434 for standard normal z.
  assertAlmostEquals(shares.sigmoid, 0.25 / 0.2934, 0.005);
  assertAlmostEquals(shares.sigmoidMiddle, 0, 1e-30);
  assertEquals(shares.reluMiddle, shares.relu);
});

Deno.test("ReLU layers: Xavier halves the mean square, He is twice that, exactly", async () => {
  const factors = await reluLayers.run("theory", NO_DIGITS);
  assertAlmostEquals(factors.xavier, 0.5, 0.06);
  // The same draws, sqrt(2) larger.
  assertAlmostEquals(factors.he / factors.xavier, 2, 1e-12);
});

Deno.test("constant feature: finite with eps, NaN without", async () => {
  assertEquals(await constantFeature.run("theory", NO_DIGITS), {
    finiteWith: 1,
    finiteWithout: 0,
  });
});
