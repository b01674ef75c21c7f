import { assertEquals, assertInstanceOf } from "@std/assert";
import { sendable, unsendable } from "../../lib/workers/sendable.ts";

Deno.test("sendable() gives what structured clone can copy", () => {
  assertEquals(sendable("words"), "words");
  const range = sendable(new RangeError("far"));
  assertInstanceOf(range, RangeError);
  assertEquals(range.message, "far");
  const holding = { f: () => {}, name: "TypeError", message: "odd" };
  const sent = sendable(holding);
  assertInstanceOf(sent, TypeError);
  assertEquals(sent.message, "odd");
  assertEquals((sendable(() => {}) as Error).message, "()=>{}");
});

Deno.test("unsendable() says why a result could not be sent", () => {
  const { message, cause } = unsendable(new Error("it is a function"));
  assertEquals(
    message,
    "Cannot hand over a result: structured clone must be able to copy it; it is a function",
  );
  assertInstanceOf(cause, Error);
});
