import { log, pow } from "../kernel/elementary.ts";
import { isMade } from "../layers/leaves.ts";
import { largestDifference } from "../matrix/largest_difference.ts";
import { largest, smallest } from "../numbers/extent.ts";
import { distinctColumns } from "../probes/distinct_columns.ts";
import { rows } from "../storage/rows.ts";
import { hasNormalization, mend, mendWeights } from "./_cures.ts";
import type { ProblemKind } from "./diagnosis.ts";
import type { Finding, Findings } from "./_examine.ts";
import { sizesOf } from "../matrix/moments.ts";
import { askedFor } from "./_normalizations.ts";
import { numberText, percentText } from "./_words.ts";

/** One thing that may be wrong. */
export interface Rule {
  /** What it is called. */
  readonly kind: ProblemKind;
  /** Where a measurement becomes a problem. */
  readonly bar: number;
  /** Whether nothing further is worth a look where it holds. */
  readonly hides?: true;
  /** Whether it is looked for only where nothing else is wrong. */
  readonly alone?: true;
  /** The layers in which it holds, first to last. */
  readonly where: (all: Findings, bar: number) => readonly Finding[];
  /** What was measured in one of them, for `ends`. */
  readonly shows?: (finding: Finding, all: Findings) => string;
  /** What is said of one layer, behind its name; the verb is the first word. */
  readonly says: (found: Found) => string;
  /** What to do about it, in sentences of its own; empty if nothing is known. */
  readonly cure: (found: Found) => string;
}

/** What there is to say something of, where a rule holds. */
export interface Found {
  readonly all: Findings;
  readonly bar: number;
  readonly found: readonly Finding[];
  readonly first: Finding;
  /** What was measured in the first and the last: "0.37 in layer 1, 0.18 in layer 5". */
  readonly ends: string;
}

/**
 * What may be wrong, the most fundamental first.
 *
 * Each bar lies in a gap between networks that are known to work and others that are
 * known not to, most of them the post's: five layers of 100 on 1000 standard normal inputs
 * ("layers"), or 784-100-100-100-100-100-10 on 200 digits of MNIST, trained with SGD,
 * batches of 100, 191 updates, two seeds ("MNIST").
 */
