import { badStartsClaim } from "./bad_starts.ts";
import type { Claim } from "./claim.ts";
import { dependenceOnStartClaim } from "./dependence_on_start.ts";
import { finiteNormalizationClaim } from "./finite_normalization.ts";
import { heForReluClaim } from "./he_for_relu.ts";
import { largeWeightsClaim } from "./large_weights.ts";
import { learningSpeedClaim } from "./learning_speed.ts";
import { overfittingClaim } from "./overfitting.ts";
import { panelsAheadClaim } from "./panels_ahead.ts";
import { smallWeightsClaim } from "./small_weights.ts";
import { symmetryClaim } from "./symmetry.ts";
import { vanishingGradientsClaim } from "./vanishing_gradients.ts";
import { xavierFansClaim } from "./xavier_fans.ts";
import { xavierSpreadClaim } from "./xavier_spread.ts";
import { zeroStartClaim } from "./zero_start.ts";

/**
 * The post's fourteen claims, in its order, each as experiments with bars.
 *
 * @example
 * ```ts
 * import { claims } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(claims.map(({ number }) => number), [...Array(14).keys()].map((i) => i + 1));
 * ```
 */
export const claims: readonly Claim[] = [
  zeroStartClaim,
  largeWeightsClaim,
  vanishingGradientsClaim,
  smallWeightsClaim,
  xavierSpreadClaim,
  xavierFansClaim,
  symmetryClaim,
  heForReluClaim,
  learningSpeedClaim,
  dependenceOnStartClaim,
  overfittingClaim,
  panelsAheadClaim,
  badStartsClaim,
  finiteNormalizationClaim,
];
