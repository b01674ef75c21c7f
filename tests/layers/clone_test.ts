import {
  assertEquals,
  assertInstanceOf,
  assertNotStrictEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import {
  ActivationLayer,
  Affine,
  BatchNormalization,
  Dropout,
  Frozen,
  GroupNormalization,
  he,
  type Layer,
  LayerNormalization,
  Matrix,
  mlp,
  type Mode,
  type Param,
  PRelu,
  Relu,
  relu,
  Residual,
  RMSNormalization,
  seeded,
  Sequential,
  SGD,
  WeightNormalizedAffine,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { passOn } from "./_composite.ts";

/** Normalization with nothing at its default, and a batch behind it. */
function usedNormalization(): BatchNormalization {
  const layer = new BatchNormalization(3, {
    eps: 0.5,
    momentum: 0.6,
    runningMean: 2,
    runningVariance: 3,
    estimator: "unbiased",
  });
  layer.gamma.value.set(0, 1, 4);
  layer.beta.value.set(0, 2, 5);
  layer.forward(drawn("before", 5, 3), "train");
  return layer;
}

/** The same of ghosts, with the average that remembers how many batches there were. */
function usedGhosts(): BatchNormalization {
  const layer = withGamma(
    new BatchNormalization(3, {
      ghostSize: 2,
      eps: 0.5,
      momentum: "cumulative",
      estimator: "unbiased",
    }),
  );
  layer.forward(drawn("before", 6, 3), "train");
  return layer;
}

function withGamma<L extends { gamma: Param }>(layer: L): L {
  layer.gamma.value.set(0, 1, 4);
  return layer;
}

Deno.test("clone() computes the same, forwards and backwards, in both modes", () => {
  const init = he(), rng = seeded(1);
  const affine = new Affine(3, 3, { init, rng });
  affine.b.value.set(0, 1, 7);
  const weightNormalized = new WeightNormalizedAffine(3, 3, { init, rng });
  weightNormalized.g.value.set(0, 1, 7);
  weightNormalized.b.value.set(0, 2, 5);
  const layers: Layer[] = [
    affine,
    weightNormalized,
    new PRelu(3, { slope: 0.5 }),
    new PRelu(undefined, { slope: 0.5 }),
    withGamma(new GroupNormalization(3, { groups: 1, eps: 0.5 })),
    usedNormalization(),
    usedGhosts(),
    withGamma(new LayerNormalization(3, { eps: 0.5 })),
    withGamma(new RMSNormalization(3, { eps: 0.5 })),
    new ActivationLayer(relu),
    new Sequential([new Affine(3, 3, { init, rng }), usedNormalization()]),
  ];
  const x = drawn("x", 4, 3), dout = drawn("dout", 4, 3);
  for (const layer of layers) {
    const clone = layer.clone!();
    assertEquals(clone.name, layer.name);
    // The second pass in "infer" mode shows where the first left running averages.
    for (const mode of ["train", "infer"] as const) {
      assertCloseTo(clone.forward(x, mode), layer.forward(x, mode), 0);
      assertCloseTo(clone.backward(dout), layer.backward(dout), 0);
      clone.params.forEach(({ name, grad }, i) => {
        assertEquals(name, layer.params[i].name);
        assertCloseTo(grad, layer.params[i].grad, 0);
      });
    }
  }
});

Deno.test("clone() shares nothing that a pass or an optimizer writes", () => {
  const normalization = usedNormalization();
  const net = new Sequential([
    new Affine(3, 3, { init: he(), rng: seeded(1) }),
    normalization,
  ]);
  const x = drawn("x", 4, 3), dout = drawn("dout", 4, 3);
  net.forward(x, "train");
  const state = [
    ...net.params.flatMap(({ value, grad }) => [value, grad]),
    normalization.runningMean,
    normalization.runningVariance,
  ];
  assertUnchanged(() => {
    const clone = net.clone();
    clone.params.forEach(({ grad }) => assertEquals(grad.norm(), 0));
    clone.forward(drawn("other", 6, 3), "train");
    clone.backward(drawn("other dout", 6, 3));
    new SGD({ lr: 1 }).update(clone.params);
  }, ...state);
  // The pass that the network remembers is still its own: four rows, not six.
  assertEquals(net.backward(dout).rows, 4);
});

Deno.test("clone() remembers no pass", () => {
  const layer = new Affine(2, 1, { init: he(), rng: seeded(1) });
  layer.forward(new Matrix(1, 2));
  assertThrows(
    () => layer.clone().backward(new Matrix(1, 1)),
    Error,
    "Cannot run Affine backward: call forward first",
  );
});

Deno.test("clone() of dropout has its ratio and its generator", () => {
  const rng = seeded("mask"), twin = seeded("mask");
  const layer = new Dropout(0.25, { rng });
  const clone = layer.clone();
  const x = Matrix.ones(3, 4);
  const expected = new Dropout(0.25, { rng: twin });
  assertCloseTo(clone.forward(x, "train"), expected.forward(x, "train"), 0);
  assertEquals(rng(), twin());
});

Deno.test("clone() of a Sequential clones nested ones, and keeps functions", () => {
  const inner = mlp([3, 2, 2], {
    activation: relu,
    init: he(),
    rng: seeded(1),
  });
  const clone = new Sequential([inner]).clone();
  const [copy] = clone.layers;
  assertInstanceOf(copy, Sequential);
  assertNotStrictEquals(copy, inner);
  assertNotStrictEquals(copy.layers[1], inner.layers[1]);
  assertStrictEquals((copy.layers[1] as ActivationLayer).activation, relu);
});

Deno.test("clone() of a Sequential names the layer that has none", () => {
  const own = passOn();
  assertThrows(
    () => new Sequential([own]).clone(),
    TypeError,
    "Cannot clone Sequential: every layer must have a clone method, got Own without one",
  );
});

Deno.test("clone() of a class with passes of its own refuses to be of the class it inherits", () => {
  const init = he(), rng = seeded(1);
  class Twice extends Affine {
    override forward(x: Matrix) {
      return super.forward(x).mul(2);
    }
  }
  class Backwards extends Residual {
    override backward(dout: Matrix) {
      return super.backward(dout).mul(2);
    }
  }
  class Half extends Dropout {
    override forward(x: Matrix) {
      return Matrix.mul(x, 0.5);
    }
  }
  class Loud extends Frozen {
    override setGradients(dout: Matrix) {
      this.backward(dout);
    }
  }
  class Squared extends Relu {
    override forward(z: Matrix) {
      return super.forward(z).pow(2);
    }
  }
  class Pairs extends Sequential {
    override forward(x: Matrix, mode: Mode) {
      return super.forward(x, mode).mul(2);
    }
  }
  const cases: [Layer, string][] = [
    [new Twice(3, 3, { init, rng }), "Twice"],
    [new Backwards(new Relu()), "Backwards"],
    [new Half(0.5, { rng }), "Half"],
    [new Loud(new Relu()), "Loud"],
    [new Squared(), "Squared"],
    [new Pairs([new Relu()]), "Pairs"],
  ];
  for (const [layer, name] of cases) {
    assertThrows(
      () => new Sequential([layer]).clone(),
      TypeError,
      `Cannot clone ${name}: its clone method must be its own, as its passes are, got that of ${layer.name}`,
    );
  }
  // One that has both may begin with the one that it inherits.
  class Whole extends Twice {
    override clone(): Whole {
      return Object.setPrototypeOf(super.clone(), Whole.prototype);
    }
  }
  const whole = new Whole(3, 3, { init, rng }), x = drawn("x", 4, 3);
  assertCloseTo(whole.clone().forward(x), whole.forward(x), 0);
  // Nor is a pass that somebody has put in its place the class's.
  const watched = new Affine(3, 3, { init, rng });
  watched.forward = (x) => Affine.prototype.forward.call(watched, x);
  assertCloseTo(watched.clone().forward(x), watched.forward(x), 0);
});
