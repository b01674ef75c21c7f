/**
 * weightlab/claims: the post's claims, the experiments behind them, and verdicts.
 *
 * @module
 */

export type { Claim, Digits, Experiment, Observation, Part } from "./claim.ts";
export {
  type Bar,
  type Standing,
  standingOf,
  type Verdict,
  verdict,
} from "./verdict.ts";
export {
  examine,
  type Finding,
  type Measurement,
  type Observations,
  verdictOfNumbers,
} from "./examine.ts";
export { experimentsOf, observe, type ObserveOptions } from "./observe.ts";
export { claims } from "./claims.ts";
