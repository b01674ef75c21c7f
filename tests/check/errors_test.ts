import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { errorAgain, reworded } from "../../lib/check/errors.ts";

Deno.test("reworded() changes what an error says, in its stack too, and the error alone", () => {
  const error = new RangeError("lr must be above 0, got $&");
  const place = error.stack!.slice(error.stack!.indexOf("\n"));
  assertStrictEquals(reworded(error, "rate $& (job 1)"), error);
  assertEquals(error.message, "rate $& (job 1)");
  assertEquals(error.stack, `RangeError: rate $& (job 1)${place}`);
});

Deno.test("errorAgain() makes an error of its kind, with its message and its stack", () => {
  const message = "W must be 2 x 3, got 3 x 2", stack = "at work.ts:1:2";
  const again = ["TypeError", "RangeError", "Error", "NotCapable"]
    .map((name) => errorAgain({ name, message, stack }));
  assertEquals(again.map(({ name }) => name), [
    "TypeError",
    "RangeError",
    "Error",
    "Error",
  ]);
  assert(again[1] instanceof RangeError);
  assertEquals(again[1].message, message);
  assertEquals(again[1].stack, stack);
});
