/**
 * weightlab/experiments: the post's experiments as functions, on every core.
 *
 * @module
 */

export { propagate, type PropagateOptions } from "./propagate.ts";
export { backpropagate } from "./backpropagate.ts";
export { trainTo, type TrainToOptions } from "./train_to.ts";
export { weightScales } from "./weight_scales.ts";
export type { SweepRun } from "./sweep_run.ts";
export {
  weightScaleSweep,
  type WeightScaleSweepOptions,
} from "./weight_scale_sweep.ts";
export type { OutputScaleRun, OutputScaleTrial } from "./output_scale_run.ts";
export {
  outputScaleSweep,
  type OutputScaleSweepOptions,
} from "./output_scale_sweep.ts";
export type { DepthRun } from "./depth_run.ts";
export { depthSweep, type DepthSweepOptions } from "./depth_sweep.ts";
