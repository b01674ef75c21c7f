// The product of a block of A that is mostly zeros: list its nonzeros, multiply only
// those, k upwards as in the tiles. A term 0 b is ±0 for a finite b, and adding ±0
// changes nothing (but the sign of a sum that underflowed to -0), so the bits are the
// tiles'. Only for a finite B: 0 NaN and 0 Infinity must stay NaN.

import { PANEL_ROW } from "./pack";

/**
 * Bytes of a listed nonzero: the value, 4 bytes of nothing, and k PANEL_ROW, where its
 * row of the panel starts. The two are read by loads that end at the same byte, which
 * V8 checks once.
 */
export const NONZERO: usize = 16;

/**
 * Bytes of a span: where a list starts and where it ends, 4 bytes each. A list that
 * begins where the one before ends makes two spans of three numbers.
 */
export const SPAN: usize = 8;

/**
 * Lists the nonzeros of `rows` rows of A, `lda` bytes apart, row i from
 * `list + i kc NONZERO` on; row i's span goes to `spans + i SPAN`.
 */
export function listNonzeros(
  a: usize, lda: usize, rows: usize, kc: usize, list: usize, spans: usize,
): void {
  for (let i: usize = 0; i < rows; i++, a += lda, list += kc * NONZERO, spans += SPAN) {
    store<u32>(spans, <u32> list);
    store<u32>(spans, <u32> listRow(a, kc, list), 4);
  }
}

/** Lists the nonzeros of `kc` numbers at `a`, from `to` on; returns where the list ends. */
export function listRow(a: usize, kc: usize, to: usize): usize {
  const step = i64x2(0, <i64> PANEL_ROW << 32);
  let k: usize = 0, p = a;
  let where = i64x2.splat(0); // k PANEL_ROW, in its place in a listed nonzero
  for (; k + 8 <= kc; k += 8, p += 64) {
    // Zeros come in runs: eight at once. Shifting out the sign makes -0 a zero.
    const any = v128.or(
      v128.or(v128.load(p), v128.load(p, 16)),
      v128.or(v128.load(p, 32), v128.load(p, 48)),
    );
    if (v128.any_true(i64x2.shl(any, 1))) {
      let here = where;
      to = listed(p, here, to); here = i64x2.add(here, step);
      to = listed(p + 8, here, to); here = i64x2.add(here, step);
      to = listed(p + 16, here, to); here = i64x2.add(here, step);
      to = listed(p + 24, here, to); here = i64x2.add(here, step);
      to = listed(p + 32, here, to); here = i64x2.add(here, step);
      to = listed(p + 40, here, to); here = i64x2.add(here, step);
      to = listed(p + 48, here, to); here = i64x2.add(here, step);
      to = listed(p + 56, here, to);
    }
    where = i64x2.add(where, i64x2.shl(step, 3));
  }
  for (; k < kc; k++, p += 8) {
    to = listed(p, where, to);
    where = i64x2.add(where, step);
  }
  return to;
}

/**
 * Writes the number at p to the list; returns where the next goes, which overwrites
 * it if it was zero: no branch to mispredict.
 */
// @ts-ignore: decorator
@inline
function listed(p: usize, where: v128, to: usize): usize {
  v128.store(to, v128.or(v128.load64_zero(p), where));
  return to + (<usize> (load<u64>(p) << 1 != 0) << 4);
}

/**
 * The lists of the columns of listed rows, which are the rows of a transposed A: of `rows`
 * lists (`spans`), whose places are below `columns`, makes `columns` lists, column j's
 * from `list + j rows NONZERO` on, with span `to + j SPAN`.
 */
export function transposeLists(
  spans: usize, rows: usize, columns: usize, list: usize, to: usize,
): void {
  const listBytes = rows * NONZERO;
  for (let j: usize = 0; j < columns; j++) {
    const start = <u32> (list + j * listBytes);
    store<u32>(to + j * SPAN, start);
    store<u32>(to + j * SPAN, start, 4);
  }
  for (let i: usize = 0; i < rows; i++) {
    const end = <usize> load<u32>(spans + i * SPAN, 4);
    for (let at = <usize> load<u32>(spans + i * SPAN); at < end; at += NONZERO) {
      // A place is j PANEL_ROW, and a span is SPAN bytes.
      const span = to + <usize> load<u32>(at, 12) / (PANEL_ROW / SPAN);
      const free = <usize> load<u32>(span, 4);
      store<f64>(free, load<f64>(at));
      store<u32>(free, <u32> (i * PANEL_ROW), 12);
      store<u32>(span, <u32> (free + NONZERO), 4);
    }
  }
}

/**
 * `rows` rows of 24 columns of C: three full panels of B, `panelBytes` apart, times
 * the lists of nonzeros. Twelve accumulators, a value and a piece of B just fit V8's
 * registers, and the wider a row, the fewer lists are walked (each end of a list is a
 * mispredicted branch).
 */
