import { assertEquals } from "@std/assert";
import {
  ActivationLayer,
  BatchNormalization,
  Matrix,
  sigmoid,
} from "weightlab";
import type { ProblemKind } from "../../lib/diagnosis/diagnosis.ts";
import type { Findings } from "../../lib/diagnosis/_examine.ts";
import { problemsOf } from "../../lib/diagnosis/_problems.ts";
import { findings } from "./_findings.ts";

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
    "deaf",
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

Deno.test("problemsOf() takes the median over layers in any order", () => {
  const small = (...logs: number[]) => {
    const told = logs.map((logUpdate) => ({ row: { logUpdate } }));
    return problemsOf(findings({ ...told })).map(({ layers }) => layers);
  };
  assertEquals(small(-4.5, -3, -5), [[1, 3]]);
  assertEquals(small(-3, -4.5, -3.5), []);
  assertEquals(small(-5, -3.5, -3), []);
});
