// Batch normalization of n x c, column by column: the sums run over rows in registers,
// a strip of 8 columns (a cache line) at a time, so that all passes over a strip but the
// first find it in the cache. Order of every sum: rows upwards from 0. Products and sums
// are rounded one by one, as in JavaScript.

import { get, put } from "./pairs";

/** 0 or a number, in both lanes. */
// @ts-ignore: decorator
@inline
function both(x: f64): v128 {
  return f64x2.splat(x);
}

/**
 * Each column's mean and biased variance, in two passes. Those of a column of equal finite
 * numbers are that number and 0: the sum's rounding would leave a mean beside it.
 */
export function columnMoments(
  x: usize, mean: usize, variance: usize, n: usize, c: usize,
): void {
  const row = c << 3;
  let j: usize = 0;
  for (; j + 8 <= c; j += 8) {
    strip8(x + (j << 3), mean + (j << 3), variance + (j << 3), n, row);
    settle8(x + (j << 3), mean + (j << 3), variance + (j << 3), n, row);
  }
  for (; j + 2 <= c; j += 2) {
    strip2(x + (j << 3), mean + (j << 3), variance + (j << 3), n, row, false);
  }
  if (j < c) strip2(x + (j << 3), mean + (j << 3), variance + (j << 3), n, row, true);
}

function strip8(x: usize, mean: usize, variance: usize, n: usize, row: usize): void {
  const count = both(<f64> n), end = x + n * row;
  let s0 = both(0), s1 = s0, s2 = s0, s3 = s0;
  for (let p = x; p < end; p += row) {
    s0 = f64x2.add(s0, v128.load(p));
    s1 = f64x2.add(s1, v128.load(p, 16));
    s2 = f64x2.add(s2, v128.load(p, 32));
    s3 = f64x2.add(s3, v128.load(p, 48));
  }
  const m0 = f64x2.div(s0, count), m1 = f64x2.div(s1, count);
  const m2 = f64x2.div(s2, count), m3 = f64x2.div(s3, count);
  s0 = s1 = s2 = s3 = both(0);
  for (let p = x; p < end; p += row) {
    let d = f64x2.sub(v128.load(p), m0);
    s0 = f64x2.add(s0, f64x2.mul(d, d));
    d = f64x2.sub(v128.load(p, 16), m1);
    s1 = f64x2.add(s1, f64x2.mul(d, d));
    d = f64x2.sub(v128.load(p, 32), m2);
    s2 = f64x2.add(s2, f64x2.mul(d, d));
    d = f64x2.sub(v128.load(p, 48), m3);
    s3 = f64x2.add(s3, f64x2.mul(d, d));
  }
  v128.store(mean, m0); v128.store(mean, m1, 16);
  v128.store(mean, m2, 32); v128.store(mean, m3, 48);
  v128.store(variance, f64x2.div(s0, count)); v128.store(variance, f64x2.div(s1, count), 16);
  v128.store(variance, f64x2.div(s2, count), 32); v128.store(variance, f64x2.div(s3, count), 48);
}

// @ts-ignore: decorator
@inline
function strip2(
  x: usize, mean: usize, variance: usize, n: usize, row: usize, alone: bool,
): void {
  const count = both(<f64> n), end = x + n * row;
  let s = both(0);
  for (let p = x; p < end; p += row) s = f64x2.add(s, get(p, alone));
  const m = f64x2.div(s, count);
  s = both(0);
  for (let p = x; p < end; p += row) {
    const d = f64x2.sub(get(p, alone), m);
    s = f64x2.add(s, f64x2.mul(d, d));
  }
  const first = get(x, alone), equal = equalTo(first, x, end, row, alone);
  put(mean, settled(equal, first, m), alone);
  put(variance, v128.andnot(f64x2.div(s, count), equal), alone);
}

/** Puts the number and 0 where a column of a strip of 8 holds but one. */
function settle8(x: usize, mean: usize, variance: usize, n: usize, row: usize): void {
  const end = x + n * row;
  const x0 = v128.load(x), x1 = v128.load(x, 16), x2 = v128.load(x, 32), x3 = v128.load(x, 48);
  let e0 = finite(x0), e1 = finite(x1), e2 = finite(x2), e3 = finite(x3);
  // Ends at the second row where no two numbers are equal: nearly always.
  for (let p = x + row; p < end; p += row) {
    e0 = v128.and(e0, f64x2.eq(v128.load(p), x0));
    e1 = v128.and(e1, f64x2.eq(v128.load(p, 16), x1));
    e2 = v128.and(e2, f64x2.eq(v128.load(p, 32), x2));
    e3 = v128.and(e3, f64x2.eq(v128.load(p, 48), x3));
    if (!v128.any_true(v128.or(v128.or(e0, e1), v128.or(e2, e3)))) return;
  }
  v128.store(mean, settled(e0, x0, v128.load(mean)));
  v128.store(mean, settled(e1, x1, v128.load(mean, 16)), 16);
  v128.store(mean, settled(e2, x2, v128.load(mean, 32)), 32);
  v128.store(mean, settled(e3, x3, v128.load(mean, 48)), 48);
  v128.store(variance, v128.andnot(v128.load(variance), e0));
  v128.store(variance, v128.andnot(v128.load(variance, 16), e1), 16);
  v128.store(variance, v128.andnot(v128.load(variance, 32), e2), 32);
  v128.store(variance, v128.andnot(v128.load(variance, 48), e3), 48);
}

