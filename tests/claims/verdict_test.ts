import { assertEquals, assertThrows } from "@std/assert";
import {
  type Bar,
  type Standing,
  standingOf,
  type Verdict,
  verdict,
} from "weightlab/claims";

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
  const cases: [Standing[], Standing[], Verdict][] = [
    [["for"], [], "as said"],
    // What holds needs no condition.
    [["for", "for"], ["against"], "as said"],
    [["for", "against"], [], "not"],
    [["against"], ["for", "for"], "in a narrower sense"],
    [["against"], ["for", "against"], "not"],
    [["against", "open"], ["for"], "in a narrower sense"],
    [["against"], ["for", "open"], "open"],
    [["against"], ["open", "against"], "not"],
    // Not known to fail as said: a condition decides nothing.
    [["for", "open"], ["for"], "open"],
    [["open"], [], "open"],
  ];
  for (const [asSaid, standings, expected] of cases) {
    assertEquals(verdict(asSaid, { sense: "narrower", standings }), expected);
    // What changes the claim's subject decides as much, under another name.
    assertEquals(
      verdict(asSaid, { sense: "something else", standings }),
      expected === "in a narrower sense"
        ? "not as said, but of something else"
        : expected,
    );
    if (standings.length === 0) assertEquals(verdict(asSaid), expected);
  }
});

Deno.test("verdict() refuses a claim that was not measured", () => {
  assertThrows(
    () => verdict([], { sense: "narrower", standings: ["for"] }),
    RangeError,
    "Cannot judge a claim: asSaid must hold at least one standing, got 0",
  );
});
