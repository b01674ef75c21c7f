import { largest, smallest } from "../numbers/extent.ts";
import { distinctColumns } from "../probes/distinct_columns.ts";
import { largestDifference } from "../matrix/largest_difference.ts";
import { rows } from "../storage/rows.ts";
import * as bars from "./_bars.ts";
import { hasNormalization, mend, mendWeights } from "./_cures.ts";
import type { Problem, ProblemKind } from "./diagnosis.ts";
import type { Finding, Findings } from "./_examine.ts";
import { sizesOf } from "../matrix/moments.ts";
import { askedFor } from "./_normalizations.ts";
import { layersText, numberText, percentText } from "./_words.ts";

/**
 * What is wrong with a network, the most fundamental first.
 *
 * @param findings What was measured of it.
 */
export function problemsOf(findings: Findings): Problem[] {
  const hiding = diverged(findings) ?? alike(findings);
  if (hiding) return [hiding];
  const signal = [
    dead,
    saturated,
    fading,
    exploding,
    deaf,
    collapsed,
    muted,
    vanishing,
    bursting,
    overconfident,
  ].flatMap((look) => look(findings) ?? []);
  // Another learning rate mends no signal: that is to be mended first.
  const updates = signal.length > 0
    ? undefined
    : large(findings) ?? small(findings);
  return updates ? [updates] : signal;
}

/**
 * All of it in one sentence.
 *
 * @param layers How many layers were looked at.
 * @param problems What was found.
 */
export function verdictOn(
  layers: number,
  problems: readonly Problem[],
): string {
  const all = layers === 1 ? "1 layer" : `${layers} layers`;
  if (problems.length === 0) return `Sound: no problem found in ${all}.`;
  const names = problems.map(({ kind, layers }) =>
    `${kind} (${layersText(layers)})`
  );
  const count = problems.length === 1
    ? "1 problem"
    : `${problems.length} problems`;
  return `Not sound: ${count} in ${all}: ${names.join("; ")}. First: ${
    problems[0].advice
  }`;
}

/** The verb is said of one layer or of several. */
function problem(
  kind: ProblemKind,
  found: readonly Finding[],
  [one, many]: readonly [one: string, many: string],
  rest: string,
): Problem {
  const layers = found.map(({ row }) => row.layer);
  const subject = layersText(layers);
  const verb = layers.length === 1 ? one : many;
  const advice = `${subject[0].toUpperCase()}${
    subject.slice(1)
  } ${verb} ${rest}`;
  return { kind, layers, advice: advice.trimEnd() };
}

/** Layers that hand on to another: all but one without activation at the end. */
function hidden({ findings }: Findings): readonly Finding[] {
  return findings.at(-1)!.activation ? findings : findings.slice(0, -1);
}

