import { assertEquals, assertThrows } from "@std/assert";
import { tanh } from "weightlab";
import {
  chi,
  correlationMap,
  type Ensemble,
  lengthByLayer,
  lengthMap,
  meanField,
  signalPropagation,
} from "weightlab/theory";
import { variancesOf } from "../../lib/theory/ensemble.ts";

Deno.test("variancesOf() squares, and takes no biases unless given", () => {
  assertEquals(variancesOf({ sigmaW: 3 }), { weights: 9, biases: 0 });
  assertEquals(variancesOf({ sigmaW: 1, sigmaB: 0.5 }).biases, 0.25);
});

const USERS: Record<string, (ensemble: Ensemble) => unknown> = {
  "map lengths": (ensemble) => lengthMap(tanh, ensemble),
  "propagate a length": (ensemble) =>
    lengthByLayer(tanh, { ...ensemble, depth: 2 }),
  "map correlations": (ensemble) => correlationMap(tanh, { ...ensemble, q: 1 }),
  "take chi": (ensemble) => chi(tanh, { ...ensemble, q: 1 }),
  "find the fixed points": (ensemble) => meanField(tanh, ensemble),
  "predict signal propagation": (ensemble) =>
    signalPropagation(tanh, { ...ensemble, depth: 2 }),
};

for (const [doing, use] of Object.entries(USERS)) {
  Deno.test(`what cannot ${doing} without a proper ensemble says so`, () => {
    for (const sigmaW of [0, -1, NaN, Infinity]) {
      assertThrows(
        () => use({ sigmaW }),
        RangeError,
        `Cannot ${doing}: sigmaW must be a finite number above 0, got ${sigmaW}`,
      );
    }
    assertThrows(
      () => use({ sigmaW: 1, sigmaB: -0.1 }),
      RangeError,
      `Cannot ${doing}: sigmaB must be a finite number at least 0, got -0.1`,
    );
  });
}
