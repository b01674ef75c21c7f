import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { library } from "../_library.ts";
import {
  Affine,
  BatchNormalization,
  type Data,
  he,
  Matrix,
  mlp,
  param,
  Relu,
  relu,
  seeded,
  SGD,
  SoftmaxCrossEntropy,
} from "weightlab";
import { lossCurves } from "weightlab/charts";
import { drawn } from "../_property.ts";

// Each folder of lib/ has a table of bad calls, as notebooks' cells make them. What is new
// in a folder adds its rows to its folder's table.

/** A name of the library as a notebook's cells see it: nothing checks its types. */
export interface Untyped extends Methods {
  (...args: unknown[]): Untyped;
  new (...args: unknown[]): Methods;
}

/** What such a call gives: anything may be asked of it. */
interface Methods {
  readonly [name: string]: Untyped;
}

/** The library as a notebook's cells see it. */
export const untyped = library as unknown as Record<string, Untyped>;

/**
 * One bad call: what is thrown, of which class, with exactly which message; a regular
 * expression where the message lists names that the library may still gain.
 */
export type Case = readonly [
  call: (it: LooseFixtures) => unknown,
  kind: new (message: string) => Error,
  message: string | RegExp,
];

/** What the calls are made on; no refused call may change any of it. */
export type Fixtures = ReturnType<typeof fixtures>;

/** The fixtures whose methods are called badly. */
type Called = "affine" | "relu" | "norm" | "net" | "loss";

/** The fixtures as the cases see them. */
export type LooseFixtures = Omit<Fixtures, Called> & Record<Called, Untyped>;

/** The same at every call. */
export function fixtures() {
  const draws = { count: 0 };
  const source = seeded("fixtures");
  const rng = () => (draws.count++, source());
  const x = drawn("x", 3, 4);
  const parts = { activation: relu, init: he(), rng };
  const data: Data = { x: drawn("data", 3, 4), t: Uint8Array.of(0, 1, 1) };

  const layers = {
    affine: new Affine(4, 3, { init: he(), rng: seeded("affine") }),
    relu: new Relu(),
    norm: new BatchNormalization(4),
    net: mlp([4, 3, 2], { ...parts, rng: seeded("net"), batchNorm: true }),
  };
  // Each has a pass to go back through, and gradients of it.
  for (const layer of Object.values(layers)) {
    layer.backward(layer.forward(x, "train"));
  }
  const logits = drawn("logits", 3, 2);
  const loss = new SoftmaxCrossEntropy();
  loss.forward(logits, [0, 1, 1]);

  const misshapen = param("b", drawn("b", 2, 2));
  misshapen.grad = drawn("db", 1, 2);
  return {
    x,
    draws,
    rng,
    parts,
    data,
    ...layers,
    logits,
    loss,
    param: param("W", drawn("W", 2, 2)),
    misshapen,
    training: {
      optimizer: new SGD({ lr: 0.1 }),
      batchSize: 2,
      updates: 2,
      rng,
    },
    /** Three labels, 2, 0 and 1, as an idx file. */
    idx: Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 2, 0, 1),
    labels: {
      name: "labels",
      count: 3,
      shape: [],
      values: Uint8Array.of(2, 0, 1),
    },
    row: { layer: 1, value: 0.5, series: "sigmoid" },
    run: { std: 0.1, batchNorm: true, trainAccuracy: [0.1, 0.5] },
    node: { id: "a", label: "a", x: 20, y: 20 },
    chart: lossCurves({ He: [2, 1] }),
  };
}

/** A copy of `x` with one bad number in its second row. */
export function holding(x: Matrix, value: number): Matrix {
  return x.clone().set(1, 2, value);
}

/** One test a case: its error, and that it changed nothing. */
export function testRefusals(cases: readonly Case[]): void {
  for (const [call, kind, message] of cases) {
    Deno.test(`${title(call)} is refused`, async () => {
      const it = fixtures();
      const before = stateOf(it);
      // What throws at once and what rejects are both refused.
      const error = await assertRejects(
        async () => await call(it as unknown as LooseFixtures),
        kind,
      );
      assertEquals(error.constructor, kind);
      if (typeof message === "string") assertEquals(error.message, message);
      else assertMatch(error.message, message);
      assertEquals(stateOf(it), before);
    });
  }
}

/**
 * All numbers that the fixtures hold, parameters, gradients, running averages and how
 * often `rng` has drawn included; and what the network answers, which goes through the
 * kernel.
 */
export function stateOf(it: Fixtures): unknown {
  const answer = it.net.forward(it.x, "infer");
  return JSON.parse(JSON.stringify({ ...it, answer }));
}

function title(call: Case[0]): string {
  return String(call).replace(/^\(?\w*\)?\s*=>\s*/, "").replaceAll(/\s+/g, " ");
}
