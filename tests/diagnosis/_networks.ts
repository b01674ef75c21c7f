import {
  type Activation,
  ActivationLayer,
  Affine,
  type Data,
  type Initializer,
  loadMnist,
  type Matrix,
  mlp,
  type MlpOptions,
  randn,
  relu,
  seeded,
  Sequential,
  takeRows,
} from "weightlab";

/** The post's input: 1000 standard normal examples of 100 numbers. */
export const inputs: Matrix = randn(seeded("inputs"), 1000, 100);

/** The post's network: layers of 100, each an affine map and a function. */
export function stack(
  activation: Activation,
  init: Initializer,
  { layers = 5, seed = "weights" }: { layers?: number; seed?: string } = {},
): Sequential {
  const rng = seeded(seed);
  return new Sequential(
    Array.from({ length: layers }, () => [
      new Affine(100, 100, { init, rng }),
      new ActivationLayer(activation),
    ]).flat(),
  );
}

/** The post's thousand digits, and the first two hundred of them. */
export async function digits(): Promise<{ train: Data; batch: Data }> {
  const { train } = await loadMnist({ train: 1000, test: 1 });
  const first = Array.from({ length: 200 }, (_, i) => i);
  const batch = { x: takeRows(train.x, first), t: train.t.subarray(0, 200) };
  return { train, batch };
}

/** The post's classifier, 784-100-100-100-100-100-10, ReLU unless told. */
export function classifier(
  options: Pick<MlpOptions, "init"> & Partial<MlpOptions>,
): Sequential {
  return mlp([784, 100, 100, 100, 100, 100, 10], {
    activation: relu,
    rng: seeded("weights"),
    ...options,
  });
}