export const RULES: readonly Rule[] = [
  {
    kind: "diverged",
    // What every parameter, output and gradient must stay below.
    bar: Infinity,
    hides: true,
    where: ({ findings }) => findings.filter((one) => notFinite(one)),
    says: ({ first, first: { row } }) =>
      `has diverged: ${notFinite(first)} of layer ${row.layer} ` +
      "is not finite, or too large to square.",
    cure: () =>
      "Nothing can be learned from here: start again with a smaller learning rate, " +
      "or with smaller weights.",
  },
  {
    kind: "alike",
    // Different columns of W, and of b.
    bar: 1,
    hides: true,
    where: (all, bar) =>
      hidden(all).filter((one) => handsOn(all, one)).filter((
        { affine, row },
      ) =>
        affine && row.units > 1 && distinctColumns(affine.W.value) === bar &&
        distinctColumns(affine.b.value) === bar
      ),
    says: ({ first: { row } }) =>
      `has units that are all alike: the ${row.units} of layer ${row.layer} ` +
      "have the same weights, get the same updates, and stay one unit for ever.",
    cure: ({ first }) => mendWeights(first) || "Draw W at random.",
  },
  {
    kind: "dead",
    // Share of units. ReLU under He at most .08 on MNIST, .32 in the 20th layer of a deep
    // one, which still trains; .94 in the fifth layer of the network with std .01 after 191
    // updates that taught it nothing.
    bar: 0.5,
    // The first that is dead throughout, too; what lies behind it can but be.
    where: (all, bar) => reached(all).filter(({ row }) => row.dead! >= bar),
    shows: ({ row }) => percentText(row.dead!),
    says: ({ ends }) =>
      `is dead: of the units, ${ends} are flat for every example, ` +
      "and pass no gradient back.",
    cure: ({ first }) =>
      "Start again with a smaller learning rate and biases of zero. " +
      mend(first),
  },
  {
    kind: "saturated",
    // Share of values where the slope is gone. Layers: sigmoid with std 1 .55 to .33, tanh
    // with std 1 .76; tanh under Xavier .003.
    bar: 0.2,
    where: ({ findings }, bar) =>
      findings.filter(({ row }) => row.saturated! >= bar),
    shows: ({ row }) => percentText(row.saturated!),
    says: ({ ends, first: { activation } }) =>
      `is saturated: of the values, ${ends} lie where ${activation!.name} ` +
      "has less than 1 % of its steepest slope, and pass hardly any gradient back.",
    cure: ({ first }) => mend(first),
  },
  {
    kind: "fading signal",
    // Root mean square behind a hidden layer, by that of the input. ReLU under Xavier: .18
    // after 5 layers, and it learns slowly (MNIST, lr .01: accuracy .31 where He gets .82);
    // .026 after 10, .19. ReLU with std .01: .07 after one layer, and it does not learn.
    bar: 0.1,
    where: (all, bar) =>
      inLine(hiddenAlive(all)).filter(({ rms }) => rms < bar * all.input.rms),
    shows: ({ rms }) => numberText(rms),
    says: ({ all: { input }, ends }) =>
      "gets hardly any signal through: the root mean square is " +
      `${numberText(input.rms)} at the input, ${ends}.`,
    cure: ({ first }) => mend(first),
  },
  {
    kind: "exploding signal",
    // The same above. A network that has learned MNIST reaches 6; ReLU with std 1 grows by 7
    // a layer, and its loss is NaN after a few updates.
    bar: 100,
    where: (all, bar) =>
      hidden(all).filter(({ rms }) => rms > bar * all.input.rms),
    shows: ({ rms }) => numberText(rms),
    says: ({ all: { input }, ends }) =>
      "blows the signal up: the root mean square is " +
      `${numberText(input.rms)} at the input, ${ends}.`,
    cure: ({ first }) => mend(first),
  },
  {
    kind: "quiet",
    // Within-neuron std of the total. Layers: sigmoid under Xavier's weights .37 in layer 2,
    // .10 in layer 3, .005 in layer 5; sigmoid with std .01 .05 in layer 2; of those that are
    // not, sigmoid with std 1 comes down to .43, ReLU under He to .73 after 5 layers and .36
    // after 20. The bar is the middle of .37 and .10 on a logarithmic scale.
    bar: 0.2,
    where: (all, bar) =>
      inLine(isResting(all) ? hiddenAlive(all) : alive(all))
        .filter(({ row }) => row.within <= bar * row.std),
    shows: ({ row }) => `${numberText(row.within)} of ${numberText(row.std)}`,
    says: ({ ends }) =>
      `is quiet about the input: within-neuron std ${ends}; ` +
      "the rest is each neuron's own mean, the same whatever comes in.",
    cure: ({ first }) => mend(first),
  },
  {
    kind: "collapsed",
    // Effective rank. ReLU under He: 18 after 5 layers, 1.4 to 3.5 after 20, where learning
    // is much harder (MNIST, lr .1: accuracy .2 to .4, not 1), 1.1 to 1.5 after 50; no hidden
    // layer of a network that has learned the ten digits is below 4.
    bar: 2,
    // The outputs may: a network learns one difference first. And so may all where the input
    // has not 4 directions or a layer not 4 units, the output too: three classes need no more.
    where: (all, bar) => {
      const widths = all.rows.map(({ units }) => units);
      if (smallest([all.input.rank, ...widths]) < 4) return [];
      return inLine(hiddenAlive(all)).filter(({ row: { rank } }) =>
        rank > 0 && rank < bar
      );
    },
    shows: ({ row }) => numberText(row.rank),
    says: ({ all: { input }, ends }) =>
      "tells examples apart by hardly more than one number: the effective rank is " +
      `${numberText(input.rank)} at the input, ${ends}.`,
    cure: ({ first }) => `Take fewer layers. ${mend(first)}`,
  },
  {
    kind: "muted normalization",
    // Root mean square behind a normalization, by what gamma and beta ask for. MNIST: .999
    // under He; .57, .32, .18 ... with std 1e-4, where the variance is near eps.
    bar: 0.5,
    where: ({ findings }, bar) => findings.filter((one) => muted(one, bar)),
    says: ({ first, bar }) => {
      const { given, asked } = muted(first, bar)!;
      return `normalizes too little: in layer ${first.row.layer} ` +
        `to a root mean square of ${numberText(given)} ` +
        `where gamma and beta ask for ${numberText(asked)}, ` +
        "because the variance in front is not well above eps.";
    },
    cure: ({ first }) => `Make eps smaller. ${mendWeights(first)}`,
  },
  {
    kind: "vanishing gradient",
    // Length of the gradient by that at the output. MNIST, in the first layer: ReLU under He
    // 1, tanh under Xavier .75, sigmoid with batch normalization .24; sigmoid without 8e-4,
    // ReLU with std .01 2e-6: they do not learn.
    bar: 0.1,
    ...gradientThat("gets hardly any gradient", (a, b) => a < b, inLine),
  },
  {
    kind: "exploding gradient",
    // The same above. MNIST: at most 4 in networks that learn; tanh with std 1 71, ReLU with
    // std 1 2e4.
    bar: 10,
    ...gradientThat("gets too much gradient", (a, b) => a > b, (all) => all),
  },
  {
    kind: "overconfident",
    // Loss by ln(classes). MNIST, at the start: He 1.06, with batch normalization 1.19; tanh
    // with std 1 6.4, ReLU with std 1 1e5.
    bar: 2,
    where: (all, bar) =>
      all.findings.slice(-1).filter(({ row }) =>
        row.units > 1 && all.loss! > bar * guessing(all)
      ),
    says: ({ all }) =>
      "is sure of what it does not know: the loss is " +
      `${numberText(all.loss!)} nats, ` +
      `where guessing costs ${numberText(guessing(all))}.`,
    cure: ({ first: { row } }) =>
      `Its outputs have a standard deviation of ${numberText(row.std)}: ` +
      "draw its W smaller, or take a smaller learning rate if it has grown.",
  },
  {
    kind: "large updates",
    // log10 of the largest update of W by W, over layers. MNIST without normalization: at
    // -1.6 (lr .2 under He) all is well; at -1.5 (lr .3) nine seeds of ten are, and one is lost;
    // at -1.2 (lr .5) the loss jumps, and a seed ends at .68; at -.9 (lr 1) it is NaN, or the
    // network unlearns.
    bar: -1.3,
    ...updateTooLarge({ normalized: false }),
  },
  {
    kind: "large updates",
    // The same where there is normalization, which takes W's size out. MNIST: at -.13 (lr 3)
    // the accuracy is .999, at .37 (lr 10) .1.
    bar: 0,
    ...updateTooLarge({ normalized: true }),
  },
  {
    kind: "small updates",
    alone: true,
    // log10 of the update of W by W, median over layers. MNIST, accuracy after 191 updates:
    // .7 to .8 around -3.5, about .5 at -4, a third at -4.5.
    bar: -4,
    where: (all, bar) => {
      // Below half the loss of guessing it has learned, and its updates may be small.
      const learned = all.loss! < 0.5 * guessing(all);
      if (learned || isResting(all) || !(medianUpdate(all) < bar)) return [];
      return all.findings.filter(({ row }) => row.logUpdate! < bar);
    },
    shows: updateText,
    says: ({ ends }) =>
      `moves too little: one update changes W by ${ends}, ` +
      "where about 0.001 is usual.",
    cure: ({ all }) => {
      const median = medianUpdate(all);
      if (median === -Infinity) return "No gradient gets there.";
      // The median should be 10^-3, between too much and too little.
      const times = numberText(pow(10, -3 - median), 1);
      return `Take a learning rate about ${times} times larger.`;
    },
  },
];

