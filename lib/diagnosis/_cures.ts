import type { Activation } from "../activations/activation.ts";
import { gaussianMean } from "../activations/gaussian_mean.ts";
import { Affine } from "../layers/affine.ts";
import { isMade } from "../layers/leaves.ts";
import { BatchNormalization } from "../layers/batch_normalization.ts";
import { functionsOf, isActivation, meanOver } from "./_activations.ts";
import type { Finding } from "./_examine.ts";
import { askedFor } from "./_normalizations.ts";
import { slopeOf } from "./_slopes.ts";
import { numberText } from "./_words.ts";

/** Weights within this factor of the std that suits them are not what is wrong. */
const NEAR = 1.3;

/** A start that suits a function: std = sqrt(gain2 / fanIn). */
interface Start {
  /** std^2 fanIn. */
  readonly gain2: number;
  /** How the library's initializer for it is called. */
  readonly call: string;
}

/**
 * Whether there is a layer with parameters of its own besides the affine map and the
 * activation: that is a normalization, of whatever kind.
 */
export function hasNormalization({ steps }: Finding): boolean {
  return steps.some(({ layer }) =>
    layer.params.length > 0 && !isMade(layer) && !(layer instanceof Affine) &&
    !isActivation(layer)
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
  // It takes each neuron's own mean away, as others do each example's.
  if (front.steps.some(({ layer }) => layer instanceof BatchNormalization)) {
    return weights || "It is normalized already: see what lies before it.";
  }
  const put = weights ? "Or put" : "Put";
  const there = front.steps.map(({ layer }) => layer).find((layer) =>
    askedFor(layer)
  );
  const where = there ? `in place of ${there.name}` : "before the activation";
  const normalize = `${put} batch normalization ${where}.`;
  const other = "Or take a function that is 0 at 0, such as tanh.";
  return [weights, normalize, isOff(functionsOf(front.activation)) && other]
    .filter(Boolean).join(" ");
}

/** What the weights should be drawn with, in a sentence; empty if there is no rule. */
export function mendWeights({ affine, activation, row }: Finding): string {
  const start = startFor(functionsOf(activation));
  if (!affine || !start) return "";
  const { gain2, call } = start;
  const std = Math.sqrt(gain2 / affine.W.value.rows);
  const rule = `sqrt(${numberText(gain2, 3)} / fanIn)`;
  return `Draw W with std ${rule}, as ${call} does: ${
    numberText(std)
  } in layer ${row.layer}, where it is ${numberText(row.weightStd!)}.`;
}

function isNear({ affine, activation, row }: Finding): boolean {
  const start = startFor(functionsOf(activation));
  if (!affine || !start) return true;
  const ratio = row.weightStd! / Math.sqrt(start.gain2 / affine.W.value.rows);
  return ratio < NEAR && ratio > 1 / NEAR;
}

/**
 * The std of W that keeps the signal's size: for a function that goes on rising, such as
 * ReLU, std^2 fanIn = 1 / E f(z)^2, z ~ N(0, 1), which is He's rule; for one that is flat on
 * both sides, such as tanh, 1 / f'(0)^2, which is Xavier's. A function that is not 0 at 0
 * has none: its neurons' means grow apart whatever the weights.
 */
function startFor(functions: readonly Activation[]): Start | undefined {
  if (functions.length === 0) return named(1);
  if (isOff(functions)) return undefined;
  return named(
    1 /
      meanOver(
        functions,
        (f) =>
          slopeOf(f).bounded
            ? f.derivative(0) ** 2
            : gaussianMean((z) => f(z) ** 2, 1),
      ),
  );
}

/** Whether one gives something for nothing. */
function isOff(functions: readonly Activation[]): boolean {
  return functions.some((f) => Math.abs(f(0)) > 1e-12);
}

function named(gain2: number): Start {
  const is = (value: number) => Math.abs(gain2 - value) < 1e-6;
  const call = is(1)
    ? "xavier()"
    : is(2)
    ? "he()"
    : `varianceScaling({ scale: ${numberText(gain2, 3)} })`;
  return { gain2, call };
}
