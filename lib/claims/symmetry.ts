import type { Activation } from "../activations/activation.ts";
import { relu } from "../activations/relu.ts";
import { sigmoid } from "../activations/sigmoid.ts";
import { tanh } from "../activations/tanh.ts";
import { seeded } from "../random/seeded.ts";
import { standardNormal } from "../random/standard_normal.ts";
import { meanInterval } from "../statistics/mean_interval.ts";
import type { Claim, Experiment, Part } from "./claim.ts";
import { exactly } from "./_exact.ts";
import { part } from "./_part.ts";

type Evenness = {
  /** About the origin. */
  tanh: number;
  sigmoid: number;
  relu: number;
  /** About the function's own middle, (0, f(0)). */
  tanhMiddle: number;
  sigmoidMiddle: number;
  reluMiddle: number;
};

/**
 * How far functions are from odd: f is the sum of an even part (f(z) + f(-z)) / 2 and an
 * odd one, and the share is that of the even part in E f(z)^2, z standard normal. 0 is
 * symmetric about the origin.
 */
export const symmetry: Experiment<Evenness> = {
  name: "symmetry",
  runs: 30,
  run(seed) {
    const draw = standardNormal(seeded(seed));
    const inputs = Array.from({ length: 1000 }, draw);
    const evenShare = (f: Activation, middle = 0) => {
      let [even, all] = [0, 0];
      for (const z of inputs) {
        const [right, left] = [f(z) - middle, f(-z) - middle];
        even += ((right + left) / 2) ** 2;
        all += (right ** 2 + left ** 2) / 2;
      }
      return even / all;
    };
    return {
      tanh: evenShare(tanh),
      sigmoid: evenShare(sigmoid),
      relu: evenShare(relu),
      tanhMiddle: evenShare(tanh, tanh(0)),
      sigmoidMiddle: evenShare(sigmoid, sigmoid(0)),
      reluMiddle: evenShare(relu, relu(0)),
    };
  },
};

function even(
  name: string,
  field: keyof Evenness,
  bar: Part["bar"],
  about: string,
): Part {
  const measure =
    `${name}: share of its mean square that is even about ${about}`;
  // Of all of these but one it is known for any inputs what they are.
  const certain = field !== "sigmoid";
  return part({
    measure,
    bar,
    experiment: symmetry,
    estimate: (runs, options) => {
      const shares = runs.map((run) => run[field]);
      return certain ? exactly(measure, shares) : meanInterval(shares, options);
    },
  });
}

/** Claim 7: sigmoid and tanh are symmetric, ReLU is not. */
export const symmetryClaim: Claim = {
  number: 7,
  title: "Sigmoid and tanh are symmetric, ReLU not",
  korean:
    "sigmoid 와 tanh함수는 좌우 대칭인 함수이다. 하지만 ReLU는 0이상의 값은 그대로이고 0이하의 값은 모두 0으로 출력값을 출력하기 때문에 ReLU는 Xavier가 아닌 다른 초기값을 추천한다.",
  translation:
    "The sigmoid and tanh are functions with left-right symmetry. But since ReLU leaves values above 0 as they are and puts out 0 for all below, an initial value other than Xavier's is recommended for ReLU.",
  says:
    "Sigmoid and tanh are symmetric functions; ReLU is not, and so needs another start.",
  asSaid: [
    even("sigmoid", "sigmoid", { below: 0.1 }, "the origin"),
    even("tanh", "tanh", { below: 0.1 }, "the origin"),
    even("ReLU", "relu", { above: 0.1 }, "the origin"),
  ],
  condition: {
    sense: "narrower",
    text:
      "about the function's own middle, for the sigmoid (0, 1/2); about the origin, where a start needs it, only tanh is symmetric",
    parts: [
      even("sigmoid", "sigmoidMiddle", { below: 0.1 }, "its middle"),
      even("tanh", "tanhMiddle", { below: 0.1 }, "its middle"),
      even("ReLU", "reluMiddle", { above: 0.1 }, "its middle"),
    ],
  },
  where: "02_sigmoid_and_tanh.ipynb#What-the-histogram-hides",
};
