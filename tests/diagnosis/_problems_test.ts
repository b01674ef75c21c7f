import { assertEquals } from "@std/assert";
import {
  ActivationLayer,
  BatchNormalization,
  Matrix,
  sigmoid,
} from "weightlab";
import type { ProblemKind } from "../../lib/diagnosis/diagnosis.ts";
import type { Findings } from "../../lib/diagnosis/_examine.ts";
import { problemsOf, verdictOn } from "../../lib/diagnosis/_problems.ts";
import { findings, type Told } from "./_findings.ts";

const GUESS = Math.log(10);

/** A hair, in the numbers' own measure. */
const HAIR = 1e-12;

/** Findings in which one number is `value`, and nothing else is wrong. */
type With = (value: number) => Findings;

const layer = (i: number, row: Record<string, number>) =>
  findings({ [i]: { row } });

/** Batch normalization in the second layer, whose output has a root mean square. */
function normalized(
  rms: number,
  row: Record<string, number> = {},
): Findings {
  const sound = findings();
  const { steps } = sound.findings[1];
  const y = new Matrix([[rms, -rms]]);
  const norm = { layer: new BatchNormalization(2), cloned: true, x: y, y };
  return findings({ 1: { row, finding: { steps: [...steps, norm] } } });
}

/**
 * Each bar as `diagnose` documents it: the kind of problem and its layers; findings by the
 * number that is held to the bar; whether the bar itself is a problem; on which side it is one.
 */
const BARS: readonly [
  bar: string,
  kind: ProblemKind,
  layers: number[],
  given: With,
  at: number,
  side: "below" | "above",
  itself: boolean,
][] = [
  [
    "half of the units are flat",
    "dead",
    [2],
    (dead) => layer(1, { dead }),
    0.5,
    "above",
    true,
  ],
  [
    "a fifth of the values is without slope",
    "saturated",
    [2],
    (saturated) =>
      findings({
        1: {
          row: { saturated },
          finding: { activation: new ActivationLayer(sigmoid) },
        },
      }),
    0.2,
    "above",
    true,
  ],
  [
    "root mean square 1/10 of the input's",
    "fading signal",
    [1],
    (rms) =>
      findings({ 0: { finding: { rms } } }, { input: { rms: 2, rank: 9 } }),
    0.2,
    "below",
    false,
  ],
  [
    "root mean square 100 times the input's",
    "exploding signal",
    [2],
    (rms) =>
      findings({ 1: { finding: { rms } } }, { input: { rms: 2, rank: 9 } }),
    200,
    "above",
    false,
  ],
  [
    "within-neuron std 1/5 of the total",
    "quiet",
    [2],
    (within) => layer(1, { within, std: 2 }),
    0.4,
    "below",
    true,
  ],
  [
    "effective rank 2",
    "collapsed",
    [2],
    (rank) => layer(1, { rank }),
    2,
    "below",
    false,
  ],
  [
    "effective rank 2, of an input's of 4",
    "collapsed",
    [1],
    (rank) =>
      findings({ 0: { row: { rank: 1.5 } } }, { input: { rms: 1, rank } }),
    4,
    "above",
    true,
  ],
  [
    "effective rank 2, of layers of 4 units",
    "collapsed",
    [1],
    (units) => findings({ 0: { row: { rank: 1.5 } }, 1: { row: { units } } }),
    4,
    "above",
    true,
  ],
  [
    "half the root mean square that gamma and beta ask for",
    "muted normalization",
    [2],
    (rms) => normalized(rms),
    0.5,
    "below",
    false,
  ],
  [
    "gradient 1/10 of that at the output",
    "vanishing gradient",
    [1],
    (gradientLength) =>
      findings({
        0: { finding: { gradientLength } },
        1: { finding: { gradientLength: 2 } },
        2: { finding: { gradientLength: 2 } },
      }),
    0.2,
    "below",
    false,
  ],
  [
    "gradient 10 times that at the output",
    "exploding gradient",
    [1],
    (gradientLength) =>
      findings({
        0: { finding: { gradientLength } },
        1: { finding: { gradientLength: 2 } },
        2: { finding: { gradientLength: 2 } },
      }),
    20,
    "above",
    false,
  ],
  [
    "loss 2 ln(classes)",
    "overconfident",
    [3],
    (loss) => findings({}, { loss }),
    2 * GUESS,
    "above",
    false,
  ],
  [
    "update 10^-1.3 of W, which is 1/20",
    "large updates",
    [2],
    (logUpdate) => layer(1, { logUpdate }),
    -1.3,
    "above",
    false,
  ],
  [
    "update all of W, with normalization",
    "large updates",
    [2],
    (logUpdate) => normalized(1, { logUpdate }),
    0,
    "above",
    false,
  ],
  [
    "update 1/10,000 of W in the median layer",
    "small updates",
    [1, 2],
    (logUpdate) =>
      findings({ 0: { row: { logUpdate: -5 } }, 1: { row: { logUpdate } } }),
    -4,
    "below",
    false,
  ],
  [
    "small updates, loss half that of guessing",
    "small updates",
    [1, 2, 3],
    (loss) => {
      const small = { row: { logUpdate: -5 } };
      return findings({ 0: small, 1: small, 2: small }, { loss });
    },
    GUESS / 2,
    "above",
    true,
  ],
];

