import { assertEquals } from "@std/assert";
import * as elementary from "../../lib/kernel/elementary.ts";

Deno.test("the elementary functions are those that they are named for", () => {
  const of: Record<string, [number[], number]> = {
    erf: [[.5], .5204998778130465],
    erfc: [[10], 2.088487583762545e-45],
    exp: [[1], Math.E],
    expm1: [[1e-20], 1e-20],
    log: [[10], Math.LN10],
    log10: [[1e-8], -8],
    log1p: [[1e-20], 1e-20],
    normalDensity: [[0], .3989422804014327],
    normalDistribution: [[1], .8413447460685429],
    pow: [[10, -2], .01],
    sigmoid: [[-40], 4.248354255291589e-18],
    softplus: [[0], Math.LN2],
    tanh: [[1], .7615941559557649],
  };
  assertEquals(Object.keys(of).sort(), Object.keys(elementary).sort());
  for (const [name, [x, y]] of Object.entries(of)) {
    const f = elementary[name as keyof typeof elementary] as (
      ...x: number[]
    ) => number;
    assertEquals(f(...x), y, name);
  }
});