/** A gradient on its way from one layer back to another. */
interface WorstStep {
  readonly after: Finding;
  readonly before: Finding;
  readonly factor: number;
}

/** A gradient that is too short or too long, by its share of that at the output. */
function gradientThat(
  does: string,
  worse: (a: number, b: number) => boolean,
  judged: (findings: readonly Finding[]) => readonly Finding[],
): Omit<Rule, "kind" | "bar"> {
  const share = ({ gradientLength }: Finding, { findings }: Findings) =>
    gradientLength! / findings.at(-1)!.gradientLength!;
  const worstStep = (all: Findings) =>
    all.findings.flatMap((after, k) => {
      const before = all.findings[originOf(after, k) ?? -1];
      const isStep = before !== undefined && (before.within === after.within ||
        !before.isPassed && !after.isPassed);
      if (!isStep) return [];
      const factor = before.gradientLength! / (after.gradientLength || 1);
      return [{ after, before, factor }];
    }).reduce<WorstStep | undefined>(
      (a, b) => a === undefined || worse(b.factor, a.factor) ? b : a,
      undefined,
    );
  return {
    where: (all, bar) => {
      const { findings } = all;
      // Behind a layer that is dead throughout there is none, and that is said already.
      const none = !alive(all).includes(findings.at(-1)!) || isResting(all) ||
        !findings.at(-1)!.gradientLength;
      if (none) return [];
      return judged(findings).filter((one) => worse(share(one, all), bar));
    },
    shows: (finding, all) => numberText(share(finding, all)),
    says: ({ all, ends }) => {
      const step = worstStep(all);
      const said = `${does}: of its length at the output, a share of ${ends}`;
      if (step === undefined) return `${said}.`;
      return `${said}; the worst step, a factor of ${
        numberText(step.factor)
      }, ` +
        `is from layer ${step.after.row.layer} back to layer ${step.before.row.layer}.`;
    },
    cure: ({ all, first }) => {
      const step = worstStep(all);
      return step === undefined ? mend(first) : mend(step.after, step.before);
    },
  };
}

