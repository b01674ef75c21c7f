import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Bar, barSensitivity, examine, observe } from "weightlab/claims";
import type { Measurement } from "weightlab/claims";
import { assertDefaults } from "../_defaults.ts";
import { coinClaim, NO_DIGITS } from "./_coin.ts";

function measured(
  [low, high]: readonly [number, number],
  bar: Bar,
  onCondition = false,
): Measurement {
  const estimate = { value: low, low, high, n: 9, method: "t" };
  return { measure: "m", onCondition, bar, estimate, standing: "open" };
}

function spans(...measurements: Measurement[]) {
  const condition = { sense: "narrower", text: "c" } as const;
  return barSensitivity([{ number: 1, title: "c", measurements, condition }])
    .map(({ verdict, from, to }) => [verdict, from, to]);
}

Deno.test("barSensitivity() turns verdicts where a bar meets an interval's end", () => {
  assertEquals(spans(measured([1, 2], { above: 0.5 })), [
    ["as said", 0.1, 2],
    ["open", 2, 4],
    ["not", 4, 10],
  ]);
  // What is to be below has to be half as much at twice the bar.
  assertEquals(spans(measured([1, 2], { below: 4 })), [
    ["as said", 0.1, 2],
    ["open", 2, 4],
    ["not", 4, 10],
  ]);
  assertEquals(spans(measured([1000, 1000], { above: 1 })), [
    ["as said", 0.1, 10],
  ]);
  // Nothing is below a bar, however far it is moved towards 0.
  assertEquals(spans(measured([0, 0], { below: 1 })), [["as said", 0.1, 10]]);
});

Deno.test("barSensitivity() moves the condition's bars too, and joins spans of one verdict", () => {
  assertEquals(
    spans(
      measured([0.5, 0.5], { above: 1 }),
      measured([2, 2], { above: 1 }, true),
    ),
    [["as said", 0.1, 0.5], ["in a narrower sense", 0.5, 2], ["not", 2, 10]],
  );
  // The second part turns at 3, where the first has failed already.
  assertEquals(
    spans(measured([2, 2], { above: 1 }), measured([3, 3], { above: 1 })),
    [["as said", 0.1, 2], ["not", 2, 10]],
  );
});

Deno.test("barSensitivity() has the finding's verdict at its own bars", async () => {
  for (
    const claim of [coinClaim([0.6]), coinClaim([0.2], [0.7]), coinClaim([0.1])]
  ) {
    const finding = examine(claim, await observe([claim], NO_DIGITS));
    const here = barSensitivity([finding])
      .find(({ from, to }) => from < 1 && to >= 1)!;
    assertEquals(here.verdict, finding.verdict);
  }
});

Deno.test("barSensitivity() goes from a tenth to ten times unless told", async () => {
  const claim = coinClaim([0.6]);
  const finding = examine(claim, await observe([claim], NO_DIGITS));
  await assertDefaults(
    (options) => barSensitivity([finding], options),
    { from: [0.1, 0.2], to: [10, 9] },
  );
  const all = barSensitivity([finding], { from: 0.5, to: 3 });
  assertAlmostEquals(all[0].from, 0.5);
  assertAlmostEquals(all.at(-1)!.to, 3);
});

Deno.test("barSensitivity() refuses a bar of 0, and ends out of order", () => {
  assertThrows(
    () => spans(measured([1, 2], { above: 0 })),
    RangeError,
    'Cannot move bars: the bar of "m" in claim 1 must be above 0, got 0',
  );
  assertThrows(
    () => barSensitivity([], { from: 2, to: 1 }),
    RangeError,
    "Cannot move bars: from must be below to, got 2 and 1",
  );
});
