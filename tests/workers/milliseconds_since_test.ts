import { assert, assertEquals } from "@std/assert";
import { millisecondsSince } from "../../lib/workers/milliseconds_since.ts";

Deno.test("millisecondsSince() is the time since then, to a hundredth", () => {
  const begun = performance.now();
  while (performance.now() - begun < 5);
  const ms = millisecondsSince(begun);
  assert(ms >= 5 && ms <= performance.now() - begun + 0.01, `${ms}`);
  assertEquals(Number(ms.toFixed(2)), ms);
});
