import { log10 } from "../kernel/elementary.ts";
import { Affine } from "../layers/affine.ts";
import type { Layer, Param } from "../layers/layer.ts";
import { isMade } from "../layers/leaves.ts";
import type { Matrix } from "../storage/matrix.ts";
import { copyRows } from "../storage/rows.ts";
import { outside } from "../storage/workspace.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { effectiveRank } from "../probes/effective_rank.ts";
import { stdSplit } from "../probes/variance_split.ts";
import { WeightNormalizedAffine } from "../layers/weight_normalized_affine.ts";
import { functionsOf, isActivation } from "./_activations.ts";
import { groups } from "./_blocks.ts";
import type { InputDiagnosis, LayerDiagnosis } from "./diagnosis.ts";
import { sizesOf } from "../matrix/moments.ts";
import { passes, type Step } from "./_passes.ts";
import { predictedStds } from "./_prediction.ts";
import { flatShares } from "./_slopes.ts";

/** One layer's part in the passes, and what was measured of it. */
export interface Finding {
  /** What is reported. */
  readonly row: LayerDiagnosis;
  /** The steps of which the layer consists, clones of the network's. */
  readonly steps: readonly Step[];
  /** Its affine map, if it has one. */
  readonly affine?: Affine;
  /** Its activation, if it has one. */
  readonly activation?: Layer;
  /** The root mean square of its output. */
  readonly rms: number;
  /** The length of d loss / d z over all examples and units, if there are labels. */
  readonly gradientLength?: number;
  /** The layer that it is part of, by name; none in the network's own line. */
  readonly within?: string;
  /**
   * The finding whose output came in, by its number; -1 for the batch, null for what was not
   * seen. Default: the one before.
   */
  readonly from?: number | null;
  /**
   * Whether something goes past it, so that the network's output does not come from its output
   * alone: x past F(x) in x + F(x). Default: nothing does.
   */
  readonly isPassed?: boolean;
}

/** All that was measured of a network. */
export interface Findings {
  /** The batch. */
  readonly input: InputDiagnosis;
  /** What is reported, one a layer. */
  readonly rows: readonly LayerDiagnosis[];
  /** The same with what it was measured on. */
  readonly findings: readonly Finding[];
  /** The loss in nats, if there are labels. */
  readonly loss?: number;
}

/**
 * Measures a network on a batch.
 *
 * @param net The network; the passes run on its clones.
 * @param x The batch, N x in.
 * @param t Its labels, if there are any.
 * @param optimizer Makes one update of the clones, if given; there must be labels then.
 */
export function examine(
  net: Layer,
  x: Matrix,
  t?: ArrayLike<number>,
  optimizer?: Optimizer,
): Findings {
  const { steps, trained, loss } = passes(net, x, t);
  const line = lineOf(steps);
  const predicted = predictedStds(steps);
  const updates = optimizer && logUpdates(steps, trained, optimizer);
  const grouped = groups(
    steps.map(({ layer }) => layer),
    (i) => isApart(steps, i),
  );
  const findings = grouped.map((group, i): Finding => {
    const own = group.map((at) => steps[at]);
    const { y } = own.at(-1)!;
    const [{ within, from: origin = group[0] - 1 }] = own;
    const from = origin === null || origin < 0
      ? origin
      : grouped.findIndex((group) => group.includes(origin));
    const active = own.find(({ layer }) => isActivation(layer));
    const activation = active?.layer;
    const affine = own.map(({ layer }) => layer)
      .find((layer) => layer instanceof Affine);
    const gradient = active ? active.dx : own.at(-1)!.dy;
    const stds = stdSplit(y);
    const { mean, rms } = sizesOf(y);
    const row: LayerDiagnosis = {
      layer: i + 1,
      name: nameOf(own),
      units: y.columns,
      mean,
      std: stds.total,
      between: stds.between,
      within: stds.within,
      predicted: predicted[group.at(-1)!],
      ...(active && flatShares(functionsOf(active.layer), active.x, active.y)),
      rank: effectiveRank(y),
      ...(affine && { weightStd: std(affine.W.value) }),
      ...(gradient && { gradientStd: std(gradient) }),
      ...(gradient && affine && { weightGradientStd: std(affine.W.grad) }),
      ...(affine && updates?.has(affine) && { logUpdate: updates.get(affine) }),
    };
    return {
      row,
      steps: own,
      affine,
      activation,
      rms,
      gradientLength: gradient && sizesOf(gradient).length,
      within,
      from,
      isPassed: !group.some((at) => line.has(at)),
    };
  });
  return {
    input: { rms: sizesOf(x).rms, rank: effectiveRank(x) },
    rows: findings.map(({ row }) => row),
    findings,
    loss,
  };
}

/** The steps through which all goes that comes out, by their numbers. */
function lineOf(steps: readonly Step[]): Set<number> {
  const line = new Set<number>();
  let at: number | null = steps.length - 1;
  while (at !== null && at >= 0) {
    line.add(at);
    const before: number = at - 1, { from }: Step = steps[at];
    at = from === undefined ? before : from;
  }
  return line;
}

/** Whether a step is no part of the group of the one before it. */
function isApart(steps: readonly Step[], i: number): boolean {
  if (i === 0) return false;
  const before = steps[i - 1], step = steps[i];
  return isMade(before.layer) || isMade(step.layer) ||
    before.within !== step.within || (step.from ?? i - 1) !== i - 1;
}

/** What steps consist of, and where: "Affine, ReLU", "Residual 1 > Affine, ReLU", "Residual 1". */
function nameOf(steps: readonly Step[]): string {
  const [{ layer, name, within }] = steps;
  if (isMade(layer)) return name!;
  const kinds = steps.map(({ layer }) => layer.name).join(", ");
  return within === undefined ? kinds : `${within} > ${kinds}`;
}

/**
 * log10 std(change of W) / std(W), by affine map, for one update: the last thing that is
 * done to the clones' weights, which go back afterwards for who looks at them.
 */
function logUpdates(
  steps: readonly Step[],
  params: readonly Param[],
  optimizer: Optimizer,
): Map<Affine, number> {
  // Of others, such as frozen ones, there is no update.
  const affines = steps.map(({ layer }) => layer)
    .filter((layer) => layer instanceof Affine)
    .filter((layer) => layer.params.some((param) => params.includes(param)));
  const before = params.map(({ value }) => value.clone());
  const weights = affines.map(({ W }) => W.value.clone());
  outside(() => optimizer.update(params));
  const logs = new Map(affines.map((affine, i) => {
    if (affine instanceof WeightNormalizedAffine) affine.makeWeights();
    const W = weights[i];
    const change = std(affine.W.value.clone().sub(W));
    return [affine, change === 0 ? -Infinity : log10(change / std(W))];
  }));
  params.forEach(({ value }, i) => copyRows(before[i], value));
  affines.forEach(({ W }, i) => copyRows(weights[i], W.value));
  return logs;
}

/** The standard deviation of all values; exactly 0 if they are equal. */
function std(x: Matrix): number {
  return stdSplit(x).total;
}
