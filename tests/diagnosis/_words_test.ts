import { assertEquals } from "@std/assert";
import {
  layersText,
  numberText,
  ofMany,
  percentText,
} from "../../lib/diagnosis/_words.ts";

Deno.test("layersText() lists layers, runs of three and more as from and to", () => {
  assertEquals(layersText([3]), "layer 3");
  assertEquals(layersText([3, 4]), "layers 3 and 4");
  assertEquals(layersText([3, 4, 5]), "layers 3 to 5");
  assertEquals(layersText([1, 3, 4, 5, 9]), "layers 1, 3 to 5 and 9");
});

Deno.test("numberText() writes .001 and 999999 out, and what is beyond by a power", () => {
  const values = [1e-3, 0.00099, -1e-3, 999_000, 1e6, -1e6];
  assertEquals(values.map((value) => numberText(value, 3)), [
    "0.001",
    "9.9e-4",
    "-0.001",
    "999000",
    "1e6",
    "-1e6",
  ]);
});

Deno.test("numberText() keeps two digits, and the very small and large short", () => {
  const values = [0, 0.0121, 0.12, 330, 0.00064, 326892, 2e9, NaN, -Infinity];
  assertEquals(values.map((value) => numberText(value)), [
    "0",
    "0.012",
    "0.12",
    "330",
    "6.4e-4",
    "330000",
    "2e9",
    "NaN",
    "-Infinity",
  ]);
  assertEquals(numberText(1.5463, 3), "1.55");
  assertEquals(percentText(0.9412), "94 %");
});

Deno.test("ofMany() puts the verb a sentence begins with into the plural", () => {
  assertEquals(ofMany("is flat: it is"), "are flat: it is");
  assertEquals(ofMany("has units"), "have units");
  assertEquals(ofMany("gets hardly any"), "get hardly any");
});
