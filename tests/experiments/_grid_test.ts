import { assertEquals } from "@std/assert";
import { grid } from "../../lib/experiments/_grid.ts";

Deno.test("grid() gives every combination, those of the last name next to each other", () => {
  const points = grid({ depth: [1, 2], seed: ["a", "b"] });
  assertEquals(points.map(({ depth, seed }) => `${depth}${seed}`), [
    ...["1a", "1b", "2a", "2b"],
  ]);
});

Deno.test("grid() leaves out the names that have no list", () => {
  const seeds: string[] | undefined = undefined;
  assertEquals(grid({ depth: [1], seed: seeds }), [{ depth: 1 }]);
  assertEquals(grid({}), [{}]);
  assertEquals(grid({ depth: [] }), []);
});
