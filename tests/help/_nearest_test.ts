import { assertEquals } from "@std/assert";
import { nearest } from "../../lib/help/_nearest.ts";

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
