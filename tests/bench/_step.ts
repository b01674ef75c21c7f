import {
  type Data,
  he,
  mlp,
  relu,
  seeded,
  SGD,
  SoftmaxCrossEntropy,
  takeRows,
} from "weightlab";
import { addressOf } from "../../lib/storage/call_kernel.ts";
import { lentMatrix, moveInto, resident } from "../../lib/storage/resident.ts";
import { workspace } from "../../lib/storage/workspace.ts";

/** What a training step is made of. */
export interface StepOptions {
  readonly width?: number;
  readonly depth?: number;
  readonly batch?: number;
  readonly batchNorm?: boolean;
}

/** One training step: a function that goes forward, backward and updates. */
export function step(data: Data, options: StepOptions = {}): () => void {
  const { width = 100, depth = 5, batch = 100, batchNorm = false } = options;
  const hidden = Array.from({ length: depth }, () => width);
  const net = mlp([data.x.columns, ...hidden, 10], {
    activation: relu,
    init: he(),
    rng: seeded("weights"),
    batchNorm,
  });
  const loss = new SoftmaxCrossEntropy();
  const optimizer = new SGD({ lr: 0.01 });
  // As `train` does for as long as it runs: of the largest networks not all parameters stay
  // in the kernel's memory by themselves.
  for (const matrix of net.params.flatMap(({ value, grad }) => [value, grad])) {
    if (addressOf(matrix) === undefined) {
      moveInto(matrix, lentMatrix(matrix.rows, matrix.columns));
    }
  }
  const chosen = Array.from({ length: batch }, (_, i) => i % data.t.length);
  const x = resident(takeRows(data.x, chosen));
  const t = chosen.map((i) => data.t[i]);
  return () =>
    workspace(() => {
      loss.forward(net.forward(x, "train"), t);
      net.setGradients(loss.backward());
      optimizer.update(net.params);
    });
}