/** All ones where a column holds its finite first number only. */
// @ts-ignore: decorator
@inline
function equalTo(first: v128, x: usize, end: usize, row: usize, alone: bool): v128 {
  let equal = finite(first);
  for (let p = x + row; p < end; p += row) {
    equal = v128.and(equal, f64x2.eq(get(p, alone), first));
    if (!v128.any_true(equal)) return equal;
  }
  return equal;
}

/** All ones where a number is finite. */
// @ts-ignore: decorator
@inline
function finite(x: v128): v128 {
  return f64x2.eq(f64x2.sub(x, x), both(0));
}

/** The number itself where all are equal, a zero of either sign as 0, else the mean. */
// @ts-ignore: decorator
@inline
function settled(equal: v128, first: v128, mean: v128): v128 {
  return v128.bitselect(f64x2.add(first, both(0)), mean, equal);
}

/**
 * xHat = (x - mean) inverseStd and y = gamma xHat + beta: in train mode with the
 * batch's moments, in infer mode with the running averages.
 */
export function normalize(
  x: usize, mean: usize, inverseStd: usize, gamma: usize, beta: usize,
  xHat: usize, y: usize, n: usize, c: usize,
): void {
  for (let i: usize = 0; i < n; i++) {
    let j: usize = 0;
    for (const end = (c & ~1) << 3; j < end; j += 16, x += 16, xHat += 16, y += 16) {
      normalizePair(x, mean + j, inverseStd + j, gamma + j, beta + j, xHat, y, false);
    }
    if (c & 1) {
      normalizePair(x, mean + j, inverseStd + j, gamma + j, beta + j, xHat, y, true);
      x += 8; xHat += 8; y += 8;
    }
  }
}

// @ts-ignore: decorator
@inline
function normalizePair(
  x: usize, mean: usize, inverseStd: usize, gamma: usize, beta: usize,
  xHat: usize, y: usize, alone: bool,
): void {
  const h = f64x2.mul(f64x2.sub(get(x, alone), get(mean, alone)), get(inverseStd, alone));
  put(xHat, h, alone);
  put(y, f64x2.add(f64x2.mul(h, get(gamma, alone)), get(beta, alone)), alone);
}

/**
 * Backward in train mode: dgamma = sum dy xHat, dbeta = sum dy, and with g = gamma dy,
 * dx = (g - mean(g) - xHat mean(g xHat)) inverseStd. dx may be dy.
 */
export function normalizeBackward(
  dy: usize, xHat: usize, gamma: usize, inverseStd: usize,
  dgamma: usize, dbeta: usize, dx: usize, n: usize, c: usize,
): void {
  const row = c << 3;
  let j: usize = 0;
  for (const end = (c & ~1) << 3; j < end; j += 16) {
    backwardPair(
      dy + j, xHat + j, gamma + j, inverseStd + j, dgamma + j, dbeta + j, dx + j, n, row, false,
    );
  }
  if (c & 1) {
    backwardPair(
      dy + j, xHat + j, gamma + j, inverseStd + j, dgamma + j, dbeta + j, dx + j, n, row, true,
    );
  }
}

// @ts-ignore: decorator
@inline
function backwardPair(
  dy: usize, xHat: usize, gamma: usize, inverseStd: usize,
  dgamma: usize, dbeta: usize, dx: usize, n: usize, row: usize, alone: bool,
): void {
  const count = both(<f64> n), size = n * row;
  const scale = get(gamma, alone), inverse = get(inverseStd, alone);
  let sum = both(0), sumXHat = sum, sumG = sum, sumGXHat = sum;
  for (let r: usize = 0; r < size; r += row) {
    const d = get(dy + r, alone);
    const h = get(xHat + r, alone), g = f64x2.mul(d, scale);
    sum = f64x2.add(sum, d);
    sumXHat = f64x2.add(sumXHat, f64x2.mul(d, h));
    sumG = f64x2.add(sumG, g);
    sumGXHat = f64x2.add(sumGXHat, f64x2.mul(g, h));
  }
  put(dbeta, sum, alone);
  put(dgamma, sumXHat, alone);
  const meanG = f64x2.div(sumG, count), meanGXHat = f64x2.div(sumGXHat, count);
  for (let r: usize = 0; r < size; r += row) {
    const g = f64x2.sub(f64x2.mul(get(dy + r, alone), scale), meanG);
    const h = f64x2.mul(get(xHat + r, alone), meanGXHat);
    put(dx + r, f64x2.mul(f64x2.sub(g, h), inverse), alone);
  }
}
