/**
 * weightlab/claims: the post's claims, the experiments behind them, and verdicts.
 *
 * @module
 */

export type {
  Claim,
  Condition,
  Digits,
  Experiment,
  Observation,
  Part,
} from "./claim.ts";
export {
  type Bar,
  type Sense,
  type Standing,
  standingOf,
  type Verdict,
  verdict,
} from "./verdict.ts";
export {
  examine,
  type ExamineOptions,
  type Finding,
  type Measurement,
  type Observations,
  verdictOfNumbers,
} from "./examine.ts";
export { experimentsOf, observe, type ObserveOptions } from "./observe.ts";
export { barSensitivity, type VerdictSpan } from "./bar_sensitivity.ts";
export { type Multiplicity, multiplicity } from "./multiplicity.ts";
export { claims } from "./claims.ts";
export { type AlongRun, learningRates } from "./learning_rates.ts";
export {
  type LearningRateRow,
  learningRateRows,
} from "./learning_rate_rows.ts";
export { type Overfitting } from "./overfitting.ts";
export { type OverfittingRow, overfittingRows } from "./overfitting_rows.ts";
