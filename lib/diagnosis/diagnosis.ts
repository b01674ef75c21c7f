/** What goes into a network, for {@linkcode Diagnosis}. */
export interface InputDiagnosis {
  /** The root of the mean square of all values. */
  readonly rms: number;
  /** In how many directions the examples differ: `effectiveRank`. */
  readonly rank: number;
}

/**
 * One layer of a network, as `diagnose` finds it: an affine map with the normalization,
 * activation and dropout behind it; or a layer that is made of layers, behind these, with its
 * own output. Values are those it gives to the next layer.
 */
export interface LayerDiagnosis {
  /** Its number, from 1. */
  readonly layer: number;
  /**
   * What it is made of: "Affine, BatchNormalization, ReLU"; within a layer that is made of
   * layers "Residual 1 > Affine, ReLU", and that layer itself "Residual 1".
   */
  readonly name: string;
  /** How many units it has. */
  readonly units: number;
  /** The mean of all values. */
  readonly mean: number;
  /** The standard deviation of all values, of all neurons and examples. */
  readonly std: number;
  /** Its part between the neurons: the standard deviation of their means. */
  readonly between: number;
  /**
   * Its part within a neuron, across the examples: the only part that carries the
   * input. std^2 = between^2 + within^2, as in `varianceSplit`.
   */
  readonly within: number;
  /** What mean-field theory predicts for `std`, from the input's mean square. */
  readonly predicted: number;
  /**
   * For an activation that is flat on both sides, such as the sigmoid: the share of
   * values where its slope is below 1 % of its steepest, a fraction in [0, 1].
   */
  readonly saturated?: number;
  /**
   * The share of units where the activation's slope is below 1 % of its steepest for
   * every example, so that no gradient gets through: for ReLU, units that give 0 for the
   * whole batch. A fraction in [0, 1].
   */
  readonly dead?: number;
  /** In how many directions the examples differ here: `effectiveRank`. */
  readonly rank: number;
  /** The standard deviation of W. */
  readonly weightStd?: number;
  /**
   * The standard deviation of d loss / d z, with z what goes into the activation, or
   * comes out of a layer without one; in nats per unit of z. The loss is the mean over
   * the batch, so this goes as 1 / N.
   */
  readonly gradientStd?: number;
  /** The standard deviation of d loss / d W, in nats per unit of W. */
  readonly weightGradientStd?: number;
  /**
   * log10 of std(change of W) / std(W) for one update, which for SGD is
   * log10(lr std(dW) / std(W)); -3 is a change of a thousandth. Infinity where all
   * weights are equal and change, -Infinity where none does.
   */
  readonly logUpdate?: number;
}

/** What can be wrong with a network: see `diagnose` for what each means. */
export type ProblemKind =
  | "diverged"
  | "alike"
  | "dead"
  | "saturated"
  | "fading signal"
  | "exploding signal"
  | "quiet"
  | "collapsed"
  | "muted normalization"
  | "vanishing gradient"
  | "exploding gradient"
  | "overconfident"
  | "large updates"
  | "small updates";

/** One thing that is wrong, in one or more layers. */
export interface Problem {
  /** What it is called. */
  readonly kind: ProblemKind;
  /** The layers it was found in, from 1, first to last. */
  readonly layers: readonly number[];
  /** What was found, with numbers, and what to do about it. */
  readonly advice: string;
}

/** What `diagnose` found. */
export interface Diagnosis {
  /** The batch that went in. */
  readonly input: InputDiagnosis;
  /** One row a layer, first to last: for `diagnosisTable` and `diagnosisFigure`. */
  readonly rows: readonly LayerDiagnosis[];
  /** The loss of the batch in nats, if it has labels. */
  readonly loss?: number;
  /** What is wrong, the most fundamental first; empty for a sound network. */
  readonly problems: readonly Problem[];
  /** All of it in one sentence. */
  readonly verdict: string;
  /**
   * What was not looked into or not judged, a sentence each: a layer that holds others without
   * naming them; one that could not be cloned; layers that the signal goes past. Absent where there is nothing of the kind.
   */
  readonly notes?: readonly string[];
}
