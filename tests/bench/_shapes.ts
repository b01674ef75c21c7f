/** A matrix product: A is m x k, B is k x n, either stored as its transpose. */
export interface Shape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** The products of the 16 panels, and squares. */
export const SHAPES: readonly Shape[] = [
  { m: 100, k: 784, n: 100 },
  { m: 784, k: 100, n: 100, transposeA: true },
  { m: 100, k: 100, n: 100 },
  { m: 100, k: 100, n: 100, transposeA: true },
  { m: 100, k: 100, n: 100, transposeB: true },
  { m: 1000, k: 784, n: 100 },
  ...[32, 64, 128, 256, 512].map((n) => ({ m: n, k: n, n })),
  { m: 512, k: 512, n: 512, transposeA: true },
  { m: 512, k: 512, n: 512, transposeB: true },
];

/** "100 x 784 x 100", with A' or B' for a transpose. */
export function shapeName(shape: Shape): string {
  const { m, k, n, transposeA, transposeB } = shape;
  return `${m} x ${k} x ${n}${transposeA ? ", A'B" : ""}${
    transposeB ? ", AB'" : ""
  }`;
}