/** An update that is too large, in a network with normalization or without. */
function updateTooLarge(
  { normalized }: { normalized: boolean },
): Omit<Rule, "kind" | "bar"> {
  return {
    alone: true,
    where: (all, bar) => {
      const { findings } = all;
      if (findings.some(hasNormalization) !== normalized) return [];
      // Weights that are all zero, as at the output they may be, have no size; those of what is
      // added to what goes past may be as small as they like.
      const sized = findings.filter((one) =>
        one.row.weightStd! > 0 && handsOn(all, one)
      );
      return sized.filter(({ row }) => row.logUpdate! > bar);
    },
    shows: updateText,
    says: ({ bar, ends }) =>
      `moves too far: one update changes W by ${ends}, ` +
      `and above ${numberText(pow(10, bar))} training breaks down.`,
    cure: ({ found }) => {
      const most = largest(found.map(({ row }) => row.logUpdate!));
      // First and last layers lie about half a unit above the median, 10^-3.
      const times = numberText(pow(10, most + 2.5), 1);
      return `Take a learning rate about ${times} times smaller.`;
    },
  };
}

function updateText({ row }: Finding): string {
  return `${numberText(pow(10, row.logUpdate!))} of its size`;
}

/** In log10; NaN where no layer has one. */
function medianUpdate({ findings }: Findings): number {
  const logs = findings.flatMap(({ row }) => row.logUpdate ?? [])
    .sort((a, b) => a - b);
  return logs[Math.floor(logs.length / 2)] ?? NaN;
}

/** What guessing costs, in nats. */
function guessing({ findings }: Findings): number {
  return log(findings.at(-1)!.row.units);
}

/** Layers that hand on to another: all but one without activation at the end. */
function hidden({ findings }: Findings): readonly Finding[] {
  return findings.at(-1)!.activation ? findings : findings.slice(0, -1);
}

/** Those behind no layer that is dead throughout: behind it nothing is left to see. */
function reached({ findings }: Findings): readonly Finding[] {
  const found: Finding[] = [];
  findings.forEach((one, i) => {
    const from = originOf(one, i);
    const before = from === null ? undefined : findings[from];
    const isBehind = before !== undefined &&
      (before.row.dead === 1 || !found.includes(before));
    if (!isBehind) found.push(one);
  });
  return found;
}

/** Those of them that are not dead throughout themselves. */
function alive(all: Findings): readonly Finding[] {
  return reached(all).filter(({ row }) => row.dead !== 1);
}

function hiddenAlive(all: Findings): readonly Finding[] {
  const living = new Set(alive(all));
  return hidden(all).filter((one) => living.has(one));
}

/**
 * Those that the signal must go through, and the gradient back. What goes past the others reaches
 * all layers, so that these may start as small as they like, at zero even.
 */
function inLine(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ isPassed }) => !isPassed);
}

/** Whether a layer hands on to another, and is not what is added to what goes past. */
function handsOn({ findings }: Findings, one: Finding): boolean {
  if (!one.isPassed) return true;
  const at = findings.indexOf(one);
  return findings.some((other, i) =>
    other.within === one.within && originOf(other, i) === at
  );
}

/** The finding whose output came into the one at `at`, by its number, or -1; null if unseen. */
function originOf({ from }: Finding, at: number): number | null {
  return from === undefined ? at - 1 : from;
}

/**
 * Whether the output layer's weights are all zero: a usual start, in which nothing gets
 * through, forward or back, before its first update.
 */
function isResting({ findings }: Findings): boolean {
  const { affine, activation } = findings.at(-1)!;
  return !activation && affine !== undefined &&
    largestDifference(affine.W.value, 0) === 0;
}

/** What of a layer is not finite, if anything is. */
function notFinite({ row, steps }: Finding): string | undefined {
  const own = steps.filter(({ layer }) => !isMade(layer));
  const bad = own.flatMap(({ layer }) => layer.params).find(({ value }) =>
    !rows(value).every((row) => row.every(Number.isFinite))
  );
  if (bad) return bad.name;
  if (!Number.isFinite(row.std)) return "the output";
  const gradient = row.gradientStd ?? 0, weights = row.weightGradientStd ?? 0;
  return Number.isFinite(gradient + weights) ? undefined : "the gradient";
}

/** The root mean square that a layer's normalization gives and what it should, if muted. */
function muted({ steps }: Finding, bar: number) {
  return steps.map(({ layer, mode, y }) => ({
    given: sizesOf(y).rms,
    asked: Math.sqrt(askedFor(layer, mode)?.q ?? 0),
  })).find(({ given, asked }) => given < bar * asked);
}
