import { assertEquals } from "@std/assert";
import { displayedAs } from "../../lib/notebook/displayed_as.ts";

Deno.test("displayedAs() answers what the kernel asks, and nothing else sees it", () => {
  const value = { a: 1 };
  const bundle = () => ({ "text/plain": "one" });
  assertEquals(displayedAs(value, bundle), value);
  assertEquals(Reflect.ownKeys({ ...value }), ["a"]);
  assertEquals(Reflect.get(value, Symbol.for("Jupyter.display")), bundle);
});
