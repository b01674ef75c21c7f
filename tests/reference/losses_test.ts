import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  type Loss,
  MeanSquaredError,
  SigmoidCrossEntropy,
  SoftmaxCrossEntropy,
} from "weightlab";
import { assertAgrees, matrix, RELATIVE } from "./_agreement.ts";
import { jax, keras, pytorch } from "./_recorded.ts";

Deno.test("SoftmaxCrossEntropy agrees with PyTorch, Keras and Optax, huge logits too", () => {
  for (const { losses } of [pytorch, keras, jax]) {
    const { call, logits, labels, loss, dlogits } = losses.softmaxCrossEntropy;
    const layer = new SoftmaxCrossEntropy();
    const ours = layer.forward(matrix(logits), labels);
    assertAlmostEquals(ours, loss, RELATIVE * loss);
    assertAgrees(layer.backward(), dlogits, `${call}: dlogits`);
  }
});

Deno.test("SoftmaxCrossEntropy is not cut, as Keras' loss of probabilities is", () => {
  // Without from_logits, Keras first raises every probability to its epsilon, so that
  // no example costs more than -ln 1e-7 = 16.1 nats. Two of the six here cost 799 and
  // 930 nats, the others less than 7.
  const { logits, labels, loss, ofProbabilities } =
    keras.losses.softmaxCrossEntropy;
  const most = -Math.log(ofProbabilities.epsilon);
  const costs = labels.map((label, i) =>
    new SoftmaxCrossEntropy().forward(matrix([logits[i]]), [label])
  );
  assertEquals(costs.filter((cost) => cost > most).length, 2);
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  assertAlmostEquals(mean(costs), loss, RELATIVE * loss);
  const cut = mean(costs.map((cost) => Math.min(cost, most)));
  assertAlmostEquals(cut, ofProbabilities.loss, RELATIVE * cut);
});

/** By the recorded case, each kind of targets apart. */
const LOSSES = {
  ofProbabilities: SoftmaxCrossEntropy,
  sigmoidCrossEntropy: SigmoidCrossEntropy,
  sigmoidOfClasses: SigmoidCrossEntropy,
  meanSquaredError: MeanSquaredError,
  squaresOfNumbers: MeanSquaredError,
  squaresOfClasses: MeanSquaredError,
} satisfies Record<string, new () => Loss>;

for (const [name, Class] of Object.entries(LOSSES)) {
  const recorded = pytorch.losses[name as keyof typeof LOSSES];
  Deno.test(`${Class.name} agrees with PyTorch's ${recorded.call}`, () => {
    const { call, outputs, targets, loss, doutputs } = recorded;
    const ours = new Class();
    const value = ours.forward(
      matrix(outputs),
      typeof targets[0] === "number"
        ? targets as number[]
        : matrix(targets as number[][]),
    );
    assertAlmostEquals(value, loss, RELATIVE * loss);
    // What is left of y - t where a logit is right and large is rounding.
    const rounding = 1e-16;
    assertAgrees(ours.backward(), doutputs, `${call}: doutputs`, { rounding });
  });
}
