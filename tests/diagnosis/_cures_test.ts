import { assertEquals } from "@std/assert";
import {
  type Activation,
  ActivationLayer,
  BatchNormalization,
  defineActivation,
  elu,
  gelu,
  GroupNormalization,
  type Layer,
  LayerNormalization,
  leakyRelu,
  linear,
  Matrix,
  PRelu,
  relu,
  RMSNormalization,
  sigmoid,
  softplus,
  tanh,
} from "weightlab";
import {
  hasNormalization,
  mend,
  mendWeights,
} from "../../lib/diagnosis/_cures.ts";
import type { Finding } from "../../lib/diagnosis/_examine.ts";
import { findings } from "./_findings.ts";

/** A layer of ten inputs, its weights of a std, with a function and a normalization. */
function layer(
  weightStd: number,
  f: Activation | undefined,
  normalization?: Layer,
): Finding {
  const activation = f && new ActivationLayer(f);
  const { findings: [finding] } = findings({
    0: { row: { weightStd }, finding: { activation } },
  });
  if (normalization === undefined) return finding;
  const x = Matrix.ones(2, 10);
  const step = { layer: normalization, cloned: true, x, y: x };
  return { ...finding, steps: [...finding.steps, step] };
}

const PUT = "Put batch normalization before the activation.";

Deno.test("mend() leaves weights alone that are within 1.3 times the std that suits them", () => {
  const he = Math.sqrt(2 / 10);
  const drawn = (factor: number) => {
    const advice = mend(layer(factor * he, relu));
    assertEquals(
      advice.endsWith("batch normalization before the activation."),
      true,
    );
    return advice.startsWith(
      "Draw W with std sqrt(2 / fanIn), as he() does: 0.45",
    );
  };
  assertEquals([1, 1.2999, 1.3001, 1.5].map(drawn), [false, false, true, true]);
  assertEquals([1 / 1.2999, 1 / 1.3001, 0.5].map(drawn), [false, true, true]);
  assertEquals(mend(layer(he, relu)), PUT);
});

Deno.test("mendWeights() has a rule for each function that is 0 at 0", () => {
  const rule = (f: Activation | undefined) =>
    /Draw W with std (.*) does: (.*) in layer 1, where it is 7\.$/
      .exec(mendWeights(layer(7, f)))?.slice(1);
  const xavier = ["sqrt(1 / fanIn), as xavier()", "0.32"];
  for (const f of [undefined, linear, tanh]) assertEquals(rule(f), xavier);
  assertEquals(rule(relu), ["sqrt(2 / fanIn), as he()", "0.45"]);
  assertEquals(rule(gelu), [
    "sqrt(2.35 / fanIn), as varianceScaling({ scale: 2.35 })",
    "0.48",
  ]);
  assertEquals(rule(leakyRelu({ slope: 1 })), xavier);
  assertEquals(rule(leakyRelu({ slope: 0.5 })), [
    "sqrt(1.6 / fanIn), as varianceScaling({ scale: 1.6 })",
    "0.4",
  ]);
  // Flat on both sides: the slope at 0 counts, squared.
  const steep = defineActivation(
    "steep",
    (z) => Math.tanh(2 * z),
    (z) => 2 * (1 - Math.tanh(2 * z) ** 2),
  );
  assertEquals(rule(steep), [
    "sqrt(0.25 / fanIn), as varianceScaling({ scale: 0.25 })",
    "0.16",
  ]);
  assertEquals(rule(elu({ alpha: 0 })), rule(relu));
  for (const f of [sigmoid, softplus]) {
    assertEquals(mendWeights(layer(7, f)), "");
  }
});

Deno.test("mend() puts batch normalization in place of what normalizes examples, and not twice", () => {
  const place = (name: string) =>
    `Put batch normalization in place of ${name}.`;
  const normalizations: [Layer, string][] = [
    [new LayerNormalization(10), place("LayerNormalization")],
    [new RMSNormalization(10), place("RMSNormalization")],
    [
      new GroupNormalization(10, { groups: 2 }),
      place("GroupNormalization"),
    ],
    [
      new BatchNormalization(10),
      "It is normalized already: see what lies before it.",
    ],
    [
      new BatchNormalization(10, { ghostSize: 2 }),
      "It is normalized already: see what lies before it.",
    ],
  ];
  for (const [normalization, advice] of normalizations) {
    // Normalization takes W's size out: it is not what is wrong.
    assertEquals(mend(layer(7, relu, normalization)), advice);
    assertEquals(hasNormalization(layer(7, relu, normalization)), true);
  }
  assertEquals(hasNormalization(layer(7, relu)), false);
});

Deno.test("mend() takes PReLU for an activation, with the slopes it has, and for no normalization", () => {
  const prelu = new PRelu(2);
  prelu.a.value = new Matrix([[1, 0]]);
  const { findings: [finding] } = findings({
    0: { row: { weightStd: 7 }, finding: { activation: prelu } },
  });
  const x = Matrix.ones(2, 10);
  const step = { layer: prelu, cloned: true, x, y: x };
  const own = { ...finding, steps: [...finding.steps, step] };
  assertEquals(hasNormalization(own), false);
  // E f(z)^2 is 1 and 1/2, 3/4 on average.
  assertEquals(
    mend(own),
    "Draw W with std sqrt(1.33 / fanIn), as varianceScaling({ scale: 1.33 }) does: 0.37 in layer 1, where it is 7. Or put batch normalization before the activation.",
  );
});

Deno.test("mend() takes the weights of one layer and the activation of another", () => {
  const other = "Or take a function that is 0 at 0, such as tanh.";
  assertEquals(mend(layer(0.4, sigmoid)), `${PUT} ${other}`);
  assertEquals(
    mend(layer(7, relu), layer(0.4, sigmoid)),
    `Draw W with std sqrt(2 / fanIn), as he() does: 0.45 in layer 1, where it is 7. Or put batch normalization before the activation. ${other}`,
  );
  assertEquals(
    mend(layer(7, relu), layer(0.4, relu, new BatchNormalization(10))),
    "Draw W with std sqrt(2 / fanIn), as he() does: 0.45 in layer 1, where it is 7.",
  );
});
