import { assertEquals, assertThrows } from "@std/assert";
import { exactly } from "../../lib/claims/_exact.ts";

Deno.test("exactly() is the number of every run, without its rounding", () => {
  const { value, low, high, method } = exactly("it", [0.5, 0.5 + 1e-16]);
  assertEquals([value, low, high, method], [0.5, 0.5, 0.5, "exact"]);
  assertEquals(exactly("it", [7e-33, 0]).value, 0);
  assertEquals(exactly("it", [610]).value, 610);
});

Deno.test("exactly() refuses what draws change", () => {
  assertThrows(
    () => exactly("the share", [0.5, 0.51]),
    Error,
    "Cannot take the share as exact: it must be the same in every run, got 0.5 and 0.51",
  );
});