/** Up to the first layer that is dead throughout: behind it nothing is left to see. */
function alive({ findings }: Findings): readonly Finding[] {
  const end = findings.findIndex(({ row }) => row.dead === 1);
  return end < 0 ? findings : findings.slice(0, end);
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

/** "0.37 in layer 1, 0.18 in layer 5": the first and the last of those found. */
function ends(
  found: readonly Finding[],
  text: (finding: Finding) => string,
): string {
  return [...new Set([found[0], found.at(-1)!])]
    .map((finding) => `${text(finding)} in layer ${finding.row.layer}`)
    .join(", ");
}

function diverged({ findings }: Findings): Problem | undefined {
  const wrong = findings.flatMap((finding) => {
    const { row, steps } = finding;
    const params = steps.flatMap(({ layer }) => layer.params);
    const bad = params.find(({ value }) =>
      !rows(value).every((row) => row.every(Number.isFinite))
    );
    if (bad) return [{ finding, what: bad.name }];
    if (!Number.isFinite(row.std)) return [{ finding, what: "the output" }];
    const gradient = row.gradientStd ?? 0, weights = row.weightGradientStd ?? 0;
    return Number.isFinite(gradient + weights)
      ? []
      : [{ finding, what: "the gradient" }];
  });
  if (wrong.length === 0) return undefined;
  return problem(
    "diverged",
    wrong.map(({ finding }) => finding),
    ["has", "have"],
    `diverged: ${wrong[0].what} of layer ${
      wrong[0].finding.row.layer
    } is not finite, or too large to square. Nothing can be learned from here: start again with a smaller learning rate, or with smaller weights.`,
  );
}

function alike(all: Findings): Problem | undefined {
  const found = hidden(all).filter(({ affine, row }) =>
    affine && row.units > 1 && distinctColumns(affine.W.value) === 1 &&
    distinctColumns(affine.b.value) === 1
  );
  if (found.length === 0) return undefined;
  const [first] = found;
  return problem(
    "alike",
    found,
    ["has", "have"],
    `units that are all alike: the ${first.row.units} of layer ${first.row.layer} have the same weights, get the same updates, and stay one unit for ever. ${
      mendWeights(first) || "Draw W at random."
    }`,
  );
}

function dead(all: Findings): Problem | undefined {
  // The first that is dead throughout, too; what lies behind it can but be.
  const seen = all.findings.slice(0, alive(all).length + 1);
  const found = seen.filter(({ row }) => row.dead! >= bars.DEAD);
  if (found.length === 0) return undefined;
  return problem(
    "dead",
    found,
    ["is", "are"],
    `dead: of the units, ${
      ends(found, ({ row }) => percentText(row.dead!))
    } are flat for every example, and pass no gradient back. Start again with a smaller learning rate and biases of zero. ${
      mend(found[0])
    }`,
  );
}

function saturated({ findings }: Findings): Problem | undefined {
  const found = findings.filter(({ row }) => row.saturated! >= bars.SATURATED);
  if (found.length === 0) return undefined;
  return problem(
    "saturated",
    found,
    ["is", "are"],
    `saturated: of the values, ${
      ends(found, ({ row }) => percentText(row.saturated!))
    } lie where ${
      found[0].activation!.name
    } has less than 1 % of its steepest slope, and pass hardly any gradient back. ${
      mend(found[0])
    }`,
  );
}

function fading(all: Findings): Problem | undefined {
  const live = alive(all);
  const found = hidden(all).filter((finding) =>
    live.includes(finding) && finding.rms < bars.FADING * all.input.rms
  );
  if (found.length === 0) return undefined;
  return problem(
    "fading signal",
    found,
    ["gets", "get"],
    `hardly any signal through: the root mean square is ${
      numberText(all.input.rms)
    } at the input, ${ends(found, ({ rms }) => numberText(rms))}. ${
      mend(found[0])
    }`,
  );
}

function exploding(all: Findings): Problem | undefined {
  const found = hidden(all).filter(({ rms }) =>
    rms > bars.EXPLODING * all.input.rms
  );
  if (found.length === 0) return undefined;
  return problem(
    "exploding signal",
    found,
    ["blows", "blow"],
    `the signal up: the root mean square is ${
      numberText(all.input.rms)
    } at the input, ${ends(found, ({ rms }) => numberText(rms))}. ${
      mend(found[0])
    }`,
  );
}

function deaf(all: Findings): Problem | undefined {
  const resting = isResting(all);
  const found = alive(all).filter(({ row }) =>
    row.within <= bars.DEAF * row.std &&
    !(resting && row === all.rows.at(-1))
  );
  if (found.length === 0) return undefined;
  return problem(
    "deaf",
    found,
    ["is", "are"],
    `deaf to the input: within-neuron std ${
      ends(
        found,
        ({ row }) => `${numberText(row.within)} of ${numberText(row.std)}`,
      )
    }; the rest is each neuron's own mean, the same whatever comes in. ${
      mend(found[0])
    }`,
  );
}

function collapsed(all: Findings): Problem | undefined {
  const { input, rows } = all;
  const least = smallest([input.rank, ...rows.map(({ units }) => units)]);
  if (least < bars.COLLAPSED_FROM) return undefined;
  const live = alive(all);
  // The outputs may: a network learns one difference first.
  const found = hidden(all).filter((finding) =>
    live.includes(finding) && finding.row.rank < bars.COLLAPSED &&
    finding.row.rank > 0
  );
  if (found.length === 0) return undefined;
  return problem(
    "collapsed",
    found,
    ["tells", "tell"],
    `examples apart by hardly more than one number: the effective rank is ${
      numberText(input.rank)
    } at the input, ${
      ends(found, ({ row }) => numberText(row.rank))
    }. Take fewer layers. ${mend(found[0])}`,
  );
}

function muted({ findings }: Findings): Problem | undefined {
  const found = findings.flatMap((finding) =>
    finding.steps.flatMap(({ layer, y }) => {
      const { q } = askedFor(layer) ?? { q: 0 };
      const asked = Math.sqrt(q);
      const given = sizesOf(y).rms;
      return given < bars.MUTED * asked ? [{ finding, asked, given }] : [];
    })
  );
  if (found.length === 0) return undefined;
  const [{ finding, asked, given }] = found;
  return problem(
    "muted normalization",
    found.map(({ finding }) => finding),
    ["normalizes", "normalize"],
    `too little: in layer ${finding.row.layer} to a root mean square of ${
      numberText(given)
    } where gamma and beta ask for ${
      numberText(asked)
    }, because the variance in front is not well above eps. Make eps smaller. ${
      mendWeights(finding)
    }`,
  );
}

function vanishing(all: Findings): Problem | undefined {
  return gradients(
    all,
    "vanishing gradient",
    (share) => share < bars.VANISHING,
    (a, b) => a < b,
    "hardly any gradient",
  );
}

function bursting(all: Findings): Problem | undefined {
  return gradients(
    all,
    "exploding gradient",
    (share) => share > bars.BURSTING,
    (a, b) => a > b,
    "too much gradient",
  );
}

function gradients(
  all: Findings,
  kind: ProblemKind,
  wrong: (share: number) => boolean,
  worse: (factor: number, than: number) => boolean,
  what: string,
): Problem | undefined {
  const { findings } = all;
  const output = findings.at(-1)!.gradientLength;
  // Behind a layer that is dead throughout there is none, and that is said already.
  if (!output || isResting(all) || alive(all).length < findings.length) {
    return undefined;
  }
  const share = ({ gradientLength }: Finding) => gradientLength! / output;
  const found = findings.filter((finding) => wrong(share(finding)));
  if (found.length === 0) return undefined;
  // From layer k + 1 back to layer k.
  const factors = findings.slice(1).map((after, k) => ({
    after,
    before: findings[k],
    factor: findings[k].gradientLength! / (after.gradientLength || 1),
  }));
  const step = factors.reduce((a, b) => worse(b.factor, a.factor) ? b : a);
  return problem(
    kind,
    found,
    ["gets", "get"],
    `${what}: of its length at the output, a share of ${
      ends(found, (finding) => numberText(share(finding)))
    }; the worst step, a factor of ${
      numberText(step.factor)
    }, is from layer ${step.after.row.layer} back to layer ${step.before.row.layer}. ${
      mend(step.after, step.before)
    }`,
  );
}

function overconfident(all: Findings): Problem | undefined {
  const { findings, loss } = all;
  const last = findings.at(-1)!;
  const guess = Math.log(last.row.units);
  if (loss === undefined || last.row.units < 2) return undefined;
  if (loss <= bars.OVERCONFIDENT * guess) return undefined;
  return problem(
    "overconfident",
    [last],
    ["is", "are"],
    `sure of what it does not know: the loss is ${
      numberText(loss)
    } nats, where guessing costs ${
      numberText(guess)
    }. Its outputs have a standard deviation of ${
      numberText(last.row.std)
    }: draw its W smaller, or take a smaller learning rate if it has grown.`,
  );
}

function large({ findings }: Findings): Problem | undefined {
  const normalized = findings.some(hasNormalization);
  const bar = normalized ? bars.LARGE_UPDATE_NORMALIZED : bars.LARGE_UPDATE;
  // Weights that are all zero, as at the output they may be, have no size.
  const found = findings.filter(({ row }) =>
    row.logUpdate! > bar && row.weightStd! > 0
  );
  if (found.length === 0) return undefined;
  const most = largest(found.map(({ row }) => row.logUpdate!));
  return problem(
    "large updates",
    found,
    ["moves", "move"],
    `too far: one update changes W by ${
      ends(
        found,
        ({ row }) => `${numberText(10 ** row.logUpdate!)} of its size`,
      )
    }, and above ${
      numberText(10 ** bar)
    } training breaks down. Take a learning rate about ${
      numberText(10 ** (most - bars.GOOD_LARGEST_UPDATE), 1)
    } times smaller.`,
  );
}

function small(all: Findings): Problem | undefined {
  const { findings, loss } = all;
  const moved = findings.filter(({ row }) => row.logUpdate !== undefined);
  const classes = findings.at(-1)!.row.units;
  const learned = loss! < bars.LEARNED * Math.log(classes);
  if (moved.length === 0 || learned || isResting(all)) return undefined;
  const logs = moved.map(({ row }) => row.logUpdate!).sort((a, b) => a - b);
  const median = logs[Math.floor(logs.length / 2)];
  if (!(median < bars.SMALL_UPDATE)) return undefined;
  const found = moved.filter(({ row }) => row.logUpdate! < bars.SMALL_UPDATE);
  return problem(
    "small updates",
    found,
    ["moves", "move"],
    `too little: one update changes W by ${
      ends(
        found,
        ({ row }) => `${numberText(10 ** row.logUpdate!)} of its size`,
      )
    }, where about 0.001 is usual. ${
      median === -Infinity
        ? "No gradient gets there."
        : `Take a learning rate about ${
          numberText(10 ** (bars.GOOD_UPDATE - median), 1)
        } times larger.`
    }`,
  );
}
