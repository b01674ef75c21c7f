// The innermost loops: a tile of C, kept in registers while k runs.
//
// A tile takes `kc` terms: rows of A (`lda` bytes apart, each row contiguous) and
// rows of a panel of B (`ldb` bytes apart), and adds them to the tile of C. Every
// c_ij is one chain of fused multiply-adds, k upwards, starting from 0 or from the
// C that the block of k before left (`carry`), so its bits depend on nothing but
// its row of A and its column of B.
//
// Why these shapes. Deno's V8 checks every load against the memory's size: a lea, a
// compare and a branch beside the load, dearer than the multiply-add. So what counts
// is how few loads need their own check. One check covers a pair of neighbours of A's
// row, k and k + 1, which two shuffles then spread; the wider the row of B, the fewer
// shuffles. Eight accumulators hide the latency of the multiply-add (4 cycles, two
// units), and V8 has registers for fifteen vectors. So: 2 x 8 wherever N allows,
// and 4 x 4 and 8 x 2, with the same eight accumulators, for a narrow rest.
//
// A tile may have fewer rows than its shape (`rows`): the missing ones repeat the
// last, reading and storing the same numbers in the same place.

/** Both lanes the first of v. */
// @ts-ignore: decorator
@inline
function low(v: v128): v128 {
  return v128.shuffle<f64>(v, v, 0, 0);
}

/** Both lanes the second of v. */
// @ts-ignore: decorator
@inline
function high(v: v128): v128 {
  return v128.shuffle<f64>(v, v, 1, 1);
}

/** a b + c, rounded once where the hardware fuses. */
// @ts-ignore: decorator
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  return f64x2.relaxed_madd(a, b, c);
}

/** `rows` rows of 8 columns of C, by tiles of 2 x 8. */
export function tiles2x8(
  a: usize, lda: usize, panel: usize, ldb: usize, c: usize, ldc: usize,
  rows: usize, kc: usize, carry: bool,
): void {
  for (let i: usize = 0; i < rows; i += 2, a += 2 * lda, c += 2 * ldc) {
    const rest = rows - i;
    let a0 = a, a1 = rest > 1 ? a + lda : a, b = panel;
    const c0 = c, c1 = rest > 1 ? c + ldc : c;

    let s00 = f64x2.splat(0), s01 = s00, s02 = s00, s03 = s00;
    let s10 = s00, s11 = s00, s12 = s00, s13 = s00;
    if (carry) {
      s00 = v128.load(c0); s01 = v128.load(c0, 16);
      s02 = v128.load(c0, 32); s03 = v128.load(c0, 48);
      s10 = v128.load(c1); s11 = v128.load(c1, 16);
      s12 = v128.load(c1, 32); s13 = v128.load(c1, 48);
    }

    const pairsEnd = a0 + ((kc & ~1) << 3);
    while (a0 < pairsEnd) {
      const pair0 = v128.load(a0), pair1 = v128.load(a1);
      a0 += 16; a1 += 16;

      let x0 = low(pair0), x1 = low(pair1);
      let y = v128.load(b);
      s00 = madd(x0, y, s00); s10 = madd(x1, y, s10);
      y = v128.load(b, 16);
      s01 = madd(x0, y, s01); s11 = madd(x1, y, s11);
      y = v128.load(b, 32);
      s02 = madd(x0, y, s02); s12 = madd(x1, y, s12);
      y = v128.load(b, 48);
      s03 = madd(x0, y, s03); s13 = madd(x1, y, s13);
      b += ldb;

      x0 = high(pair0); x1 = high(pair1);
      y = v128.load(b);
      s00 = madd(x0, y, s00); s10 = madd(x1, y, s10);
      y = v128.load(b, 16);
      s01 = madd(x0, y, s01); s11 = madd(x1, y, s11);
      y = v128.load(b, 32);
      s02 = madd(x0, y, s02); s12 = madd(x1, y, s12);
      y = v128.load(b, 48);
      s03 = madd(x0, y, s03); s13 = madd(x1, y, s13);
      b += ldb;
    }
    if (kc & 1) {
      const x0 = v128.load64_splat(a0), x1 = v128.load64_splat(a1);
      let y = v128.load(b);
      s00 = madd(x0, y, s00); s10 = madd(x1, y, s10);
      y = v128.load(b, 16);
      s01 = madd(x0, y, s01); s11 = madd(x1, y, s11);
      y = v128.load(b, 32);
      s02 = madd(x0, y, s02); s12 = madd(x1, y, s12);
      y = v128.load(b, 48);
      s03 = madd(x0, y, s03); s13 = madd(x1, y, s13);
    }

    v128.store(c0, s00); v128.store(c0, s01, 16);
    v128.store(c0, s02, 32); v128.store(c0, s03, 48);
    v128.store(c1, s10); v128.store(c1, s11, 16);
    v128.store(c1, s12, 32); v128.store(c1, s13, 48);
  }
}

