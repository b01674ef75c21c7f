import type { Matrix } from "../storage/matrix.ts";
import { varianceSplit } from "../probes/variance_split.ts";

/**
 * How much of a layer's variance lies within its neurons, and so carries the input: 1 if
 * all of it does, 0 if every neuron is a constant. Variances add, standard deviations do
 * not: only of the variance are there shares.
 */
export function withinShare(values: Matrix): number {
  const { within, total } = varianceSplit(values);
  return within / total;
}

/** The standard deviation of all values of a layer, what a histogram shows. */
export function spread(values: Matrix): number {
  return Math.sqrt(varianceSplit(values).total);
}
