/**
 * weightlab/theory: what mean-field theory predicts of a network at its start.
 *
 * @module
 */

export type { Ensemble } from "./ensemble.ts";
export { lengthMap } from "./length_map.ts";
export { lengthByLayer } from "./length_by_layer.ts";
export { correlationMap } from "./correlation_map.ts";
export { chi } from "./chi.ts";
export { type DepthScales, type MeanField, meanField } from "./mean_field.ts";
export {
  type LayerPrediction,
  signalPropagation,
} from "./signal_propagation.ts";
export { outputDistribution } from "./output_distribution.ts";
export { criticalSigmaW } from "./critical_sigma_w.ts";
