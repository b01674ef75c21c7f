import { BatchNormalization } from "../layers/batch_normalization.ts";
import { LayerNormalization } from "../layers/layer_normalization.ts";
import { RMSNormalization } from "../layers/rms_normalization.ts";

/** What makes layers of a class, of any width, with the same constants. */
const layersOf = <Layer, Constants>(
  Layer: new (features: number, constants?: Constants) => Layer,
) =>
(constants?: Constants) =>
(features: number): Layer => new Layer(features, constants);

/** The normalizations that a plan may name, each as the library exports it. */
export const NORMALIZATIONS = {
  BatchNormalization: layersOf(BatchNormalization),
  LayerNormalization: layersOf(LayerNormalization),
  RMSNormalization: layersOf(RMSNormalization),
};
