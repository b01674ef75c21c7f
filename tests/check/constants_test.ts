import { assertEquals, assertThrows } from "@std/assert";
import { keepFields, showConstants } from "../../lib/check/constants.ts";

Deno.test("showConstants() lets constants be read, and says what to do instead of assigning", () => {
  const object: Record<string, unknown> = {};
  showConstants(object, "Thing", { size: 3, name: undefined });
  assertEquals([object.size, object.name], [3, undefined]);
  assertThrows(
    () => object.size = [4],
    TypeError,
    "Cannot set size of Thing: it must stay as it was given, 3, got an Array; make another",
  );
  showConstants(object, "Thing", { lr: 1 }, (constant) => `not ${constant}`);
  assertThrows(() => object.lr = 2, TypeError, "got 2; not lr");
  assertThrows(() => Object.assign(object, { lr: 2 }), TypeError, "got 2");
  assertEquals(object.lr, 1);
  // Who prints or compares an object sees what it saw before.
  assertEquals(Object.keys(object), []);
});

Deno.test("keepFields() lets fields change within, and no other take their place", () => {
  const object = { list: [1], other: 2 };
  keepFields(object, "list");
  assertThrows(() => object.list = [], TypeError, "read only property 'list'");
  object.list.push(3);
  object.other = 4;
  assertEquals(object, { list: [1, 3], other: 4 });
});
