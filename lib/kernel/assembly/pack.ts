// Copies of blocks in the order in which the tiles read them. A copy costs one pass
// over the block and is read once for every tile of the other factor, so it pays for
// itself from a few tiles on; and it is how a transposed factor is read.

/** Columns of a full panel of B. */
export const PANEL: usize = 8;
/** Bytes of a row of a full panel. */
const PANEL_ROW: usize = PANEL << 3;

/**
 * The panel of `width` columns (even) of which `columns` exist and the others are 0:
 * b[k][j] at `b + k byK + j byColumn`, kc rows of it, to `kc` rows of `width` numbers.
 */
export function packPanel(
  b: usize, byK: usize, byColumn: usize, columns: usize,
  kc: usize, width: usize, to: usize,
): void {
  if (byColumn == 8) {
    if (columns == PANEL) packPanelRows(b, byK, kc, to);
    else packNarrowRows(b, byK, columns, kc, width, to);
  } else {
    if (columns == PANEL) packPanelColumns(b, byColumn, kc, to);
    else packNarrowColumns(b, byColumn, columns, kc, width, to);
  }
}

/** A full panel of a B that is stored as it is multiplied. */
function packPanelRows(b: usize, byK: usize, kc: usize, to: usize): void {
  for (const end = to + kc * PANEL_ROW; to < end; to += PANEL_ROW, b += byK) {
    const v0 = v128.load(b), v1 = v128.load(b, 16);
    const v2 = v128.load(b, 32), v3 = v128.load(b, 48);
    v128.store(to, v0); v128.store(to, v1, 16);
    v128.store(to, v2, 32); v128.store(to, v3, 48);
  }
}

/** A panel that is not full, of a B that is stored as it is multiplied. */
function packNarrowRows(
  b: usize, byK: usize, columns: usize, kc: usize, width: usize, to: usize,
): void {
  const zero = f64x2.splat(0), pairs = columns >> 1;
  for (let k: usize = 0; k < kc; k++, b += byK) {
    let p = b, q = to;
    to += width << 3;
    for (let pair: usize = 0; pair < pairs; pair++, p += 16, q += 16) {
      v128.store(q, v128.load(p));
    }
    if (columns & 1) {
      v128.store(q, v128.load64_zero(p));
      q += 16;
    }
    for (; q < to; q += 16) v128.store(q, zero);
  }
}

/** A full panel of a B that is stored transposed: its columns lie along k. */
function packPanelColumns(b: usize, byColumn: usize, kc: usize, to: usize): void {
  for (let j: usize = 0; j < PANEL; j += 2) {
    let p0 = b + j * byColumn, p1 = p0 + byColumn;
    let q = to + (j << 3);
    for (let k: usize = 1; k < kc; k += 2, p0 += 16, p1 += 16, q += 2 * PANEL_ROW) {
      const v0 = v128.load(p0), v1 = v128.load(p1);
      v128.store(q, v128.shuffle<f64>(v0, v1, 0, 2));
      v128.store(q, v128.shuffle<f64>(v0, v1, 1, 3), PANEL_ROW);
    }
    if (kc & 1) v128.store(q, f64x2(load<f64>(p0), load<f64>(p1)));
  }
}

/** A panel that is not full, of a B that is stored transposed. */
function packNarrowColumns(
  b: usize, byColumn: usize, columns: usize, kc: usize, width: usize, to: usize,
): void {
  const row = width << 3;
  for (let j: usize = 0; j < width; j++, b += byColumn) {
    let p = b, q = to + (j << 3);
    if (j < columns) {
      for (let k: usize = 0; k < kc; k++, p += 8, q += row) store<f64>(q, load<f64>(p));
    } else {
      for (let k: usize = 0; k < kc; k++, q += row) store<f64>(q, 0);
    }
  }
}

/**
 * Rows of A out of a transposed A: a[i][k] at `a + k byK + 8 i`, to `rows` rows of
 * kc numbers, `ldTo` bytes apart. Runs along the stored rows, two at a time.
 */
export function packTransposed(
  a: usize, byK: usize, rows: usize, kc: usize, to: usize, ldTo: usize,
): void {
  let k: usize = 0;
  for (; k + 1 < kc; k += 2, a += 2 * byK, to += 16) {
    let p = a, q = to;
    for (let i: usize = 1; i < rows; i += 2, p += 16, q += 2 * ldTo) {
      const v0 = v128.load(p), v1 = v128.load(p + byK);
      v128.store(q, v128.shuffle<f64>(v0, v1, 0, 2));
      v128.store(q + ldTo, v128.shuffle<f64>(v0, v1, 1, 3));
    }
    if (rows & 1) v128.store(q, f64x2(load<f64>(p), load<f64>(p + byK)));
  }
  if (k < kc) {
    for (let i: usize = 0; i < rows; i++) {
      store<f64>(to + i * ldTo, load<f64>(a + (i << 3)));
    }
  }
}
