import { assertEquals, assertThrows } from "@std/assert";
import { checkOnce } from "../../lib/charts/_once.ts";

const rows = [{ x: 1, y: 1 }, { x: 2, y: 1 }, { x: 1, y: 2 }];

Deno.test("checkOnce() names the first that comes again, by its key", () => {
  const must = "there must be one row a place";
  const place = ({ x, y }: typeof rows[0]) => `${x}, ${y}`;
  assertEquals(checkOnce("draw", must, rows, place), undefined);
  const x = (row: typeof rows[0]) => String(row.x);
  const once = () => checkOnce("draw", must, rows, x);
  assertThrows(once, RangeError, `Cannot draw: ${must}, got two of 1`);
  const at = (row: typeof rows[0]) => `at ${place(row)}`;
  const told = () => checkOnce("draw", must, rows, x, at);
  assertThrows(told, RangeError, `Cannot draw: ${must}, got two at 1, 2`);
});
