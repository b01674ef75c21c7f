import { assertEquals, assertGreater, assertThrows } from "@std/assert";
import { statement, statements } from "../../notebooks/statements.ts";

Deno.test("statement() names what does not hold, what was found and why that may be", () => {
  statement("Two is more than one", () => assertGreater(2, 1));
  assertEquals(
    statements(),
    "1 statement of this notebook, checked: it holds.",
  );
  statement("Two is more than one", () => assertGreater(2, 1));
  statement("One is one", () => assertEquals(1, 1));
  assertEquals(
    statements(),
    "2 statements of this notebook, checked: all hold.",
  );

  const error = assertThrows(
    () => statement("Two is more than one", () => assertGreater(1, 2)),
    Error,
    'does not hold here: "Two is more than one"',
  ) as Error;
  assertEquals(error.message.includes("If you changed a size"), true);
  assertEquals(error.cause instanceof Error, true);
  // What held before and does not any more is counted no longer.
  assertEquals(
    statements(),
    "1 statement of this notebook, checked: it holds.",
  );
});
