import { assertEquals } from "@std/assert";
import { groupBy } from "../../lib/check/group_by.ts";

Deno.test("groupBy() is Map.groupBy: groups and values in their order", () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];
  const isOdd = (value: number) => value % 2 === 1;
  const groups = groupBy(values, isOdd);
  assertEquals([...groups], [[true, [3, 1, 1, 5, 9]], [false, [4, 2, 6]]]);
  assertEquals([...groups], [...Map.groupBy(values, isOdd)]);
  assertEquals(groupBy([].values(), isOdd).size, 0);
});
