import { assertEquals, fail } from "@std/assert";
import {
  type Activation,
  elu,
  gain,
  gelu,
  geluTanh,
  leakyRelu,
  linear,
  Matrix,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "weightlab";
import { RELATIVE } from "./_agreement.ts";
import { jax, keras, pytorch } from "./_recorded.ts";

const FRAMEWORKS = { pytorch, keras, jax };
type Framework = keyof typeof FRAMEWORKS;

/** An activation as each framework has it, and where that is not ours to 1e-10. */
interface Case {
  readonly name: Exclude<keyof typeof jax.activations, "z">;
  readonly of: Activation;
  /** Keras' own, where its constant is another. */
  readonly ofKeras?: Activation;
  /**
   * How far beyond 1e-10 of themselves values, and derivatives, may be off: what the
   * framework's own rounding takes.
   */
  readonly rounding?: Partial<Record<Framework, [y: number, slope: number]>>;
  /** Where a framework means another derivative, and which. */
  readonly derivative?: Partial<
    Record<Framework, (z: number) => number | undefined>
  >;
}

/** Half a unit in the last place of 1: what rounding takes from a number in [1, 2). */
const U = 2 ** -53;

/** One at 0, as JAX and with it Keras have it where they ask for z >= 0. */
const oneAtZero = (z: number) => z === 0 ? 1 : undefined;

const CASES: Case[] = [
  {
    name: "sigmoid",
    of: sigmoid,
    // y (1 - y) loses the digits of 1 - y: y itself is within half a unit here, and the
    // frameworks' within one.
    rounding: { pytorch: [0, U], keras: [0, U], jax: [0, U] },
  },
  {
    name: "tanh",
    of: tanh,
    // 1 - y^2 doubles what y has lost: half a unit in PyTorch and here, and up to 7
    // units in XLA, where tanh(19.5) is 1 - 14 U.
    rounding: { pytorch: [0, 2 * U], keras: [0, 14 * U], jax: [0, 14 * U] },
  },
  { name: "relu", of: relu },
  {
    name: "leakyRelu",
    of: leakyRelu({ slope: 0.01 }),
    ofKeras: leakyRelu({ slope: 0.2 }),
    derivative: { keras: oneAtZero, jax: oneAtZero },
  },
  {
    name: "elu",
    of: elu(),
    // Below 0 JAX's derivative is expm1(z) + 1, with the rounding of that 1.
    rounding: { keras: [0, U], jax: [0, U] },
  },
  {
    name: "selu",
    of: selu,
    // The same, times 1.758.
    rounding: { keras: [0, 2 * U], jax: [0, 2 * U] },
  },
  {
    name: "gelu",
    of: gelu,
    // PyTorch's z / 2 (1 + erf(z / sqrt 2)) is 0 from about z = -8.3 down, its
    // derivative z phi(z). JAX's erfc keeps every digit down to the smallest numbers,
    // and there ours is held to it.
    rounding: { pytorch: [2 * U, 2 * U] },
  },
  {
    name: "geluTanh",
    of: geluTanh,
    // All three compute z / 2 (1 + tanh(..)): the same loss, times |z| in the
    // derivative. (Ours has a sigmoid for (1 + tanh) / 2, and keeps the tail.)
    rounding: {
      pytorch: [2 * U, 4 * U],
      keras: [2 * U, 6 * U],
      jax: [2 * U, 6 * U],
    },
  },
  { name: "silu", of: silu },
  {
    name: "softplus",
    of: softplus,
    // PyTorch's is z itself beyond a threshold of 20; the derivative is then 1, off by
    // exp(-20) = 2e-9.
    derivative: { pytorch: (z) => z > 20 ? 1 : undefined },
  },
];

for (const { name, of, ofKeras = of, rounding, derivative } of CASES) {
  for (const framework of Object.keys(FRAMEWORKS) as Framework[]) {
    const { z } = FRAMEWORKS[framework].activations;
    const recorded = FRAMEWORKS[framework].activations[name];
    const f = framework === "keras" ? ofKeras : of;
    const [most, mostSlope] = rounding?.[framework] ?? [0, 0];
    Deno.test(`${f.name} agrees with ${recorded.call}, and its derivative`, () => {
      const y = f(new Matrix([z]));
      const dz = f.backward(Matrix.ones(1, z.length), new Matrix([z]), y);
      for (const [i, at] of z.entries()) {
        assertClose("y", at, y.get(0, i), recorded.y[i], most);
        const slope = recorded.derivative[i];
        const theirs = derivative?.[framework]?.(at);
        if (theirs !== undefined) assertEquals(slope, theirs);
        else assertClose("slope", at, dz.get(0, i), slope, mostSlope);
      }
    });
  }
}

function assertClose(
  what: string,
  z: number,
  actual: number,
  expected: number,
  rounding: number,
): void {
  const off = Math.abs(actual - expected);
  if (!(off <= RELATIVE * Math.abs(expected) + rounding)) {
    fail(`${what} at ${z}: expected ${expected}, got ${actual}, ${off} off`);
  }
}

Deno.test("elu({ alpha: 1.5 }) agrees with F.elu(z, alpha=1.5)", () => {
  const { z, elu15 } = pytorch.activations;
  const f = elu({ alpha: 1.5 });
  for (const [i, at] of z.entries()) {
    assertClose("y", at, f(at), elu15.y[i], 0);
    assertClose("slope", at, f.derivative(at), elu15.derivative[i], 0);
  }
});

Deno.test("softplus() beyond 20 keeps what PyTorch's leaves out", () => {
  const { z, softplus: { y } } = pytorch.activations;
  const i = z.indexOf(20.5);
  assertEquals(y[i], 20.5);
  assertClose(
    "rest",
    20.5,
    softplus(20.5) - 20.5,
    Math.exp(-20.5),
    20.5 * 2 * U,
  );
});

Deno.test("gain() tabulates what calculate_gain gives", () => {
  const { leaky_relu, ...others } = pytorch.gains;
  const slope = 0.2;
  assertClose(
    "leaky ReLU",
    slope,
    gain(leakyRelu({ slope })).tabulated!,
    leaky_relu,
    0,
  );
  for (
    const [name, f] of Object.entries({ linear, sigmoid, tanh, relu, selu })
  ) {
    const theirs = others[name as keyof typeof others];
    assertClose(name, 0, gain(f).tabulated!, theirs, 0);
  }
});

Deno.test("gain() computes the second moments of JAX's activations", () => {
  for (const { name, of } of CASES) {
    const theirs = jax.secondMomentGains[name];
    assertClose(name, 0, gain(of).secondMoment, theirs, 0);
  }
});
