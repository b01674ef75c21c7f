/**
 * weightlab/experiments: the post's experiments as functions, and any other study, on every
 * core.
 *
 * @module
 */

export { propagate, type PropagateOptions } from "./propagate.ts";
export { backpropagate } from "./backpropagate.ts";
export { trainTo, type TrainToOptions } from "./train_to.ts";
export { trainAll, type TrainAllOptions } from "./train_all.ts";
export { saveStudy, type SaveStudyOptions } from "./save_study.ts";
export { type Team, type Teammate, useTeam } from "./use_team.ts";
export { joinTeam } from "./join_team.ts";
export type { TrainPlan } from "./plan.ts";
export type { TrainAllRun } from "./plan_run.ts";
export { weightScales } from "./weight_scales.ts";
export {
  type SweepRun,
  weightScaleSweep,
  type WeightScaleSweepOptions,
} from "./weight_scale_sweep.ts";
export {
  type OutputScaleRun,
  outputScaleSweep,
  type OutputScaleSweepOptions,
  type OutputScaleTrial,
} from "./output_scale_sweep.ts";
export {
  type DepthRun,
  depthSweep,
  type DepthSweepOptions,
} from "./depth_sweep.ts";
