import { log10 } from "../kernel/elementary.ts";
import { weightScales } from "../experiments/weight_scales.ts";
import { shareInterval } from "../statistics/share_interval.ts";
import type { Claim } from "./claim.ts";
import { type Panels, panels, sharePanels, together } from "./panels.ts";
import { part } from "./_part.ts";

/** He's rule for the post's hidden layers. */
const HE = Math.sqrt(2 / 100);

/**
 * The panels whose scale is bad: more than half a decade, a factor of 3.16, from He's
 * rule; twelve of the sixteen.
 */
export const BAD_SCALES: readonly number[] = weightScales().flatMap((std, i) =>
  Math.abs(log10(std / HE)) > 0.5 ? [i] : []
);

/**
 * The highest accuracy of a network that answers the same to all of the post's 1,000
 * digits: the share of sevens.
 */
export const ONE_ANSWER = 0.117;

/** Claim 13: without batch normalization a bad start does not learn at all. */
export const badStartsClaim: Claim = {
  number: 13,
  title: "Without normalization a bad start does not learn",
  korean:
    "배치 정규화를 이용하지 않는 경우엔 초깃값이 잘 붙포되어 있지 않으면 학습이 진행되지 않는 모습도 확인할 수 있다.",
  translation:
    "One can also confirm that without batch normalization learning makes no progress unless the initial values are well distributed.",
  says:
    "Without batch normalization a badly chosen start does not get on with learning at all.",
  asSaid: [
    part({
      measure:
        "share of the 12 bad scales at which the plain network ends, in most draws, no better than one answer for all",
      bar: { above: 0.75 },
      experiment: panels,
      estimate: (runs: readonly Panels[], options) =>
        sharePanels(
          BAD_SCALES.map((panel) =>
            shareInterval(
              runs.filter(({ without }) => without[panel] <= ONE_ANSWER).length,
              runs.length,
              together(options),
            )
          ),
          { above: 0.5 },
        ),
    }),
  ],
  where: "05_batch_normalization_training.ipynb#The-flat-lines",
};
