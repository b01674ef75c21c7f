// The product of listed nonzeros: strips of B, as wide as the registers allow, times the
// lists. Every c_ij is the tiles' chain of fused multiply-adds without the terms 0 b.
//
// Why up to 24 columns. A nonzero's value and place are read once a strip, and each list's
// end is a mispredicted branch, so the wider, the better; twelve accumulators, a value and
// a piece of B are what V8 has registers for. A block of B is divided evenly: a narrow strip
// at its end would wait as long for its few accumulators as a wide one works.
//
// Why B lies in panels of 4 columns. V8 checks every load against the memory's size less
// the load's last byte; with two pieces a panel there are only two such limits to compute.
// And two nonzeros a turn of the loop halve its own branches, which beside the checks' are
// what the processor runs out of first.

import { NONZERO, PLACE, SPAN } from "./sparse";

/** The widest strip, in columns; strips are a multiple of 4 wide. */
export const WIDEST: usize = 24;

/** How wide the strips of a block of `nc` columns are; the last one may be narrower. */
function stripWidth(nc: usize): usize {
  const strips = (nc + WIDEST - 1) / WIDEST;
  return ((nc + strips - 1) / strips + 3) & ~3;
}

/** The width of the strip that holds `rest` more columns. */
// @ts-ignore: decorator
@inline
function widthOf(rest: usize, full: usize): usize {
  return min(full, (rest + 3) & ~3);
}

/**
 * Packs a block of B, b[k][j] at `b + k byK + j byColumn`, into panels of 4 columns one
 * after the other: kc rows of each, columns that do not exist being 0. Returns whether all
 * its numbers are finite.
 */
export function packStrips(
  b: usize, byK: usize, byColumn: usize, kc: usize, nc: usize, to: usize,
): bool {
  const zero = f64x2.splat(0), panelBytes = kc * PLACE;
  let sum = zero;
  for (let j: usize = 0; j < nc; j += 4, to += panelBytes) {
    const from = b + j * byColumn, columns = nc - j;
    sum = f64x2.add(
      sum,
      byColumn == 8
        ? packRows(from, byK, columns, kc, to)
        : f64x2.add(
          packColumns(from, from + byColumn, columns, kc, to),
          packColumns(from + 2 * byColumn, from + 3 * byColumn, columns - 2, kc, to + 16),
        ),
    );
  }
  return v128.all_true<i64>(f64x2.eq(sum, zero));
}

/** A panel of a B that is stored as it is multiplied. */
function packRows(b: usize, byK: usize, columns: usize, kc: usize, to: usize): v128 {
  const zero = f64x2.splat(0), end = to + kc * PLACE;
  let n0 = zero, n1 = zero;
  if (columns >= 4) {
    for (const pairsEnd = to + (kc & ~1) * PLACE; to < pairsEnd; to += 2 * PLACE) {
      let v0 = v128.load(b), v1 = v128.load(b, 16);
      v128.store(to, v0); v128.store(to, v1, 16);
      n0 = f64x2.relaxed_madd(v0, zero, n0); n1 = f64x2.relaxed_madd(v1, zero, n1);
      b += byK;
      v0 = v128.load(b); v1 = v128.load(b, 16);
      v128.store(to, v0, 32); v128.store(to, v1, 48);
      n0 = f64x2.relaxed_madd(v0, zero, n0); n1 = f64x2.relaxed_madd(v1, zero, n1);
      b += byK;
    }
  }
  for (; to < end; to += PLACE, b += byK) {
    const v0 = columns > 1 ? v128.load(b) : v128.load64_zero(b);
    const v1 = columns > 3 ? v128.load(b, 16) : columns > 2 ? v128.load64_zero(b, 16) : zero;
    v128.store(to, v0); v128.store(to, v1, 16);
    n0 = f64x2.relaxed_madd(v0, zero, n0); n1 = f64x2.relaxed_madd(v1, zero, n1);
  }
  return f64x2.add(n0, n1);
}

