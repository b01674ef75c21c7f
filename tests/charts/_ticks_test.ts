import { assertEquals } from "@std/assert";
import { logTicks } from "../../lib/charts/_ticks.ts";

Deno.test("logTicks() are powers of ten around the values, with 2 and 5 where they are few", () => {
  const cases: [values: number[], ticks: number[]][] = [
    [[1], [1, 2, 5]],
    [[2, 3], [1, 2, 5, 10, 20, 50]],
    [[0.5, 30], [0.1, 1, 10, 100]],
    [[0.002, 0.3], [0.001, 0.01, 0.1, 1]],
    [[3e-4, 1], [1e-4, 1e-3, 1e-2, 0.1, 1]],
    // In any order; a power of ten is its own tick.
    [[100, 1], [1, 2, 5, 10, 20, 50, 100, 200, 500]],
    [[1000, 1], [1, 10, 100, 1000]],
  ];
  for (const [values, ticks] of cases) assertEquals(logTicks(values), ticks);
});
