import { shareInterval } from "../statistics/share_interval.ts";
import type { Claim } from "./claim.ts";
import { type Panels, panels, sharePanels, TOGETHER } from "./panels.ts";
import { part } from "./_part.ts";

/** Claim 12: in almost every panel the network with batch normalization is ahead. */
export const panelsAheadClaim: Claim = {
  number: 12,
  title: "Batch normalization leads in almost every panel",
  says:
    "In almost every one of the sixteen panels the network with batch normalization is ahead.",
  asSaid: [
    part({
      measure: "share of the 16 panels in which it ends ahead in most draws",
      bar: { above: 0.75 },
      experiment: panels,
      estimate: (runs: readonly Panels[]) =>
        sharePanels(
          runs[0].with.map((_, panel) =>
            shareInterval(
              runs.filter((run) => run.with[panel] > run.without[panel]).length,
              runs.length,
              TOGETHER,
            )
          ),
          { above: 0.5 },
        ),
    }),
  ],
  where:
    "05_batch_normalization_training.ipynb#Where-is-batch-normalization-ahead?",
};
