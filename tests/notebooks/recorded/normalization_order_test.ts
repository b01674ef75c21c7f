import { assertEquals } from "@std/assert";
import {
  accuracyOf,
  type OrderRow,
  settings as ownSettings,
} from "../../../notebooks/recorded/normalization_order.ts";
import { recorded, train } from "./_recorded.ts";

Deno.test("the recorded orders of normalization are those of their networks: one of each, trained again", async () => {
  const { settings, rows } = await recorded<OrderRow>("normalization_order");
  assertEquals(settings, ownSettings);
  const seed = 6;
  for (const order of ["before", "after"] as const) {
    const row = rows.find((row) => row.order === order && row.std === 0.1)!;
    assertEquals(accuracyOf(row, seed, train), row.accuracies[seed]);
    assertEquals(row.accuracies.length, 10);
  }
});
