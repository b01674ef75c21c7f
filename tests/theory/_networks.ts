import { type Activation, relu, sigmoid, tanh } from "weightlab";

/** The starts of the post's figures, and tanh, whose layers are 100 wide. */
export const STARTS: readonly {
  readonly title: string;
  readonly activation: Activation;
  /** The standard deviation of the weights times the root of 100. */
  readonly sigmaW: number;
}[] = [
  { title: "sigmoid, std 1", activation: sigmoid, sigmaW: 10 },
  { title: "sigmoid, std .01", activation: sigmoid, sigmaW: 0.1 },
  { title: "sigmoid, Xavier", activation: sigmoid, sigmaW: 1 },
  { title: "tanh, std 1", activation: tanh, sigmaW: 10 },
  { title: "tanh, std .01", activation: tanh, sigmaW: 0.1 },
  { title: "tanh, Xavier", activation: tanh, sigmaW: 1 },
  { title: "ReLU, std .01", activation: relu, sigmaW: 0.1 },
  { title: "ReLU, Xavier", activation: relu, sigmaW: 1 },
  { title: "ReLU, He", activation: relu, sigmaW: Math.SQRT2 },
];

/** One of them. */
export function startOf(title: string) {
  return STARTS.find((start) => start.title === title)!;
}
