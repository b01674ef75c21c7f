import {
  BatchNormalization,
  type BatchNormalizationOptions,
  mapElements,
  Matrix,
} from "weightlab";
import { drawn } from "../_property.ts";

/**
 * A batch far from normal and far from 0: squares of standard normals, each column
 * with a scale and a shift of its own.
 */
export function skewed(
  seed: string | number,
  rows: number,
  columns: number,
): Matrix {
  const squares = mapElements(drawn(seed, rows, columns), (v) => v * v);
  const numbers = Array.from({ length: columns }, (_, j) => j);
  return squares
    .mulRowVector(Matrix.rowVector(numbers.map((j) => 1 + j)))
    .addRowVector(Matrix.rowVector(numbers.map((j) => 3 * j - 5)));
}

/** A layer with random gamma and beta, and running averages of its own. */
export function randomNormalization(
  features: number,
  options: BatchNormalizationOptions = {},
): BatchNormalization {
  const layer = new BatchNormalization(features, {
    runningMean: 0.3,
    runningVariance: 1.7,
    ...options,
  });
  layer.gamma.value = drawn("gamma", 1, features);
  layer.beta.value = drawn("beta", 1, features);
  return layer;
}