for (const [bar, kind, layers, given, at, side, itself] of BARS) {
  Deno.test(`problemsOf() at the bar: ${kind}, ${bar}`, () => {
    const kinds = (value: number): [ProblemKind, number[]][] =>
      problemsOf(given(value)).map(({ kind, layers }) => [kind, [...layers]]);
    const wrong: [ProblemKind, number[]][] = [[kind, layers]];
    // Whole numbers of units have no hair between them.
    const whole = Number.isInteger(at) && at > 2 && bar.includes("units");
    const step = whole ? 1 : HAIR * Math.max(1, Math.abs(at));
    const [below, above] = [kinds(at - step), kinds(at + step)];
    assertEquals(side === "below" ? below : above, wrong, "beyond the bar");
    assertEquals(kinds(at), itself ? wrong : [], "at the bar");
    assertEquals(side === "below" ? above : below, [], "on the sound side");
  });
}

Deno.test("problemsOf() of a sound network is empty", () => {
  assertEquals(problemsOf(findings()), []);
});

Deno.test("problemsOf() hears of no signal where nothing is left to see", () => {
  // Behind a layer that is dead throughout, and where nothing can be told apart at all.
  const dead = findings({
    0: { row: { dead: 1 } },
    1: { row: { within: 0, rank: 0 }, finding: { rms: 0, gradientLength: 0 } },
  });
  assertEquals(problemsOf(dead).map(({ kind }) => kind), ["dead"]);
  assertEquals(problemsOf(layer(1, { rank: 0 })), []);
});

Deno.test("problemsOf() judges gradients, the output's hearing and small updates not at rest", () => {
  const resting = (row: Record<string, number>) => {
    const sound = findings({
      0: { row, finding: { gradientLength: 0 } },
      1: { row },
      2: { row: { ...row, within: 0, std: 1 } },
    });
    sound.findings[2].affine!.W.value.fill(0);
    return problemsOf(sound);
  };
  assertEquals(resting({ logUpdate: -5 }), []);
});

Deno.test("problemsOf() asks two or more classes for confidence, and W of a size for updates", () => {
  const one = findings({ 2: { row: { units: 1 } } }, { loss: 1e3 });
  assertEquals(problemsOf(one), []);
  const two = findings({ 2: { row: { units: 2 } } }, { loss: 1e3 });
  assertEquals(problemsOf(two).map(({ kind }) => kind), ["overconfident"]);
  const still = layer(1, { logUpdate: Infinity, weightStd: 0 });
  assertEquals(problemsOf(still), []);
});

Deno.test("problemsOf() names a layer once, of however many muted normalizations", () => {
  const { findings: [, { steps }] } = normalized(0.25);
  const twice = [...steps, steps.at(-1)!];
  const [{ layers, advice }] = problemsOf(
    findings({ 1: { finding: { steps: twice } } }),
  );
  assertEquals(layers, [2]);
  assertEquals(/^Layer 2 normalizes too little: /.test(advice), true);
});

