import { assertEquals } from "@std/assert";
import { tooltip } from "../../lib/charts/_tooltip.ts";

Deno.test("tooltip() has a title a field, and a format where one is told", () => {
  assertEquals(tooltip({ series: "run", loss: ["loss (nats)", ".4~g"] }), [
    { field: "series", title: "run" },
    { field: "loss", title: "loss (nats)", format: ".4~g" },
  ]);
});
