import { assertEquals, assertGreaterOrEqual, assertThrows } from "@std/assert";
import {
  accuracy,
  type Data,
  he,
  type Layer,
  Matrix,
  mlp,
  relu,
  seeded,
  SGD,
  train,
} from "weightlab";
import { trainTo } from "weightlab/experiments";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";

/** 200 points of the plane in four quadrants. */
function quadrants(): Data {
  const x = drawn("quadrants", 200, 2);
  const t = x.to2DArray().map(([a, b]) => 2 * Number(a > 0) + Number(b > 0));
  return { x, t: Uint8Array.from(t) };
}

const data = quadrants();
const fresh = () =>
  mlp([2, 20, 4], { activation: relu, init: he(), rng: seeded("w") });
const training = () => ({
  optimizer: new SGD({ lr: 0.1 }),
  batchSize: 20,
  rng: seeded("b"),
});
const options = (level: number) => ({ level, ...training() });

Deno.test("trainTo() stops where the level is first reached, and not before", () => {
  const net = fresh();
  const updates = trainTo(net, data, { ...options(0.9), every: 7 })!;
  assertEquals(updates % 7, 0);
  assertGreaterOrEqual(accuracy(net, data), 0.9);
  const { evaluatedAt, trainAccuracy } = train(fresh(), data, {
    ...training(),
    updates,
    evaluateEvery: 1,
  });
  const looked = trainAccuracy.filter((_, i) => evaluatedAt[i] % 7 === 0);
  assertEquals(
    looked.findIndex((accuracy) => accuracy >= 0.9),
    updates / 7 - 1,
  );
});

Deno.test("trainTo() trains as train() does, and a second call goes on", () => {
  const [once, twice, plain] = [fresh(), fresh(), fresh()];
  const first = trainTo(once, data, options(0.95))!;
  const more = options(0.8);
  const half = trainTo(twice, data, more)!;
  assertEquals(half + trainTo(twice, data, { ...more, level: 0.95 })!, first);
  train(plain, data, { ...training(), updates: first });
  for (const [i, { value }] of plain.params.entries()) {
    assertCloseTo(once.params[i].value, value, 0);
    assertCloseTo(twice.params[i].value, value, 0);
  }
});

Deno.test("trainTo() gives undefined where the updates are not enough", () => {
  assertEquals(trainTo(fresh(), data, { ...options(1), atMost: 9 }), undefined);
});

Deno.test("trainTo() looks every 5 updates, and takes 1000 at most, unless told", async () => {
  // A network that cannot learn: its looks alone differ.
  const took = (options: { every?: number; atMost?: number }) => {
    let updates = 0, looks = 0;
    const silent: Layer = {
      name: "Silent",
      params: [],
      forward: (x, mode) => {
        if (mode === "train") updates++;
        else looks++;
        return new Matrix(x.rows, 2);
      },
      backward: (dout) => dout,
    };
    trainTo(silent, {
      x: new Matrix([[1]]),
      t: Uint8Array.of(1),
    }, {
      level: 0.5,
      optimizer: new SGD({ lr: 0.1 }),
      batchSize: 1,
      rng: seeded(1),
      ...options,
    });
    return [updates, looks];
  };
  await assertDefaults<{ every: number }>(took, { every: [5, 6] });
  await assertDefaults(
    (options: { atMost?: number }) => took({ every: 1, ...options }),
    {
      atMost: [1000, 1001],
    },
  );
});

Deno.test("trainTo() refuses a level that is none, and counts below 1", () => {
  const wrong: [Record<string, number>, string][] = [
    [{ level: 1.1 }, "level must be a finite number at least 0 and at most 1"],
    [{ every: 0 }, "every must be a whole number of at least 1, got 0"],
    [{ atMost: 0 }, "atMost must be a whole number of at least 1, got 0"],
  ];
  for (const [more, message] of wrong) {
    assertThrows(
      () => trainTo(fresh(), data, { ...options(0.5), ...more }),
      RangeError,
      `Cannot train to a level: ${message}`,
    );
  }
});
