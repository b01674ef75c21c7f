import { checkLayer, type Layer } from "../layers/layer.ts";
import { isMade } from "../layers/leaves.ts";
import { unseen } from "../layers/named.ts";
import { checkArray } from "../check/kinds.ts";
import { number, readOptions } from "../check/options.ts";
import { checkFinite } from "../matrix/check_matrix.ts";
import { kindOf } from "../check/kind_of.ts";
import { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";
import { outermostWorkspace } from "../storage/workspace.ts";
import { OPTIMIZER, type Optimizer } from "../optimizers/optimizer.ts";
import { SGD } from "../optimizers/sgd.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { examine, type Findings } from "./_examine.ts";
import { layersText } from "./_words.ts";
import { problemsOf, verdictOn } from "./_problems.ts";

/** What a network is diagnosed on: examples, with their classes or without. */
export interface DiagnosisBatch {
  /** Inputs, N x features, N at least 2. */
  readonly x: Matrix;
  /** Class labels, one a row of `x`; without them there are no gradients. */
  readonly t?: ArrayLike<number>;
}

/** What `diagnose` may be told, to look at the updates too; one of the two. */
export interface DiagnoseOptions {
  /** The learning rate of SGD, above 0. */
  readonly lr?: number;
  /**
   * What will move the weights. It is asked for one update of copies, so what it
   * remembers of the network it keeps, and what it shows is its first step from here.
   */
  readonly optimizer?: Optimizer;
}

/**
 * What is wrong with a network, layer by layer, and what to do about it: before
 * training (with its start) and during.
 *
 * Sends one batch through and, if it has labels, the gradient of the softmax
 * cross-entropy back, as training would (batch normalization takes the batch's own
 * statistics), but without dropping units: a random mask would pass for an answer to the
 * input. The problems it knows, with the bar each is held to:
 *
 * - "diverged": a parameter, output or gradient is not finite.
 * - "alike": all units of a hidden layer have the same weights, and always will.
 * - "dead": half of the units or more are flat for every example (`dead`).
 * - "saturated": a fifth of the values or more are where the slope is gone.
 * - "fading signal", "exploding signal": behind a hidden layer the root mean square is
 *   below 1/10, or above 100 times, that of the input.
 * - "quiet": within-neuron std below 1/5 of the total, 1/25 of the variance; what the
 *   neurons say of the input is drowned out by constants of their own.
 * - "collapsed": effective rank of a hidden layer below 2, of an input's of at least 4.
 * - "muted normalization": a normalization gives less than half the root mean square
 *   that gamma and beta ask for: the variance before it is not well above eps.
 * - "vanishing gradient", "exploding gradient": the length of d loss / d z is below
 *   1/10, or above 10 times, that at the output.
 * - "overconfident": the loss is above 2 ln(classes), twice that of guessing.
 * - "large updates": an update above 1/20 of W in some layer; above all of it in a
 *   network with normalization, which bears more.
 * - "small updates": an update below 1/10,000 of W in half of the layers, while the
 *   loss is still above half that of guessing.
 *
 * The bars come from networks of the post: `lib/diagnosis/_rules.ts` says from which.
 * What is named makes learning harder for plain gradient descent at usual rates, which is
 * no verdict: a quiet network learns with Adam. Nor is a sound start a promise.
 * Where one problem hides others (a diverged network, units all alike), only that is
 * named, and updates are judged only where nothing else is wrong. An output layer whose
 * weights are all zero is a usual start that lets no gradient through before its first
 * update: gradients are not judged then.
 *
 * Layers within layers (`layers`), as in a `Residual`, have rows of their own, in front of that
 * of what they are part of, and are held to the same bars; but where the signal goes past them,
 * as x goes past F(x) in x + F(x), it need not get through, and F may start at zero: "fading
 * signal", "quiet", "collapsed" and "vanishing gradient" are not looked for there, nor "alike"
 * and "large updates" in what is added. What goes into a layer is told from the values that
 * arrive there. `notes` says which layers these are, and which hold layers that they do not name,
 * into which it cannot look.
 *
 * Nothing in the network changes: the passes run on clones of its layers, so that
 * parameters, gradients, running averages, dropout's generator and the pass that each
 * layer remembers stay as they are, and a `backward` may follow. A layer of your own
 * without a `clone` method runs itself, in "infer" mode, and so does what it is made of, or
 * what is made of it, but for a `Sequential`: its parameters and gradients stay, the pass it
 * remembers is then this one.
 *
 * @param net A network, N x features -> N x classes; nested ones are opened.
 * @param batch Examples with labels, or without, or their matrix alone. A few hundred:
 * of fewer, more units look dead and the effective rank is smaller.
 * @param options The learning rate or the optimizer.
 * @throws {RangeError} if the batch has fewer than 2 examples or only equal ones, does not
 * fit the network or is not finite; if there is not one label a row, or one is not a class;
 * if lr is not above 0, both lr and optimizer are given, or either without labels; if a layer
 * that another names does not run once in a pass.
 * @throws {TypeError} if net is not a layer, x not a matrix or t not an array; if the
 * optimizer is none, or the options hold another name.
 *
 * @example
 * ```ts
 * import { Affine, diagnose, randn, seeded, Sequential, Sigmoid, xavier } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const rng = seeded("doc"), init = xavier();
 * const layers = [1, 2, 3, 4, 5].flatMap(() => [
 *   new Affine(100, 100, { init, rng }),
 *   new Sigmoid(),
 * ]);
 * const { problems } = diagnose(new Sequential(layers), randn(rng, 1000, 100));
 * assertEquals(problems.map(({ kind, layers }) => [kind, layers]), [["quiet", [3, 4, 5]]]);
 * ```
 */
export function diagnose(
  net: Layer,
  batch: DiagnosisBatch | Matrix,
  options: DiagnoseOptions = {},
): Diagnosis {
  checkLayer("diagnose", "net", net);
  const { x, t } = checkedBatch(batch);
  const updating = readOptions("diagnose", options, {
    lr: number({ above: 0 }).optional,
    optimizer: OPTIMIZER.optional,
  });
  const optimizer = optimizerOf(updating, t !== undefined);
  // Clones lend and borrow in here; only numbers come out.
  return outermostWorkspace(() => {
    const findings = examine(net, x, t, optimizer);
    const problems = problemsOf(findings);
    const { input, loss } = findings;
    const hidden = unseenNotes(net);
    const notes = [
      ...hidden,
      ...unclonedNotes(findings),
      ...passedNotes(findings),
    ];
    const verdict = verdictOn(findings.rows.length, problems);
    return {
      input,
      rows: findings.rows,
      ...(loss !== undefined && { loss }),
      problems,
      verdict: [verdict, ...hidden].join(" "),
      ...(notes.length > 0 && { notes }),
    };
  });
}

/** What holds layers of the library's without naming them. */
function unseenNotes(net: Layer): string[] {
  return unseen("diagnose", net).map(({ name, holds }) => {
    const kinds = [...new Set(holds.map(({ name }) => name))].join(" and ");
    return `${name} is one layer here: it holds ${kinds}, and has no layers that name them.`;
  });
}

/** What is made of layers and has run itself. */
function unclonedNotes({ findings }: Findings): string[] {
  return findings.flatMap(({ row, steps: [{ layer, cloned }] }) =>
    isMade(layer) && !cloned
      ? [
        `${row.name} has no clone method, or a layer of it has none: it and what it is made of ran in "infer" mode, and their updates were not looked at.`,
      ]
      : []
  );
}

/** What the signal goes past, where it is not asked whether it gets through. */
function passedNotes({ findings }: Findings): string[] {
  const passed = findings.filter(({ isPassed }) => isPassed)
    .map(({ row }) => row.layer);
  if (passed.length === 0) return [];
  return [
    `Fading signal, quiet, collapsed and vanishing gradient were not looked for in ${
      layersText(passed)
    }: the signal goes past.`,
  ];
}

function checkedBatch(batch: DiagnosisBatch | Matrix): DiagnosisBatch {
  const { x, t } = batch instanceof Matrix
    ? { x: batch, t: undefined }
    : batch ?? {};
  if (!(x instanceof Matrix)) {
    throw new TypeError(
      `Cannot diagnose: batch must be a matrix or hold one as x, got ${
        kindOf(batch)
      }`,
    );
  }
  if (x.rows < 2) {
    throw new RangeError(
      `Cannot diagnose: batch must hold at least 2 examples, got ${x.rows}; one alone does not show what a neuron makes of its input`,
    );
  }
  checkFinite("diagnose", "batch.x", x);
  const [first, ...others] = rows(x);
  if (others.every((row) => row.every((value, j) => value === first[j]))) {
    throw new RangeError(
      `Cannot diagnose: batch must hold examples that differ, got ${x.rows} that are all alike`,
    );
  }
  if (t !== undefined) checkArray("diagnose", "batch.t", t, " of classes");
  if (t !== undefined && t.length !== x.rows) {
    throw new RangeError(
      `Cannot diagnose: batch must have a label for each row, got ${x.rows} rows and ${t.length} labels`,
    );
  }
  return { x, t };
}

function optimizerOf(
  { lr, optimizer }: DiagnoseOptions,
  labelled: boolean,
): Optimizer | undefined {
  if (lr === undefined && optimizer === undefined) return undefined;
  if (lr !== undefined && optimizer !== undefined) {
    throw new RangeError(
      "Cannot diagnose: options must give lr or optimizer, got both",
    );
  }
  if (!labelled) {
    throw new RangeError(
      `Cannot diagnose: batch must have labels t for an update to be computed, got none with ${
        lr === undefined ? "an optimizer" : `lr ${lr}`
      }`,
    );
  }
  return optimizer ?? new SGD({ lr: lr! });
}
