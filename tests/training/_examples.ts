import { type Data, he, mlp, relu, seeded, type Sequential } from "weightlab";
import { drawn } from "../_property.ts";

/** N random examples of four features; the largest of the first three is the class. */
export function examples(n: number, seed: string | number = "examples"): Data {
  const x = drawn(seed, n, 4);
  const t = x.to2DArray().map(([a, b, c]) =>
    [a, b, c].indexOf(Math.max(a, b, c))
  );
  return { x, t: Uint8Array.from(t) };
}

/** A small ReLU network that can learn them. */
export function network(seed: string | number = "weights"): Sequential {
  return mlp([4, 8, 3], { activation: relu, init: he(), rng: seeded(seed) });
}
