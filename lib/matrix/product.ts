import { gemm } from "../kernel/kernel.wasm";
import { SCRATCH } from "../kernel/memory.ts";

/**
 * C = A B on the kernel's memory: where the numbers are multiplied. Row-major without
 * gaps; A is m x k (k x m if transposed), B is k x n (n x k if transposed), C is m x n
 * and overwritten.
 */
export type Product = (
  a: number,
  b: number,
  c: number,
  m: number,
  k: number,
  n: number,
  transposeA: boolean,
  transposeB: boolean,
) => void;

/**
 * The kernel's own product, on any machine: fused multiply-adds over k from 0 up, one
 * chain an element, zeros of A skipped where that is quicker and changes no bit.
 */
export const wasmProduct: Product = (
  a,
  b,
  c,
  m,
  k,
  n,
  transposeA,
  transposeB,
) => gemm(a, b, c, m, k, n, Number(transposeA), Number(transposeB), SCRATCH);

let current = wasmProduct;

/**
 * Multiplies with the product in use.
 *
 * @param operands Addresses, sizes and flags, as `Product` takes them.
 */
export function multiply(...operands: Parameters<Product>): void {
  current(...operands);
}

/**
 * Changes the product that every matrix product from now on is computed with.
 *
 * @param product Another product.
 */
export function useProduct(product: Product): void {
  current = product;
}
