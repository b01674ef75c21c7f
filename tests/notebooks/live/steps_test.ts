import { assertEquals } from "@std/assert";
import { numbersOf } from "../../../notebooks/_jupyter/pages/template/script/live/literals.js";
import {
  slideOf,
  slidePlace,
  slidTo,
  stepped,
} from "../../../notebooks/_jupyter/pages/template/script/live/steps.js";

/** What the number of a cell becomes in so many steps each. */
const walk = (source: string, steps: readonly number[], isFine = false) => {
  const [number] = numbersOf(source);
  return steps.map((by) => stepped(number, by, isFine));
};

Deno.test("stepped() takes a quantity through ten readable values of each decade", () => {
  assertEquals(walk("0.01", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), [
    ...["0.01", "0.012", "0.015", "0.02", "0.025", "0.03"],
    ...["0.04", "0.05", "0.06", "0.08", "0.1", "0.12"],
  ]);
  assertEquals(walk("0.01", [-1, -10, 20, 30]), [
    ...["0.008", "0.001", "1.0", "10.0"],
  ]);
  // What is between two goes to them.
  assertEquals(walk("0.293", [-1, 0, 1, 2]), ["0.25", "0.293", "0.3", "0.4"]);
});

Deno.test("stepped() in finer steps goes through two digits", () => {
  assertEquals(walk("0.5", [-1, 1, 2, 50], true), [
    ...["0.49", "0.51", "0.52", "1.0"],
  ]);
  assertEquals(walk("0.293", [-1, 1], true), ["0.29", "0.3"]);
});

Deno.test("stepped() keeps whole numbers whole and what is positive positive", () => {
  assertEquals(walk("5", [1, -1, -4, -5, -100, 95, 96, 97]), [
    ...["6", "4", "1", "1", "1", "100", "110", "120"],
  ]);
  assertEquals(walk("784", [-1, 1, 100]), ["780", "790", "8800"]);
  assertEquals(walk("784", [-1, 1, 16], true), ["783", "785", "800"]);
  assertEquals(walk("0.01", [-1000]), ["1e-12"]);
  assertEquals(walk("1", [-1], true), ["1"]);
});

Deno.test("stepped() takes 0 and what is negative in equal steps to either side", () => {
  assertEquals(walk("x = 0", [-1, 1, -2]), ["-1", "1", "-2"]);
  assertEquals(walk("x = -3", [-1, 2, 3, 4]), ["-4", "-1", "0", "1"]);
  assertEquals(walk("x = -100", [-1, 1, 2]), ["-110", "-99", "-98"]);
  assertEquals(walk("x = -0.5", [-1, 1, 5, 6]), ["-0.6", "-0.4", "0.0", "0.1"]);
  assertEquals(walk("({ sigmaB: 0 })", [1, -1]), ["0.1", "-0.1"]);
  assertEquals(walk("x = 0.0", [1, -2], true), ["0.01", "-0.02"]);
  assertEquals(walk("x = -1e-3", [1, 2]), ["-9e-4", "-8e-4"]);
});

Deno.test("stepped() takes what was 0 to begin with back there, and below", () => {
  for (
    const [source, back] of [["x = 1", ["0", "-1"]], ["x = 0.1", [
      "0.0",
      "-0.1",
    ]]] as const
  ) {
    const [number] = numbersOf(source);
    const steps = [-1, -2].map((by) =>
      stepped({ ...number, isAnySign: true }, by)
    );
    assertEquals(steps, [...back]);
  }
});

Deno.test("stepped() writes no minus where it would be another sign", () => {
  assertEquals(walk("a-0", [-1, 1]), ["0", "1"]);
  assertEquals(walk("at[0]", [-5, 2]), ["0", "2"]);
});

Deno.test("stepped() writes as the cell does", () => {
  assertEquals(walk(".5", [-1, 2, 3]), [".4", ".8", "1.0"]);
  assertEquals(walk("1e-3", [-1, 1, 30, 40]), ["8e-4", "1.2e-3", "1e0", "1e1"]);
  assertEquals(walk("1E3", [10]), ["1E4"]);
  assertEquals(walk("1_000", [1, -1]), ["1_100", "990"]);
  assertEquals(walk("60_000", [1], true), ["60_001"]);
  assertEquals(walk("10n", [1]), ["11n"]);
  // A quantity by its name alone is written without a point where it is whole.
  assertEquals(walk("({ std: 1 })", [-1, 1, 3]), ["0.8", "1.2", "2"]);
  assertEquals(walk("2.5", [-2]), ["1.5"]);
  assertEquals(walk("2.5", [-1]), ["2.0"]);
});

Deno.test("stepped() there and back is the same", () => {
  for (const text of ["0.01", "3", "250", "1e-3", "x = -2", "({ std: 1 })"]) {
    const [number] = numbersOf(text);
    for (let by = -12; by <= 12; by++) {
      const there = stepped(number, by);
      const place = slidePlace(number, there);
      assertEquals(slidTo(number, place), there, `${text} by ${by}`);
    }
  }
});

Deno.test("slideOf() reaches from .001 to 10 and further, and its own number", () => {
  const reach = (source: string) => {
    const [number] = numbersOf(source);
    const { least, most } = slideOf(number);
    return [slidTo(number, least), slidTo(number, most)];
  };
  assertEquals(reach("0.01"), ["0.0001", "10.0"]);
  assertEquals(reach("({ std: 1 })"), ["0.001", "100"]);
  assertEquals(reach("5"), ["1", "50"]);
  assertEquals(reach("1"), ["1", "20"]);
  assertEquals(reach("100"), ["1", "1000"]);
  assertEquals(reach("x = 0"), ["-20", "20"]);
  assertEquals(reach("at[0]"), ["0", "20"]);
  for (const source of ["0.293", "784", "1e-9", "x = -3", "1e6"]) {
    const [number] = numbersOf(source);
    const { least, most } = slideOf(number);
    const place = slidePlace(number);
    assertEquals(least <= place && place <= most, true, source);
  }
});
