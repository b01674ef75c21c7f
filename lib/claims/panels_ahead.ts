import { shareInterval } from "../statistics/share_interval.ts";
import type { Claim, Part } from "./claim.ts";
import { type Panels, panels, sharePanels, together } from "./panels.ts";
import { part } from "./_part.ts";

function aheadInMost(
  what: string,
  withIt: keyof Panels,
  without: keyof Panels,
): Part {
  return part({
    measure: `share of the 16 panels in which it ${what} in most draws`,
    bar: { above: 0.75 },
    experiment: panels,
    estimate: (runs: readonly Panels[], options) =>
      sharePanels(
        runs[0].with.map((_, panel) =>
          shareInterval(
            runs.filter((run) => run[withIt][panel] > run[without][panel])
              .length,
            runs.length,
            together(options),
          )
        ),
        { above: 0.5 },
      ),
  });
}

/** Claim 12: in almost every panel the network with batch normalization is ahead. */
export const panelsAheadClaim: Claim = {
  number: 12,
  title: "Batch normalization leads in almost every panel",
  korean:
    "거의 모든 경우에서 배치 정규화를 사용할 때의 학습 진도가 빠른것을 나타낸다.",
  translation:
    "They show that in almost all cases learning goes ahead faster when batch normalization is used.",
  says:
    "In almost every one of the sixteen panels the network with batch normalization is ahead.",
  asSaid: [
    aheadInMost("ends ahead", "with", "without"),
    aheadInMost("is ahead on average over the run", "meanWith", "meanWithout"),
  ],
  where:
    "05_batch_normalization_training.ipynb#Where-is-batch-normalization-ahead?",
};