Deno.test("problemsOf() takes the median over layers in any order", () => {
  const small = (...logs: number[]) => {
    const told = logs.map((logUpdate) => ({ row: { logUpdate } }));
    return problemsOf(findings({ ...told })).map(({ layers }) => layers);
  };
  assertEquals(small(-4.5, -3, -5), [[1, 3]]);
  assertEquals(small(-3, -4.5, -3.5), []);
  assertEquals(small(-5, -3.5, -3), []);
});

/** Findings whose first two layers are told. */
function both(
  first: Told,
  second: Told,
  all: Partial<Findings> = {},
): Findings {
  return findings({ 0: first, 1: second }, all);
}

const row = (row: Told["row"]): Told => ({ row });
const saturatedLayer = (saturated: number): Told => ({
  row: { saturated },
  finding: { activation: new ActivationLayer(sigmoid) },
});
const sized = (rms: number, weightStd: number): Told => ({
  row: { weightStd },
  finding: { rms },
});
const back = (gradientLength: number, weightStd: number): Told => ({
  row: { weightStd },
  finding: { gradientLength },
});
const mutedLayer = (rms: number): Told => ({
  row: { weightStd: 0.1 },
  finding: { steps: normalized(rms).findings[1].steps },
});
const INPUT = { input: { rms: 1.5, rank: 7.5 } };
const HE = "Draw W with std sqrt(2 / fanIn), as he() does: 0.45 in layer";
const OR_PUT = "Or put batch normalization before the activation.";

/** Weights of the first two layers that are wrong in one way or another. */
function drawn(change: (W: [Matrix, Matrix]) => void): Findings {
  const all = findings(), [first, second] = all.findings;
  change([first.affine!.W.value, second.affine!.W.value]);
  return all;
}

