import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { errorAtLoss } from "../../lib/claims/_overfitting_curves.ts";

Deno.test("errorAtLoss() lies on a straight line over the loss's logarithm", () => {
  const curve = { loss: [1, 0.1, 0.001, 0.01], error: [0.5, 0.3, 0.2, 0.9] };
  assertAlmostEquals(errorAtLoss(curve, 0.1), 0.3);
  assertAlmostEquals(errorAtLoss(curve, 0.01), 0.25);
  assertEquals(errorAtLoss(curve, 2), 0.5);
  assertThrows(
    () => errorAtLoss(curve, 1e-4),
    Error,
    "a network must come down to 0.0001 nats within 1,500 updates",
  );
});
