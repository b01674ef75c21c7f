import type { FanMode } from "../initializers/scaling.ts";
import { xavier } from "../initializers/xavier.ts";
import { seeded } from "../random/seeded.ts";
import { geometricMeanInterval } from "../statistics/mean_interval.ts";
import type { Claim, Experiment, Part } from "./claim.ts";
import { part } from "./_part.ts";

type Narrowing = {
  /** Std of W at 100 -> 400 over that at 100 -> 100, the post's rule. */
  post: number;
  /** The same, the paper's rule. */
  paper: number;
};

/** What four times the units out do to the size of the weights. */
export const xavierFans: Experiment<Narrowing> = {
  name: "Xavier's fans",
  runs: 30,
  run(seed) {
    const std = (mode: FanMode, fanOut: number) =>
      xavier({ mode })(seeded(`${seed}/${fanOut}`), 100, fanOut)
        .standardDeviation();
    const narrowing = (mode: FanMode) => std(mode, 400) / std(mode, 100);
    return { post: narrowing("fanIn"), paper: narrowing("fanAvg") };
  },
};

/** The weights of a rule, in words. */
const WHOSE: Readonly<Record<keyof Narrowing, string>> = {
  post: "the post's",
  paper: "the paper's",
};

function looksAtFanOut(rule: keyof Narrowing): Part {
  return part({
    measure: `standard deviation of ${
      WHOSE[rule]
    } weights from 100 to 400 units, of that from 100 to 100`,
    bar: { below: 0.8 },
    experiment: xavierFans,
    estimate: (runs, options) =>
      geometricMeanInterval(runs.map((run) => run[rule]), options),
  });
}

/** Claim 6: Xavier's rule looks at fan-in and fan-out. */
export const xavierFansClaim: Claim = {
  number: 6,
  title: "Xavier looks at fan-in and fan-out",
  korean:
    "앞 층의 입력 노드 수에 더하여 다음 계층의 출력 노드 수를 함께 고려하여 초기값을 설정하는 방법이다.",
  translation:
    "It is a way of setting the initial values that takes into account the number of input nodes of the layer before together with the number of output nodes of the layer after.",
  says:
    "Xavier's rule takes into account how many units come in together with how many go out.",
  asSaid: [looksAtFanOut("post")],
  condition: {
    sense: "something else",
    text:
      "of the paper's rule, sqrt(2 / (fanIn + fanOut)); the rule of the post's formula and code, sqrt(1 / n), looks at fan-in alone",
    parts: [looksAtFanOut("paper")],
  },
  where: "02_sigmoid_and_tanh.ipynb#Xavier-(figure-85)",
};
