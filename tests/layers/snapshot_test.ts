import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { he, mlp, relu, seeded, SGD, snapshot } from "weightlab";
import { isResident } from "../matrix/_storage.ts";
import { drawn } from "../_property.ts";

Deno.test("snapshot() is what parameters were, also after structuredClone", () => {
  const net = mlp([3, 4, 2], {
    activation: relu,
    init: he(),
    rng: seeded("snapshot"),
    batchNorm: true,
  });
  const numbers = (params: typeof net.params) =>
    params.map(({ name, value, grad }) => [
      name,
      value.to2DArray(),
      grad.to2DArray(),
    ]);
  net.forward(drawn("x", 5, 3), "train");
  net.backward(drawn("dout", 5, 2));
  const then = numbers(net.params);
  const shot = snapshot(net.params), sent = structuredClone(shot);
  assertEquals(numbers(shot), then);
  for (const { value, grad } of shot) {
    assert(!isResident(value) && !isResident(grad));
  }
  new SGD({ lr: 0.1 }).update(net.params);
  net.params[0].grad.fill(0);
  assertNotEquals(numbers(net.params), then);
  assertEquals(numbers(shot), then);
  // What arrives of a matrix is a plain object of its rows.
  const arrived = sent.map(({ value }) =>
    (value as unknown as { data: Float64Array[] }).data.map((row) => [...row])
  );
  assertEquals(arrived, then.map(([, value]) => value));
});
