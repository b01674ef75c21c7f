// Passes over contiguous arrays. Products and sums are rounded one by one, as in the
// JavaScript loops they stand for, so the bits are those loops'.

import { get, put, rectified, rectifiedBackward } from "./pairs";

/** y_ij = x_ij + row_j, n x c. y may be x. */
export function addRow(x: usize, row: usize, y: usize, n: usize, c: usize): void {
  for (let i: usize = 0; i < n; i++) {
    const end = row + ((c & ~1) << 3);
    let r = row;
    for (; r < end; r += 16, x += 16, y += 16) {
      put(y, f64x2.add(v128.load(x), v128.load(r)), false);
    }
    if (c & 1) {
      put(y, f64x2.add(get(x, true), get(r, true)), true);
      x += 8;
      y += 8;
    }
  }
}

/** y = z <= 0 ? 0 : z; NaN stays. y may be z. */
export function relu(z: usize, y: usize, count: usize): void {
  const end = z + ((count & ~1) << 3);
  for (; z < end; z += 16, y += 16) put(y, rectified(v128.load(z)), false);
  if (count & 1) put(y, rectified(get(z, true)), true);
}

/** dz = dy (y <= 0 ? 0 : 1), with y ReLU's output or its input. dz may be dy. */
export function reluBackward(dy: usize, y: usize, dz: usize, count: usize): void {
  const end = dy + ((count & ~1) << 3);
  for (; dy < end; dy += 16, y += 16, dz += 16) {
    put(dz, rectifiedBackward(v128.load(dy), v128.load(y)), false);
  }
  if (count & 1) put(dz, rectifiedBackward(get(dy, true), get(y, true)), true);
}

/** sums_j = sum_i x_ij, i upwards from 0; n x c. */
export function columnSums(x: usize, sums: usize, n: usize, c: usize): void {
  memory.fill(sums, 0, c << 3);
  const row = c << 3;
  let i: usize = 0;
  // Four rows a pass save loads and stores of the sums.
  for (; i + 4 <= n; i += 4, x += 4 * row) {
    let p = x, s = sums;
    const end = x + ((c & ~1) << 3);
    for (; p < end; p += 16, s += 16) sumFour(p, row, s, false);
    if (c & 1) sumFour(p, row, s, true);
  }
  for (; i < n; i++, x += row) {
    let p = x, s = sums;
    const end = x + ((c & ~1) << 3);
    for (; p < end; p += 16, s += 16) put(s, f64x2.add(v128.load(s), v128.load(p)), false);
    if (c & 1) put(s, f64x2.add(get(s, true), get(p, true)), true);
  }
}

// @ts-ignore: decorator
@inline
function sumFour(p: usize, row: usize, s: usize, alone: bool): void {
  let sum = f64x2.add(get(s, alone), get(p, alone));
  sum = f64x2.add(sum, get(p + row, alone));
  sum = f64x2.add(sum, get(p + 2 * row, alone));
  put(s, f64x2.add(sum, get(p + 3 * row, alone)), alone);
}

/** w -= lr g. */
export function descend(w: usize, g: usize, count: usize, lr: f64): void {
  const rate = f64x2.splat(lr), end = w + ((count & ~1) << 3);
  for (; w < end; w += 16, g += 16) {
    put(w, f64x2.sub(v128.load(w), f64x2.mul(rate, v128.load(g))), false);
  }
  if (count & 1) put(w, f64x2.sub(get(w, true), f64x2.mul(rate, get(g, true))), true);
}