export function rows24(
  spans: usize, b: usize, panelBytes: usize,
  c: usize, ldc: usize, rows: usize, carry: bool,
): void {
  const b1 = b + panelBytes, b2 = b1 + panelBytes;
  for (let i: usize = 0; i < rows; i++, spans += SPAN, c += ldc) {
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    let s8 = s0, s9 = s0, s10 = s0, s11 = s0;
    if (carry) {
      s0 = v128.load(c); s1 = v128.load(c, 16);
      s2 = v128.load(c, 32); s3 = v128.load(c, 48);
      s4 = v128.load(c, 64); s5 = v128.load(c, 80);
      s6 = v128.load(c, 96); s7 = v128.load(c, 112);
      s8 = v128.load(c, 128); s9 = v128.load(c, 144);
      s10 = v128.load(c, 160); s11 = v128.load(c, 176);
    }
    const end = <usize> load<u32>(spans, 4);
    for (let at = <usize> load<u32>(spans); at < end; at += NONZERO) {
      const pair = v128.load(at), offset = <usize> load<u32>(at, 12);
      const x = v128.shuffle<f64>(pair, pair, 0, 0);
      let p = b + offset;
      s0 = f64x2.relaxed_madd(x, v128.load(p), s0);
      s1 = f64x2.relaxed_madd(x, v128.load(p, 16), s1);
      s2 = f64x2.relaxed_madd(x, v128.load(p, 32), s2);
      s3 = f64x2.relaxed_madd(x, v128.load(p, 48), s3);
      p = b1 + offset;
      s4 = f64x2.relaxed_madd(x, v128.load(p), s4);
      s5 = f64x2.relaxed_madd(x, v128.load(p, 16), s5);
      s6 = f64x2.relaxed_madd(x, v128.load(p, 32), s6);
      s7 = f64x2.relaxed_madd(x, v128.load(p, 48), s7);
      p = b2 + offset;
      s8 = f64x2.relaxed_madd(x, v128.load(p), s8);
      s9 = f64x2.relaxed_madd(x, v128.load(p, 16), s9);
      s10 = f64x2.relaxed_madd(x, v128.load(p, 32), s10);
      s11 = f64x2.relaxed_madd(x, v128.load(p, 48), s11);
    }
    v128.store(c, s0); v128.store(c, s1, 16);
    v128.store(c, s2, 32); v128.store(c, s3, 48);
    v128.store(c, s4, 64); v128.store(c, s5, 80);
    v128.store(c, s6, 96); v128.store(c, s7, 112);
    v128.store(c, s8, 128); v128.store(c, s9, 144);
    v128.store(c, s10, 160); v128.store(c, s11, 176);
  }
}

/** `rows` rows of 8 columns of C: one full panel of B. */
export function rows8(
  spans: usize, b: usize, c: usize, ldc: usize, rows: usize, carry: bool,
): void {
  for (let i: usize = 0; i < rows; i++, spans += SPAN, c += ldc) {
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
    if (carry) {
      s0 = v128.load(c); s1 = v128.load(c, 16);
      s2 = v128.load(c, 32); s3 = v128.load(c, 48);
    }
    const end = <usize> load<u32>(spans, 4);
    for (let at = <usize> load<u32>(spans); at < end; at += NONZERO) {
      const pair = v128.load(at), p = b + <usize> load<u32>(at, 12);
      const x = v128.shuffle<f64>(pair, pair, 0, 0);
      s0 = f64x2.relaxed_madd(x, v128.load(p), s0);
      s1 = f64x2.relaxed_madd(x, v128.load(p, 16), s1);
      s2 = f64x2.relaxed_madd(x, v128.load(p, 32), s2);
      s3 = f64x2.relaxed_madd(x, v128.load(p, 48), s3);
    }
    v128.store(c, s0); v128.store(c, s1, 16);
    v128.store(c, s2, 32); v128.store(c, s3, 48);
  }
}

/**
 * The share of numbers that are not zero among `count` at `a`: of all of them, or of
 * 64 runs of 16 spread evenly.
 */
export function density(a: usize, count: usize): f64 {
  const RUN: usize = 16, RUNS: usize = 64;
  if (count == 0) return 1;
  const whole = count <= RUN * RUNS;
  const runs: usize = whole ? 1 : RUNS, length = whole ? count : RUN;
  const step = (count - length) / RUNS;
  let nonzeros: usize = 0;
  for (let r: usize = 0; r < runs; r++) {
    nonzeros += countNonzeros(a + (r * step << 3), length);
  }
  return <f64> nonzeros / <f64> (runs * length);
}

/** How many of `count` numbers at `a` are not zero. */
export function countNonzeros(a: usize, count: usize): usize {
  let nonzeros: usize = 0;
  for (const end = a + (count << 3); a < end; a += 8) {
    nonzeros += <usize> (load<f64>(a) != 0);
  }
  return nonzeros;
}
