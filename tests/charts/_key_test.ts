import { assertEquals } from "@std/assert";
import { key } from "../../lib/charts/_key.ts";

Deno.test("key() stands where the panel's frame begins unless told", () => {
  const text = "a  ·  b", anchor = "start";
  assertEquals(key(["a", "b"]), { text, anchor, frame: "group", offset: 6 });
  assertEquals(
    key(["a", "b"], { orient: "top", offset: 10 }),
    { text, anchor, orient: "top", offset: 10 },
  );
});