/** Two columns of a panel of a B that is stored transposed: they lie along k. */
function packColumns(p0: usize, p1: usize, columns: isize, kc: usize, to: usize): v128 {
  const zero = f64x2.splat(0);
  let n0 = zero, n1 = zero, k: usize = 0;
  if (columns > 1) {
    for (; k + 2 <= kc; k += 2, p0 += 16, p1 += 16, to += 2 * PLACE) {
      const v0 = v128.load(p0), v1 = v128.load(p1);
      v128.store(to, v128.shuffle<f64>(v0, v1, 0, 2));
      v128.store(to, v128.shuffle<f64>(v0, v1, 1, 3), PLACE);
      n0 = f64x2.relaxed_madd(v0, zero, n0); n1 = f64x2.relaxed_madd(v1, zero, n1);
    }
  }
  for (; k < kc; k++, p0 += 8, p1 += 8, to += PLACE) {
    const v = f64x2(columns > 0 ? load<f64>(p0) : 0, columns > 1 ? load<f64>(p1) : 0);
    v128.store(to, v);
    n0 = f64x2.relaxed_madd(v, zero, n0);
  }
  return f64x2.add(n0, n1);
}

/**
 * A block of C, `rows` x `nc`, from the lists of A's nonzeros and packed strips of B.
 *
 * @param aside `rows` x `WIDEST` numbers, for a strip of which not all columns exist.
 */
export function multiplyStrips(
  spans: usize, strips: usize, c: usize, ldc: usize,
  rows: usize, kc: usize, nc: usize, carry: bool, aside: usize,
): void {
  const full = stripWidth(nc);
  for (let j: usize = 0; j < nc; j += full) {
    const columns = min(full, nc - j), width = widthOf(columns, full);
    const cj = c + (j << 3);
    if (columns == width) {
      strip(width, spans, strips, kc * PLACE, cj, ldc, rows, carry);
    } else {
      const ld = width << 3;
      if (carry) copyBlock(cj, ldc, aside, ld, rows, columns);
      strip(width, spans, strips, kc * PLACE, aside, ld, rows, carry);
      copyBlock(aside, ld, cj, ldc, rows, columns);
    }
    strips += kc * width << 3;
  }
}

/** Copies `rows` x `columns` numbers. */
export function copyBlock(
  from: usize, ldFrom: usize, to: usize, ldTo: usize, rows: usize, columns: usize,
): void {
  for (let i: usize = 0; i < rows; i++, from += ldFrom, to += ldTo) {
    for (let j: usize = 0; j < columns; j++) {
      store<f64>(to + (j << 3), load<f64>(from + (j << 3)));
    }
  }
}

/** `rows` rows of one strip of C. */
function strip(
  width: usize, spans: usize, b: usize, panelBytes: usize, c: usize, ldc: usize,
  rows: usize, carry: bool,
): void {
  if (width == 24) rowsOf(24, spans, b, panelBytes, c, ldc, rows, carry);
  else if (width == 20) rowsOf(20, spans, b, panelBytes, c, ldc, rows, carry);
  else if (width == 16) rowsOf(16, spans, b, panelBytes, c, ldc, rows, carry);
  else if (width == 12) rowsOf(12, spans, b, panelBytes, c, ldc, rows, carry);
  else if (width == 8) rowsOf(8, spans, b, panelBytes, c, ldc, rows, carry);
  else rowsOf(4, spans, b, panelBytes, c, ldc, rows, carry);
}

