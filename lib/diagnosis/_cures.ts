import type { Activation } from "../activations/activation.ts";
import { gaussianMean } from "../activations/gaussian_mean.ts";
import { Affine } from "../layers/affine.ts";
import type { Finding } from "./_examine.ts";
import { slopeOf } from "./_slopes.ts";
import { numberText } from "./_words.ts";

/** Weights within this factor of the std that suits them are not what is wrong. */
const NEAR = 1.3;

/** A start that suits a function: std = sqrt(gain2 / fanIn). */
interface Start {
  /** std^2 fanIn. */
  readonly gain2: number;
  /** How the library's initializer for it is called, if it has one. */
  readonly call?: string;
}

/**
 * Whether there is a layer with parameters of its own besides the affine map: that is a
 * normalization, of whatever kind.
 */
export function hasNormalization({ steps }: Finding): boolean {
  return steps.some(({ layer }) =>
    layer.params.length > 0 && !(layer instanceof Affine)
  );
}

/**
 * What to do about a layer's signal or gradient: other weights if theirs is not the
 * standard deviation that suits the activation; normalization.
 *
 * @param finding The layer whose weights may be wrong.
 * @param front The layer whose activation may want normalization, the same unless given.
 */
export function mend(finding: Finding, front = finding): string {
  const weights = hasNormalization(finding) || isNear(finding)
    ? ""
    : mendWeights(finding);
  if (hasNormalization(front)) {
    return weights || "It is normalized already: see what lies before it.";
  }
  const normalize = weights
    ? "Or put batch normalization before the activation."
    : "Put batch normalization before the activation.";
  const f = front.activation?.activation;
  const off = f && slopeOf(f).bounded && !startFor(f);
  return [weights, normalize, off && "Or take a function that is 0 at 0: tanh."]
    .filter(Boolean).join(" ");
}

/** What the weights should be drawn with, in a sentence; empty if there is no rule. */
export function mendWeights({ affine, activation, row }: Finding): string {
  const start = startFor(activation?.activation);
  if (!affine || !start) return "";
  const { gain2, call } = start;
  const std = Math.sqrt(gain2 / affine.W.value.rows);
  const rule = `sqrt(${numberText(gain2, 3)} / fanIn)`;
  return `Draw W with std ${rule}${call ? `, as ${call} does` : ""}: ${
    numberText(std)
  } in layer ${row.layer}, where it is ${numberText(row.weightStd!)}.`;
}

function isNear({ affine, activation, row }: Finding): boolean {
  const start = startFor(activation?.activation);
  if (!affine || !start) return true;
  const ratio = row.weightStd! / Math.sqrt(start.gain2 / affine.W.value.rows);
  return ratio < NEAR && ratio > 1 / NEAR;
}

/**
 * The std of W that keeps the signal's size: for a function that goes on rising, such as
 * ReLU, 1 / E f(z)^2 = std^2 fanIn, which is He's rule; for one that is flat on both
 * sides and 0 at 0, such as tanh, slope 1 at 0, which is Xavier's; for one that is not 0 at
 * 0, such as the sigmoid, none does.
 */
function startFor(f: Activation | undefined): Start | undefined {
  if (f === undefined) return { gain2: 1, call: "xavier()" };
  if (!slopeOf(f).bounded) {
    const gain2 = 1 / gaussianMean((z) => f(z) ** 2, 1);
    return { gain2, ...(Math.abs(gain2 - 2) < 1e-6 && { call: "he()" }) };
  }
  if (Math.abs(f(0)) > 1e-12) return undefined;
  const gain2 = 1 / f.derivative(0) ** 2;
  return { gain2, ...(Math.abs(gain2 - 1) < 1e-6 && { call: "xavier()" }) };
}
