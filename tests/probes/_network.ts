import {
  type Data,
  mlp,
  normal,
  relu,
  seeded,
  type Sequential,
} from "weightlab";
import { drawn } from "../_property.ts";

/** Twelve examples of three classes. */
export const batch: Data = {
  x: drawn("x", 12, 4),
  t: Uint8Array.from({ length: 12 }, (_, i) => i % 3),
};

/** A small network for them, with batch normalization, whose weights have a std. */
export function network(std = 0.5): Sequential {
  return mlp([4, 6, 5, 3], {
    activation: relu,
    init: normal({ std }),
    rng: seeded("net"),
    batchNorm: true,
  });
}
