import type { Data } from "../datasets/data.ts";
import { BatchNormalization } from "../layers/batch_normalization.ts";
import { changeable } from "../layers/changeable.ts";
import { checkLayer, type Layer } from "../layers/layer.ts";
import { keepLearned } from "../layers/owners.ts";
import { forwardThrough } from "../layers/pass.ts";
import { watch } from "../layers/watch.ts";
import { checkFinite, checkMatrix, shape } from "../matrix/check_matrix.ts";

/**
 * Batch-norm recalibration: after training, puts population statistics in place of
 * every batch normalization's running averages.
 *
 * Running averages lag behind a network that moves, and hold its start. Here the network
 * stands still: all of the data goes through it as one batch, in "infer" mode, and each batch
 * normalization takes the mean of what arrives there, and the variance as its estimator has
 * it, before it passes the data on. So every layer gets the exact moments of what it will see
 * at inference, in one pass. (The paper, algorithm 2, and PreciseBN average over batches which
 * earlier layers normalize with statistics of their own; with all of the data as one batch
 * both come to this one, but for the estimator.)
 *
 * A batch normalization may stand anywhere in layers that are made of layers, such as
 * `Residual`, if these name what they are made of (`layers`); one in a `Frozen` stays as it is.
 * What the data becomes in between is kept whole, examples x units.
 *
 * @param net The network; its running averages are replaced, nothing else.
 * @param data Examples, best those it was trained on; labels are not needed.
 * @throws {RangeError} if the data has fewer than two examples or is not finite; if the
 * network has no batch normalization that is not frozen, or a layer has one inside that it
 * does not name, or that does not run once in a pass. The averages are then as they were.
 * @throws {TypeError} if net is no layer, or the data has no matrix x.
 *
 * @see Wu and Johnson (2021), "Rethinking 'Batch' in BatchNorm", section 3; Ioffe and
 * Szegedy (2015), "Batch normalization", algorithm 2.
 *
 * @example
 * ```ts
 * import { BatchNormalization, Matrix, recalibrate, Sequential } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new BatchNormalization(1);
 * recalibrate(new Sequential([layer]), { x: new Matrix([[1], [3]]) });
 * assertEquals(layer.runningMean.to2DArray(), [[2]]);
 * assertEquals(layer.runningVariance.to2DArray(), [[1]]);
 * ```
 */
export function recalibrate(net: Layer, data: Pick<Data, "x">): void {
  checkLayer("recalibrate", "net", net);
  const x = data?.x;
  checkMatrix("recalibrate", "data.x", x);
  if (x.rows < 2) {
    throw new RangeError(
      `Cannot recalibrate: data.x must have at least 2 rows, got ${shape(x)}`,
    );
  }
  checkFinite("recalibrate", "data.x", x);
  const normalizations = changeable(
    "recalibrate",
    net,
    "a batch normalization",
    isNormalization,
  );
  const own = new Set<Layer>(normalizations), putBack = keepLearned(net);
  try {
    watch("recalibrate", net, {
      of: (layer) => own.has(layer),
      before: (layer, x) => (layer as BatchNormalization).setPopulation(x),
    }, () => forwardThrough(net, x, "infer"));
  } catch (error) {
    putBack();
    throw error;
  }
}

function isNormalization(layer: Layer): layer is BatchNormalization {
  return layer instanceof BatchNormalization;
}
