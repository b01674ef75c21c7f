import type { Observation, Part } from "./claim.ts";

/** A part of a claim, its observations' type taken from the experiment. */
export function part<O extends Observation>(part: Part<O>): Part {
  return part;
}
