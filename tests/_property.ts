import fc from "fast-check";
import { type Matrix, randn, seeded } from "weightlab";

/** Checks a property with a fixed seed, so that every run tries the same cases. */
export function holds<T>(property: fc.IProperty<T>, numRuns = 50): void {
  fc.assert(property, { seed: 20, numRuns });
}

/** A size from 1 up: the edges of matmul's passes of four lie well inside. */
export const size: fc.Arbitrary<number> = fc.integer({ min: 1, max: 13 });

/** Seeds for what a case draws. */
export const seed: fc.Arbitrary<number> = fc.integer({ min: 0, max: 1e6 });

/** A matrix of standard normals, the same for the same seed. */
export function drawn(
  seed: string | number,
  rows: number,
  columns: number,
): Matrix {
  return randn(seeded(`case/${seed}`), rows, columns);
}
