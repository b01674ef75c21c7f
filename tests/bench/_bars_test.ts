import { assertEquals } from "@std/assert";
import { barsOf, barsTable } from "./_bars.ts";
import { machine } from "./_machine.ts";

Deno.test("barsTable() says of each ratio whether it is met, to the last digit", () => {
  const [, table] = barsTable([
    { what: "a", least: 3, got: 3 },
    { what: "b", least: 1.6, got: 1.5999 },
    { what: "c", least: 1, got: NaN },
  ]);
  assertEquals(table.split("\n").slice(2), [
    "| a | 3.00 x | 3.00 x | met |",
    "| b | 1.60 x | 1.60 x | **not met** |",
    "| c | 1.00 x | NaN x | **not met** |",
  ]);
  assertEquals(barsTable([]), []);
});

Deno.test("barsOf() is higher for wider vectors, and nothing where none are told", async () => {
  const here = await machine();
  assertEquals(barsOf({ ...here, vectors: "AVX-512" })?.numpy, 5);
  assertEquals(barsOf({ ...here, vectors: "AVX2" })?.numpy, 3);
  assertEquals(barsOf({ ...here, vectors: undefined }), undefined);
});