const ADVICE: readonly [kind: ProblemKind, given: Findings, advice: string][] =
  [
    [
      "diverged",
      drawn(([, W]) => W.set(0, 0, NaN)),
      "Layer 2 has diverged: W of layer 2 is not finite, or too large to square. Nothing can be learned from here: start again with a smaller learning rate, or with smaller weights.",
    ],
    [
      "diverged",
      both({}, row({ std: NaN })),
      "Layer 2 has diverged: the output of layer 2 is not finite, or too large to square. Nothing can be learned from here: start again with a smaller learning rate, or with smaller weights.",
    ],
    [
      "diverged",
      both(row({ weightGradientStd: Infinity }), row({ gradientStd: NaN })),
      "Layers 1 and 2 have diverged: the gradient of layer 1 is not finite, or too large to square. Nothing can be learned from here: start again with a smaller learning rate, or with smaller weights.",
    ],
    [
      "alike",
      drawn((all) => all.forEach((W) => W.fill(0.1))),
      `Layers 1 and 2 have units that are all alike: the 10 of layer 1 have the same weights, get the same updates, and stay one unit for ever. ${HE} 1, where it is 0.4.`,
    ],
    [
      "dead",
      both(
        row({ dead: 0.5, weightStd: 0.1 }),
        row({ dead: 0.75, weightStd: 2 }),
      ),
      `Layers 1 and 2 are dead: of the units, 50 % in layer 1, 75 % in layer 2 are flat for every example, and pass no gradient back. Start again with a smaller learning rate and biases of zero. ${HE} 1, where it is 0.1. ${OR_PUT}`,
    ],
    [
      "saturated",
      both(saturatedLayer(0.3), saturatedLayer(0.5)),
      "Layers 1 and 2 are saturated: of the values, 30 % in layer 1, 50 % in layer 2 lie where sigmoid has less than 1 % of its steepest slope, and pass hardly any gradient back. Put batch normalization before the activation. Or take a function that is 0 at 0, such as tanh.",
    ],
    [
      "fading signal",
      both(sized(0.05, 0.1), sized(0.01, 0.2), INPUT),
      `Layers 1 and 2 get hardly any signal through: the root mean square is 1.5 at the input, 0.05 in layer 1, 0.01 in layer 2. ${HE} 1, where it is 0.1. ${OR_PUT}`,
    ],
    [
      "exploding signal",
      both(sized(200, 3), sized(2000, 5), INPUT),
      `Layers 1 and 2 blow the signal up: the root mean square is 1.5 at the input, 200 in layer 1, 2000 in layer 2. ${HE} 1, where it is 3. ${OR_PUT}`,
    ],
    [
      "quiet",
      both(
        row({ within: 0.1, std: 0.8, weightStd: 0.1 }),
        row({ within: 0.05, std: 0.7 }),
      ),
      `Layers 1 and 2 are quiet about the input: within-neuron std 0.1 of 0.8 in layer 1, 0.05 of 0.7 in layer 2; the rest is each neuron's own mean, the same whatever comes in. ${HE} 1, where it is 0.1. ${OR_PUT}`,
    ],
    [
      "collapsed",
      both(row({ rank: 1.5, weightStd: 0.1 }), row({ rank: 1.2 }), INPUT),
      `Layers 1 and 2 tell examples apart by hardly more than one number: the effective rank is 7.5 at the input, 1.5 in layer 1, 1.2 in layer 2. Take fewer layers. ${HE} 1, where it is 0.1. ${OR_PUT}`,
    ],
    [
      "muted normalization",
      both(mutedLayer(0.25), mutedLayer(0.125)),
      `Layers 1 and 2 normalize too little: in layer 1 to a root mean square of 0.25 where gamma and beta ask for 1, because the variance in front is not well above eps. Make eps smaller. ${HE} 1, where it is 0.1.`,
    ],
    [
      "vanishing gradient",
      findings({ 0: back(0.01, 0.1), 1: back(0.125, 0.3), 2: back(2, 0.2) }),
      "Layers 1 and 2 get hardly any gradient: of its length at the output, a share of 0.005 in layer 1, 0.063 in layer 2; the worst step, a factor of 0.063, is from layer 3 back to layer 2. Draw W with std sqrt(1 / fanIn), as xavier() does: 0.32 in layer 3, where it is 0.2. Or put batch normalization before the activation.",
    ],
    [
      "exploding gradient",
      findings({ 0: back(5000, 3), 1: back(100, 4), 2: back(4, 5) }),
      `Layers 1 and 2 get too much gradient: of its length at the output, a share of 1300 in layer 1, 25 in layer 2; the worst step, a factor of 50, is from layer 2 back to layer 1. ${HE} 2, where it is 4. ${OR_PUT}`,
    ],
    [
      "overconfident",
      findings({ 2: { row: { std: 7.5, within: 4 } } }, { loss: 12 }),
      "Layer 3 is sure of what it does not know: the loss is 12 nats, where guessing costs 2.3. Its outputs have a standard deviation of 7.5: draw its W smaller, or take a smaller learning rate if it has grown.",
    ],
    [
      "large updates",
      both(row({ logUpdate: -1 }), row({ logUpdate: -0.5 })),
      "Layers 1 and 2 move too far: one update changes W by 0.1 of its size in layer 1, 0.32 of its size in layer 2, and above 0.05 training breaks down. Take a learning rate about 100 times smaller.",
    ],
    [
      "small updates",
      both(row({ logUpdate: -4.5 }), row({ logUpdate: -5 })),
      "Layers 1 and 2 move too little: one update changes W by 3.2e-5 of its size in layer 1, 1e-5 of its size in layer 2, where about 0.001 is usual. Take a learning rate about 30 times larger.",
    ],
    [
      "small updates",
      both(row({ logUpdate: -Infinity }), row({ logUpdate: -Infinity })),
      "Layers 1 and 2 move too little: one update changes W by 0 of its size in layer 1, 0 of its size in layer 2, where about 0.001 is usual. No gradient gets there.",
    ],
  ];

for (const [i, [kind, given, advice]] of ADVICE.entries()) {
  Deno.test(`problemsOf() says what it measured and what to do: ${kind} ${i}`, () => {
    assertEquals(
      problemsOf(given).map(({ kind, advice }) => [kind, advice]),
      [[kind, advice]],
    );
  });
}

Deno.test("verdictOn() counts problems and layers, and begins with the first advice", () => {
  const found = problemsOf(
    both(row({ dead: 0.5 }), row({ dead: 0.75, within: 0.1 })),
  );
  assertEquals(
    verdictOn(3, found),
    `Not sound: 2 problems in 3 layers: dead (layers 1 and 2); quiet (layer 2). First: ${
      found[0].advice
    }`,
  );
  assertEquals(
    verdictOn(1, found.slice(1)),
    `Not sound: 1 problem in 1 layer: quiet (layer 2). First: ${
      found[1].advice
    }`,
  );
});

