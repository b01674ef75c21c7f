import { assertEquals } from "@std/assert";
import type { Matrix } from "weightlab";

/** Runs `body` and holds every matrix to what it held before. */
export function assertUnchanged<T>(body: () => T, ...matrices: Matrix[]): T {
  const before = matrices.map((x) => x.to2DArray());
  const result = body();
  assertEquals(matrices.map((x) => x.to2DArray()), before);
  return result;
}
