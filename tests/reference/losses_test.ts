import { assertAlmostEquals } from "@std/assert";
import { SoftmaxCrossEntropy } from "weightlab";
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

Deno.test("SoftmaxCrossEntropy is not Keras' loss of probabilities, which is cut", () => {
  // Without from_logits, Keras first raises every probability to its epsilon, so that
  // no example costs more than -ln 1e-7 = 16.1 nats. Two of the six here do: the logit
  // of the right class lies 799 and 29.5 + ... below the largest.
  const { logits, labels, ofProbabilities } = keras.losses.softmaxCrossEntropy;
  const most = -Math.log(ofProbabilities.epsilon);
  const costs = labels.map((label, i) =>
    new SoftmaxCrossEntropy().forward(matrix([logits[i]]), [label])
  );
  console.log(costs, ofProbabilities, most);
});
