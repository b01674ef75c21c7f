import { BatchNormalization } from "../layers/batch_normalization.ts";
import { GroupNormalization } from "../layers/group_normalization.ts";
import { LayerNormalization } from "../layers/layer_normalization.ts";
import type { Layer, Mode } from "../layers/layer.ts";
import { RMSNormalization } from "../layers/rms_normalization.ts";
import { type Moments, momentsOf } from "../matrix/moments.ts";

/**
 * The moments that a normalization of the library asks for, over all features, as if eps
 * were 0: mean(beta) and mean(gamma^2) + mean(beta^2), of what has mean 0 and mean square 1.
 *
 * @param layer Any layer.
 * @param mode How it runs. Default: "train".
 * @returns Undefined if it is none, as batch normalization is where it goes by its running
 * averages: what is normal by these need not be by the batch.
 */
export function askedFor(
  layer: Layer,
  mode: Mode = "train",
): Moments | undefined {
  if (layer instanceof RMSNormalization) {
    return { mean: 0, q: momentsOf(layer.gamma.value).q };
  }
  if (
    layer instanceof LayerNormalization ||
    layer instanceof GroupNormalization ||
    layer instanceof BatchNormalization && mode === "train"
  ) {
    const beta = momentsOf(layer.beta.value);
    return { mean: beta.mean, q: momentsOf(layer.gamma.value).q + beta.q };
  }
  return undefined;
}