// @ts-ignore: decorator
@inline
function rowsOf(
  width: usize, spans: usize, b: usize, panelBytes: usize, c: usize, ldc: usize,
  rows: usize, carry: bool,
): void {
  for (let i: usize = 0; i < rows; i++, spans += SPAN, c += ldc) {
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    let s8 = s0, s9 = s0, s10 = s0, s11 = s0;
    if (carry) {
      s0 = v128.load(c); s1 = v128.load(c, 16);
      if (width > 4) { s2 = v128.load(c, 32); s3 = v128.load(c, 48); }
      if (width > 8) { s4 = v128.load(c, 64); s5 = v128.load(c, 80); }
      if (width > 12) { s6 = v128.load(c, 96); s7 = v128.load(c, 112); }
      if (width > 16) { s8 = v128.load(c, 128); s9 = v128.load(c, 144); }
      if (width > 20) { s10 = v128.load(c, 160); s11 = v128.load(c, 176); }
    }
    const end = <usize> load<u32>(spans, 4);
    for (let at = <usize> load<u32>(spans); at < end; at += 2 * NONZERO) {
      let pair: v128, p: usize, x: v128;
      pair = v128.load(at); p = b + <usize> load<u32>(at, 12);
      x = v128.shuffle<f64>(pair, pair, 0, 0);
      s0 = f64x2.relaxed_madd(x, v128.load(p), s0);
      s1 = f64x2.relaxed_madd(x, v128.load(p, 16), s1);
      if (width > 4) {
        p += panelBytes;
        s2 = f64x2.relaxed_madd(x, v128.load(p), s2);
        s3 = f64x2.relaxed_madd(x, v128.load(p, 16), s3);
      }
      if (width > 8) {
        p += panelBytes;
        s4 = f64x2.relaxed_madd(x, v128.load(p), s4);
        s5 = f64x2.relaxed_madd(x, v128.load(p, 16), s5);
      }
      if (width > 12) {
        p += panelBytes;
        s6 = f64x2.relaxed_madd(x, v128.load(p), s6);
        s7 = f64x2.relaxed_madd(x, v128.load(p, 16), s7);
      }
      if (width > 16) {
        p += panelBytes;
        s8 = f64x2.relaxed_madd(x, v128.load(p), s8);
        s9 = f64x2.relaxed_madd(x, v128.load(p, 16), s9);
      }
      if (width > 20) {
        p += panelBytes;
        s10 = f64x2.relaxed_madd(x, v128.load(p), s10);
        s11 = f64x2.relaxed_madd(x, v128.load(p, 16), s11);
      }

      pair = v128.load(at, 16); p = b + <usize> load<u32>(at, 28);
      x = v128.shuffle<f64>(pair, pair, 0, 0);
      s0 = f64x2.relaxed_madd(x, v128.load(p), s0);
      s1 = f64x2.relaxed_madd(x, v128.load(p, 16), s1);
      if (width > 4) {
        p += panelBytes;
        s2 = f64x2.relaxed_madd(x, v128.load(p), s2);
        s3 = f64x2.relaxed_madd(x, v128.load(p, 16), s3);
      }
      if (width > 8) {
        p += panelBytes;
        s4 = f64x2.relaxed_madd(x, v128.load(p), s4);
        s5 = f64x2.relaxed_madd(x, v128.load(p, 16), s5);
      }
      if (width > 12) {
        p += panelBytes;
        s6 = f64x2.relaxed_madd(x, v128.load(p), s6);
        s7 = f64x2.relaxed_madd(x, v128.load(p, 16), s7);
      }
      if (width > 16) {
        p += panelBytes;
        s8 = f64x2.relaxed_madd(x, v128.load(p), s8);
        s9 = f64x2.relaxed_madd(x, v128.load(p, 16), s9);
      }
      if (width > 20) {
        p += panelBytes;
        s10 = f64x2.relaxed_madd(x, v128.load(p), s10);
        s11 = f64x2.relaxed_madd(x, v128.load(p, 16), s11);
      }
    }
    v128.store(c, s0); v128.store(c, s1, 16);
    if (width > 4) { v128.store(c, s2, 32); v128.store(c, s3, 48); }
    if (width > 8) { v128.store(c, s4, 64); v128.store(c, s5, 80); }
    if (width > 12) { v128.store(c, s6, 96); v128.store(c, s7, 112); }
    if (width > 16) { v128.store(c, s8, 128); v128.store(c, s9, 144); }
    if (width > 20) { v128.store(c, s10, 160); v128.store(c, s11, 176); }
  }
}