Deno.test("problemsOf() names what hides the rest alone, and updates where nothing else is wrong", () => {
  const kinds = (given: Findings) => problemsOf(given).map(({ kind }) => kind);
  const wrong = { dead: 0.75, logUpdate: 1 };
  assertEquals(kinds(both(row(wrong), row(wrong))), ["dead"]);
  assertEquals(kinds(both(row({ ...wrong, std: NaN }), row(wrong))), [
    "diverged",
  ]);
  const alike = both(row(wrong), row(wrong));
  alike.findings[0].affine!.W.value.fill(0);
  assertEquals(kinds(alike), ["alike"]);
});

/** Layer 2 within a block that something goes past, so that layer 3 is fed by layer 1. */
function passed(row: Record<string, number>, finding: Told["finding"] = {}) {
  return findings({
    1: { row, finding: { within: "Residual 1", isPassed: true, ...finding } },
    2: { finding: { from: 0 } },
  });
}

Deno.test("problemsOf() says where a layer is part of another", () => {
  const [one] = problemsOf(passed({ saturated: 0.5 }));
  assertEquals(
    one.advice.slice(0, 40),
    "Layer 2 (in Residual 1) is saturated: of",
  );
  const [two] = problemsOf(findings({
    0: { row: { saturated: 0.5 } },
    1: { row: { saturated: 0.5 }, finding: { within: "Residual 1" } },
  }));
  assertEquals(
    two.advice.slice(0, 44),
    "Layers 1 and 2 (2 in Residual 1) are saturat",
  );
});

Deno.test("problemsOf() does not ask the signal to get through what it goes past", () => {
  const cases: [Record<string, number>, Told["finding"], string][] = [
    [{}, { rms: 0.05 }, "fading signal"],
    [{ within: 0.01 }, {}, "quiet"],
    [{ rank: 1.5 }, {}, "collapsed"],
    [{}, { gradientLength: 0.05 }, "vanishing gradient"],
  ];
  for (const [row, finding, kind] of cases) {
    const inLine = findings({ 1: { row, finding } });
    assertEquals(problemsOf(inLine).map((one) => one.kind), [kind]);
    assertEquals(problemsOf(passed(row, finding)), []);
  }
  // What is too much there is too much.
  assertEquals(
    problemsOf(passed({}, { rms: 200 })).map((one) => one.kind),
    ["exploding signal"],
  );
  assertEquals(
    problemsOf(passed({}, { gradientLength: 20 })).map((one) => one.kind),
    ["exploding gradient"],
  );
});

Deno.test("problemsOf() looks behind a dead layer that the signal goes past", () => {
  const dead = { dead: 1, std: 0, within: 0, rank: 0 };
  const kinds = (all: Findings) =>
    problemsOf(all).map(({ kind, layers }) => [kind, layers]);
  const chain = findings({
    1: { row: dead, finding: { rms: 0 } },
    2: { row: { within: 0.01 } },
  });
  assertEquals(kinds(chain), [["dead", [2]]]);
  const past = findings({
    1: {
      row: dead,
      finding: { rms: 0, within: "Residual 1", isPassed: true },
    },
    2: { row: { within: 0.01 }, finding: { from: 0 } },
  });
  assertEquals(kinds(past), [["dead", [2]], ["quiet", [3]]]);
});

Deno.test("problemsOf() lets what is added up be all alike, and its updates be large", () => {
  const alone = passed({ logUpdate: -0.5 });
  const [, { affine }] = alone.findings;
  affine!.W.value.fill(0);
  assertEquals(problemsOf(alone), []);
  // Not so where it hands on to another in the block.
  const handed = findings({
    0: { finding: { within: "Residual 1", isPassed: true } },
    1: { finding: { within: "Residual 1", isPassed: true } },
    2: { finding: { from: -1 } },
  });
  handed.findings[0].affine!.W.value.fill(0);
  handed.findings[1].affine!.W.value.fill(0);
  assertEquals(problemsOf(handed).map(({ kind, layers }) => [kind, layers]), [
    ["alike", [1]],
  ]);
});
