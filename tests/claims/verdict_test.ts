import { assertEquals, assertThrows } from "@std/assert";
import { type Bar, type Standing, standingOf, verdict } from "weightlab/claims";

Deno.test("standingOf() is decided only where the whole interval is on one side", () => {
  const cases: [low: number, high: number, above: Standing][] = [
    [0.51, 0.9, "for"],
    [0.1, 0.49, "against"],
    [0.49, 0.51, "open"],
    // An end on the bar is not above it.
    [0.5, 0.9, "open"],
    [0.1, 0.5, "against"],
    [0.5, 0.5, "against"],
  ];
  for (const [low, high, expected] of cases) {
    assertEquals(standingOf({ low, high }, { above: 0.5 }), expected);
    // The same mirrored.
    const mirrored = { low: -high, high: -low };
    assertEquals(standingOf(mirrored, { below: -0.5 }), expected);
  }
});

Deno.test("standingOf() turns when the claim is turned", () => {
  const bars: [Bar, Standing][] = [[{ above: 1 }, "against"], [
    { below: 1 },
    "for",
  ]];
  for (const [bar, expected] of bars) {
    assertEquals(standingOf({ low: 0.2, high: 0.4 }, bar), expected);
  }
});

Deno.test("standingOf() refuses what is no interval", () => {
  for (const [low, high] of [[2, 1], [NaN, 1], [0, NaN]]) {
    assertThrows(
      () => standingOf({ low, high }, { above: 0 }),
      RangeError,
      `Cannot judge: low must be at most high, got ${low} and ${high}`,
    );
  }
});

Deno.test("verdict() follows the standings", () => {
  const cases: [Standing[], Standing[], string][] = [
    [["for"], [], "holds"],
    // What holds needs no condition.
    [["for", "for"], ["against"], "holds"],
    [["for", "against"], [], "does not hold"],
    [["against"], ["for", "for"], "holds with a condition"],
    [["against"], ["for", "against"], "does not hold"],
    [["against", "open"], ["for"], "holds with a condition"],
    [["against"], ["for", "open"], "open"],
    [["against"], ["open", "against"], "does not hold"],
    // Not known to fail as said: a condition decides nothing.
    [["for", "open"], ["for"], "open"],
    [["open"], [], "open"],
  ];
  for (const [asSaid, onCondition, expected] of cases) {
    assertEquals(verdict(asSaid, onCondition), expected);
  }
});

Deno.test("verdict() refuses a claim that was not measured", () => {
  assertThrows(
    () => verdict([], ["for"]),
    RangeError,
    "Cannot judge a claim: asSaid must hold at least one standing, got 0",
  );
});