/** `rows` rows of 4 columns of C, by tiles of 4 x 4. */
export function tiles4x4(
  a: usize, lda: usize, panel: usize, ldb: usize, c: usize, ldc: usize,
  rows: usize, kc: usize, carry: bool,
): void {
  for (let i: usize = 0; i < rows; i += 4, a += 4 * lda, c += 4 * ldc) {
    const rest = rows - i;
    let a0 = a, a1 = rest > 1 ? a0 + lda : a0, b = panel;
    let a2 = rest > 2 ? a1 + lda : a1, a3 = rest > 3 ? a2 + lda : a2;
    const c0 = c, c1 = rest > 1 ? c0 + ldc : c0;
    const c2 = rest > 2 ? c1 + ldc : c1, c3 = rest > 3 ? c2 + ldc : c2;

    let s00 = f64x2.splat(0), s01 = s00, s10 = s00, s11 = s00;
    let s20 = s00, s21 = s00, s30 = s00, s31 = s00;
    if (carry) {
      s00 = v128.load(c0); s01 = v128.load(c0, 16);
      s10 = v128.load(c1); s11 = v128.load(c1, 16);
      s20 = v128.load(c2); s21 = v128.load(c2, 16);
      s30 = v128.load(c3); s31 = v128.load(c3, 16);
    }

    const pairsEnd = a0 + ((kc & ~1) << 3);
    while (a0 < pairsEnd) {
      const y0 = v128.load(b), y1 = v128.load(b, 16);
      b += ldb;
      const z0 = v128.load(b), z1 = v128.load(b, 16);
      b += ldb;

      let pair = v128.load(a0), x = low(pair);
      s00 = madd(x, y0, s00); s01 = madd(x, y1, s01);
      x = high(pair);
      s00 = madd(x, z0, s00); s01 = madd(x, z1, s01);

      pair = v128.load(a1); x = low(pair);
      s10 = madd(x, y0, s10); s11 = madd(x, y1, s11);
      x = high(pair);
      s10 = madd(x, z0, s10); s11 = madd(x, z1, s11);

      pair = v128.load(a2); x = low(pair);
      s20 = madd(x, y0, s20); s21 = madd(x, y1, s21);
      x = high(pair);
      s20 = madd(x, z0, s20); s21 = madd(x, z1, s21);

      pair = v128.load(a3); x = low(pair);
      s30 = madd(x, y0, s30); s31 = madd(x, y1, s31);
      x = high(pair);
      s30 = madd(x, z0, s30); s31 = madd(x, z1, s31);

      a0 += 16; a1 += 16; a2 += 16; a3 += 16;
    }
    if (kc & 1) {
      const y0 = v128.load(b), y1 = v128.load(b, 16);
      let x = v128.load64_splat(a0);
      s00 = madd(x, y0, s00); s01 = madd(x, y1, s01);
      x = v128.load64_splat(a1);
      s10 = madd(x, y0, s10); s11 = madd(x, y1, s11);
      x = v128.load64_splat(a2);
      s20 = madd(x, y0, s20); s21 = madd(x, y1, s21);
      x = v128.load64_splat(a3);
      s30 = madd(x, y0, s30); s31 = madd(x, y1, s31);
    }

    v128.store(c0, s00); v128.store(c0, s01, 16);
    v128.store(c1, s10); v128.store(c1, s11, 16);
    v128.store(c2, s20); v128.store(c2, s21, 16);
    v128.store(c3, s30); v128.store(c3, s31, 16);
  }
}

