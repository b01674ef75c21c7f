// The matrix product: which block when, and which kernel for it.
//
// B is packed, a block of KC x NC at a time, into panels of 8 columns: one panel
// (KC x 64 bytes) stays in the first-level cache while A's rows stream past it. Rows
// of A are read where they are; a transposed A is packed, MC rows at a time, which
// with the nonzero lists stays in the second-level cache.

import { fillDiverged } from "./diverged";
import { PANEL, packPanel, packTransposed } from "./pack";
import { density, listNonzeros, NONZERO, SPAN } from "./sparse";
import { copyBlock, multiplyStrips, packStrips, WIDEST } from "./strips";
import { tiles2x8, tiles4x4, tiles8x2 } from "./tiles";

/** The longest block of k; even, since tiles take k in pairs. */
export const KC: usize = 160;
/** The most rows of A in a block. */
export const MC: usize = 48;
/** The most columns of B in a block. */
export const NC: usize = 512;
/** Up to this many rows, a full panel of B is read where it is: packing costs more. */
const FEW_ROWS: usize = 6;
/** And in a block of B of up to this many bytes, which the first-level cache holds whole. */
const FEW_BYTES: usize = 16384;

// The scratch area, by offset. Lists may be of as many rows as a block of k is long.
export const ASIDE: usize = 0; // columns of C where a panel or a strip is padded, KC x WIDEST
export const SPANS: usize = KC * WIDEST * 8; // where lists of nonzeros start and end, twice KC
const PACKED_A: usize = SPANS + 2 * KC * SPAN; // MC x KC
export const LISTS: usize = PACKED_A + MC * KC * 8; // KC lists of KC nonzeros, two places more each
export const PACKED_B: usize = LISTS + KC * (KC + 2) * NONZERO; // KC x NC

/** Bytes that `gemm` needs at `scratch`, for any product. */
export function gemmScratch(): usize {
  return PACKED_B + KC * NC * 8;
}

/**
 * C = A B. Everything is row-major without gaps; pointers are byte offsets into the
 * memory, best a multiple of 16 (`scratch`: of 64). C must not overlap A, B or the scratch.
 *
 * @param a M x K, or K x M with `transposeA`.
 * @param b K x N, or N x K with `transposeB`.
 * @param c M x N, overwritten.
 * @param scratch `gemmScratch()` bytes; what they hold does not matter.
 */
export function gemm(
  a: usize, b: usize, c: usize, m: usize, k: usize, n: usize,
  transposeA: bool, transposeB: bool, scratch: usize,
): void {
  const sparse = m > FEW_ROWS && density(a, m * k) < sparseBelow(n);
  product(a, b, c, m, k, n, transposeA, transposeB, scratch, sparse);
}

/**
 * The share of nonzeros in A below which listing them beats multiplying zeros: what a
 * strip costs beside a tile, less what listing costs, which more columns share. Measured,
 * not derived.
 */
function sparseBelow(n: usize): f64 {
  return 0.75 - 5 / <f64> n;
}

