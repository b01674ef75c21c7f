// The plain matrix product that the library's own is held against, in AssemblyScript:
// C = A B by blocks of 4 rows and 2 pairs of columns, fused multiply-adds, nothing
// packed. M and N are multiples of 4.

export function multiply(
  a: usize,
  b: usize,
  c: usize,
  M: usize,
  K: usize,
  N: usize,
): void {
  const rowA = K << 3, rowB = N << 3;
  for (let i: usize = 0; i < M; i += 4) {
    for (let j: usize = 0; j < N; j += 4) {
      let a0 = a + i * rowA, a1 = a0 + rowA, a2 = a1 + rowA, a3 = a2 + rowA;
      let q = b + (j << 3);
      let c00 = f64x2.splat(0), c01 = c00, c10 = c00, c11 = c00;
      let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
      for (let k: usize = 0; k < K; k++) {
        const b0 = v128.load(q), b1 = v128.load(q, 16);
        let x = v128.load64_splat(a0);
        c00 = f64x2.relaxed_madd(x, b0, c00);
        c01 = f64x2.relaxed_madd(x, b1, c01);
        x = v128.load64_splat(a1);
        c10 = f64x2.relaxed_madd(x, b0, c10);
        c11 = f64x2.relaxed_madd(x, b1, c11);
        x = v128.load64_splat(a2);
        c20 = f64x2.relaxed_madd(x, b0, c20);
        c21 = f64x2.relaxed_madd(x, b1, c21);
        x = v128.load64_splat(a3);
        c30 = f64x2.relaxed_madd(x, b0, c30);
        c31 = f64x2.relaxed_madd(x, b1, c31);
        a0 += 8;
        a1 += 8;
        a2 += 8;
        a3 += 8;
        q += rowB;
      }
      let d = c + i * rowB + (j << 3);
      v128.store(d, c00);
      v128.store(d, c01, 16);
      d += rowB;
      v128.store(d, c10);
      v128.store(d, c11, 16);
      d += rowB;
      v128.store(d, c20);
      v128.store(d, c21, 16);
      d += rowB;
      v128.store(d, c30);
      v128.store(d, c31, 16);
    }
  }
}