/** `rows` rows of 2 columns of C, by tiles of 8 x 2. */
export function tiles8x2(
  a: usize, lda: usize, panel: usize, ldb: usize, c: usize, ldc: usize,
  rows: usize, kc: usize, carry: bool,
): void {
  for (let i: usize = 0; i < rows; i += 8, a += 8 * lda, c += 8 * ldc) {
    const rest = rows - i;
    let b = panel;
    let a0 = a, a1 = rest > 1 ? a0 + lda : a0;
    let a2 = rest > 2 ? a1 + lda : a1, a3 = rest > 3 ? a2 + lda : a2;
    let a4 = rest > 4 ? a3 + lda : a3, a5 = rest > 5 ? a4 + lda : a4;
    let a6 = rest > 6 ? a5 + lda : a5, a7 = rest > 7 ? a6 + lda : a6;
    const c0 = c, c1 = rest > 1 ? c0 + ldc : c0;
    const c2 = rest > 2 ? c1 + ldc : c1, c3 = rest > 3 ? c2 + ldc : c2;
    const c4 = rest > 4 ? c3 + ldc : c3, c5 = rest > 5 ? c4 + ldc : c4;
    const c6 = rest > 6 ? c5 + ldc : c5, c7 = rest > 7 ? c6 + ldc : c6;

    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    if (carry) {
      s0 = v128.load(c0); s1 = v128.load(c1); s2 = v128.load(c2); s3 = v128.load(c3);
      s4 = v128.load(c4); s5 = v128.load(c5); s6 = v128.load(c6); s7 = v128.load(c7);
    }

    const pairsEnd = a0 + ((kc & ~1) << 3);
    while (a0 < pairsEnd) {
      const y = v128.load(b);
      b += ldb;
      const z = v128.load(b);
      b += ldb;
      let pair = v128.load(a0);
      s0 = madd(high(pair), z, madd(low(pair), y, s0));
      pair = v128.load(a1);
      s1 = madd(high(pair), z, madd(low(pair), y, s1));
      pair = v128.load(a2);
      s2 = madd(high(pair), z, madd(low(pair), y, s2));
      pair = v128.load(a3);
      s3 = madd(high(pair), z, madd(low(pair), y, s3));
      pair = v128.load(a4);
      s4 = madd(high(pair), z, madd(low(pair), y, s4));
      pair = v128.load(a5);
      s5 = madd(high(pair), z, madd(low(pair), y, s5));
      pair = v128.load(a6);
      s6 = madd(high(pair), z, madd(low(pair), y, s6));
      pair = v128.load(a7);
      s7 = madd(high(pair), z, madd(low(pair), y, s7));
      a0 += 16; a1 += 16; a2 += 16; a3 += 16;
      a4 += 16; a5 += 16; a6 += 16; a7 += 16;
    }
    if (kc & 1) {
      const y = v128.load(b);
      s0 = madd(v128.load64_splat(a0), y, s0);
      s1 = madd(v128.load64_splat(a1), y, s1);
      s2 = madd(v128.load64_splat(a2), y, s2);
      s3 = madd(v128.load64_splat(a3), y, s3);
      s4 = madd(v128.load64_splat(a4), y, s4);
      s5 = madd(v128.load64_splat(a5), y, s5);
      s6 = madd(v128.load64_splat(a6), y, s6);
      s7 = madd(v128.load64_splat(a7), y, s7);
    }

    v128.store(c0, s0); v128.store(c1, s1); v128.store(c2, s2); v128.store(c3, s3);
    v128.store(c4, s4); v128.store(c5, s5); v128.store(c6, s6); v128.store(c7, s7);
  }
}
