/**
 * What PyTorch, Keras 3 and JAX gave: written by `deno task reference`, inputs, calls
 * and versions included.
 *
 * @module
 */
export { default as jax } from "./jax.json" with { type: "json" };
export { default as keras } from "./keras.json" with { type: "json" };
export { default as pytorch } from "./pytorch.json" with { type: "json" };
