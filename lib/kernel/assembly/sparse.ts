// The product of a block of A that is mostly zeros: list its nonzeros, multiply only
// those, k upwards as in the tiles. A term 0 b is ±0 for a finite b, and adding ±0
// changes nothing (but the sign of a sum that underflowed to -0), so the bits are the
// tiles'. Only for a finite B: 0 NaN and 0 Infinity must stay NaN.

/**
 * Bytes of a listed nonzero: the value, 4 bytes of nothing, and k PLACE, 4 bytes. The two
 * are read by loads that end at the same byte, which V8 checks once.
 */
export const NONZERO: usize = 16;

/** A listed nonzero's place is k times this: where row k of a strip of 4 columns starts. */
export const PLACE: usize = 32;

/**
 * Bytes of a span: where a list starts and where it ends, 4 bytes each. A list that
 * begins where the one before ends makes two spans of three numbers.
 */
export const SPAN: usize = 8;

/**
 * Lists the nonzeros of `rows` rows of A, `lda` bytes apart, row i from
 * `list + i (kc + 2) NONZERO` on; row i's span goes to `spans + i SPAN`.
 */
export function listNonzeros(
  a: usize, lda: usize, rows: usize, kc: usize, list: usize, spans: usize,
): void {
  for (let i: usize = 0; i < rows; i++, a += lda, list += (kc + 2) * NONZERO, spans += SPAN) {
    store<u32>(spans, <u32> list);
    store<u32>(spans, <u32> listRow(a, kc, list), 4);
  }
}

/**
 * Lists the nonzeros of `kc` numbers at `a`, from `to` on, which takes (kc + 2) NONZERO bytes
 * at most; returns where the list ends. Of nonzeros in odd number a zero makes it even.
 */
export function listRow(a: usize, kc: usize, to: usize): usize {
  const start = to;
  // k PLACE where it belongs in a listed nonzero, and what comes on for 1, 2 and 8 more k.
  let where = i64x2.splat(0);
  const one = i64x2(0, <i64> PLACE << 32);
  const two = i64x2(0, <i64> PLACE << 33), eight = i64x2(0, <i64> PLACE << 35);
  let k: usize = 0, p = a;
  for (; k + 8 <= kc; k += 8, p += 64) {
    const v0 = v128.load(p), v1 = v128.load(p, 16);
    const v2 = v128.load(p, 32), v3 = v128.load(p, 48);
    // Zeros come in runs: eight at once. Shifting out the sign makes -0 a zero.
    const any = v128.or(v128.or(v0, v1), v128.or(v2, v3));
    if (v128.any_true(i64x2.add(any, any))) {
      let even = where, odd = i64x2.add(where, one);
      to = listPair(v0, even, odd, to); even = i64x2.add(even, two); odd = i64x2.add(odd, two);
      to = listPair(v1, even, odd, to); even = i64x2.add(even, two); odd = i64x2.add(odd, two);
      to = listPair(v2, even, odd, to); even = i64x2.add(even, two); odd = i64x2.add(odd, two);
      to = listPair(v3, even, odd, to);
    }
    where = i64x2.add(where, eight);
  }
  for (; k < kc; k++, p += 8) {
    const v = v128.load64_zero(p);
    v128.store(to, v128.or(v, where));
    to += <usize> (f64x2.extract_lane(v, 0) != 0) << 4;
    where = i64x2.add(where, one);
  }
  return completed(start, to);
}

/** Where a list ends, or if it is odd, one place on, with a zero before: 0 b_0j adds nothing. */
// @ts-ignore: decorator
@inline
function completed(start: usize, end: usize): usize {
  v128.store(end, i64x2.splat(0));
  return end + ((end - start) & NONZERO);
}

/**
 * Writes a pair to the list; returns where the next goes, which overwrites what was zero:
 * no branch to mispredict.
 */
// @ts-ignore: decorator
@inline
function listPair(v: v128, even: v128, odd: v128, to: usize): usize {
  const nonzero = <usize> i64x2.bitmask(f64x2.ne(v, f64x2.splat(0)));
  v128.store(to, v128.shuffle<f64>(v, even, 0, 3));
  to += (nonzero & 1) << 4;
  v128.store(to, v128.shuffle<f64>(v, odd, 1, 3));
  return to + ((nonzero & 2) << 3);
}

/**
 * The lists of the columns of listed rows, which are the rows of a transposed A: of `rows`
 * lists (`spans`), whose places are below `columns`, makes `columns` lists, column j's
 * from `list + j (rows + 1) NONZERO` on, with span `to + j SPAN`.
 */
export function transposeLists(
  spans: usize, rows: usize, columns: usize, list: usize, to: usize,
): void {
  const listBytes = (rows + 1) * NONZERO;
  for (let j: usize = 0; j < columns; j++) {
    const start = <u32> (list + j * listBytes);
    store<u32>(to + j * SPAN, start);
    store<u32>(to + j * SPAN, start, 4);
  }
  for (let i: usize = 0; i < rows; i++) {
    const end = <usize> load<u32>(spans + i * SPAN, 4);
    for (let at = <usize> load<u32>(spans + i * SPAN); at < end; at += NONZERO) {
      // A place is j PLACE, and a span is SPAN bytes.
      const span = to + <usize> load<u32>(at, 12) / (PLACE / SPAN);
      const free = <usize> load<u32>(span, 4);
      const value = load<f64>(at);
      store<f64>(free, value);
      store<u32>(free, <u32> (i * PLACE), 12);
      // The zero that ends an odd list is none of this column's.
      store<u32>(span, <u32> free + (<u32> (value != 0) << 4), 4);
    }
  }
  for (let j: usize = 0; j < columns; j++) {
    const span = to + j * SPAN;
    store<u32>(span, <u32> completed(<usize> load<u32>(span), <usize> load<u32>(span, 4)), 4);
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
  const zero = f64x2.splat(0);
  let n0 = i64x2.splat(0), n1 = n0; // less one a nonzero
  for (const end = a + ((count & ~3) << 3); a < end; a += 32) {
    n0 = i64x2.add(n0, f64x2.ne(v128.load(a), zero));
    n1 = i64x2.add(n1, f64x2.ne(v128.load(a, 16), zero));
  }
  for (const end = a + ((count & 3) << 3); a < end; a += 8) {
    n0 = i64x2.add(n0, f64x2.ne(v128.load64_zero(a), zero));
  }
  n0 = i64x2.add(n0, n1);
  return <usize> -(i64x2.extract_lane(n0, 0) + i64x2.extract_lane(n0, 1));
}