/** `gemm`, told whether to skip A's zeros; for tests and benchmarks. */
export function product(
  a: usize, b: usize, c: usize, m: usize, k: usize, n: usize,
  transposeA: bool, transposeB: bool, scratch: usize, sparse: bool,
): void {
  if (k == 0) memory.fill(c, 0, m * n << 3);
  if (m == 0 || n == 0 || k == 0) return;

  const byK: usize = transposeB ? 8 : n << 3, byColumn: usize = transposeB ? k << 3 : 8;
  if (fillDiverged(b, byK, byColumn, c, m, k, n)) return;
  const ldc = n << 3;
  const kcFull = blockOf(k);
  const panels = scratch + PACKED_B;

  for (let j: usize = 0; j < n; j += NC) {
    const nc = min(NC, n - j);
    for (let k0: usize = 0; k0 < k; k0 += kcFull) {
      const kc = min(kcFull, k - k0), carry = k0 > 0;
      const bBlock = b + k0 * byK + j * byColumn;
      const lists = sparse && packStrips(bBlock, byK, byColumn, kc, nc, panels);
      const inPlace = !transposeB && (m <= FEW_ROWS || kc * ldc <= FEW_BYTES);
      if (!lists) packB(bBlock, byK, byColumn, kc, nc, panels, inPlace);
      for (let i: usize = 0; i < m; i += MC) {
        const mc = min(MC, m - i);
        let aBlock = a + ((i * k + k0) << 3), lda = k << 3;
        if (transposeA) {
          const stored = a + ((k0 * m + i) << 3);
          aBlock = scratch + PACKED_A;
          lda = kc << 3;
          packTransposed(stored, m << 3, mc, kc, aBlock, lda);
        }
        const cBlock = c + i * ldc + (j << 3);
        if (lists) {
          const spans = scratch + SPANS;
          listNonzeros(aBlock, lda, mc, kc, scratch + LISTS, spans);
          multiplyStrips(spans, panels, cBlock, ldc, mc, kc, nc, carry, scratch + ASIDE);
        } else {
          denseBlock(aBlock, lda, bBlock, byK, cBlock, ldc, mc, kc, nc, carry, inPlace, scratch);
        }
      }
    }
  }
}

/** How long the blocks of `k` are, but for the last. */
export function blockOf(k: usize): usize {
  const blocks = (k + KC - 1) / KC;
  return ((k + blocks - 1) / blocks + 1) & ~1;
}

/** The columns of the panel that holds `rest` more columns; a narrow one ends a block. */
// @ts-ignore: decorator
@inline
function panelWidth(rest: usize): usize {
  return rest > 4 ? PANEL : rest > 2 ? 4 : 2;
}

/**
 * Packs a block of B into panels, the last one as narrow as its columns allow. With
 * `inPlace` it packs only a last panel that is not full.
 */
function packB(
  b: usize, byK: usize, byColumn: usize, kc: usize, nc: usize, to: usize, inPlace: bool,
): void {
  for (let j: usize = 0; j < nc; j += PANEL) {
    const columns = min(PANEL, nc - j);
    if (inPlace && columns == PANEL) continue;
    const panel = to + (j * kc << 3);
    packPanel(b + j * byColumn, byK, byColumn, columns, kc, panelWidth(columns), panel);
  }
}

/** A block of C by tiles. */
function denseBlock(
  a: usize, lda: usize, b: usize, byK: usize, c: usize, ldc: usize,
  mc: usize, kc: usize, nc: usize, carry: bool, inPlace: bool, scratch: usize,
): void {
  for (let j: usize = 0; j < nc; j += PANEL) {
    const columns = min(PANEL, nc - j), width = panelWidth(columns);
    const there = inPlace && columns == PANEL;
    const panel = there ? b + (j << 3) : scratch + PACKED_B + (j * kc << 3);
    const ldb = there ? byK : width << 3;
    const cj = c + (j << 3);
    if (columns == width) {
      tiles(width, a, lda, panel, ldb, cj, ldc, mc, kc, carry);
    } else {
      const aside = scratch + ASIDE, ld = width << 3;
      if (carry) copyBlock(cj, ldc, aside, ld, mc, columns);
      tiles(width, a, lda, panel, ldb, aside, ld, mc, kc, carry);
      copyBlock(aside, ld, cj, ldc, mc, columns);
    }
  }
}

// @ts-ignore: decorator
@inline
function tiles(
  width: usize, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize,
  rows: usize, kc: usize, carry: bool,
): void {
  if (width == 8) tiles2x8(a, lda, b, ldb, c, ldc, rows, kc, carry);
  else if (width == 4) tiles4x4(a, lda, b, ldb, c, ldc, rows, kc, carry);
  else tiles8x2(a, lda, b, ldb, c, ldc, rows, kc, carry);
}
