import { assertEquals } from "@std/assert";
import { distance, nearest } from "../../lib/help/_nearest.ts";

const names = ["he", "help", "histograms", "SGD", "standardNormal", "relu"];

Deno.test("nearest() is by letters put in, taken out or replaced", () => {
  assertEquals(nearest("sdg", names, 1), ["SGD"]);
  assertEquals(nearest("hlp", names, 2), ["help", "he"]);
  assertEquals(nearest("RELU", names, 1), ["relu"]);
  assertEquals(nearest("rellu", ["Relu", "relu"], 1), ["relu"]);
});

Deno.test("nearest() finds a name by a part of it", () => {
  assertEquals(nearest("normal", names, 1), ["standardNormal"]);
  assertEquals(nearest("histogram", names, 1), ["histograms"]);
});

Deno.test("distance() is below 1 for a part of a name, else in letters", () => {
  assertEquals(distance("histogram", "histograms"), 0.01);
  assertEquals(distance("relu", "Relu"), 0);
  assertEquals(distance("MSE", "mlp"), 2.03);
});
