import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { verdictsByBar } from "weightlab/charts";
import type { Verdict } from "weightlab/claims";
import { axesOf, drawnBy, tooltipsOf } from "./_drawn.ts";
import { verdictSpans } from "./_figures.ts";

Deno.test("verdictsByBar() draws each span from end to end, its verdict's sign in the middle", () => {
  const [bars, , signs] = drawnBy(verdictsByBar(verdictSpans()));
  assertEquals(
    bars.marks.map(({ x, x2, y }) => [Number.parseInt(String(y)), x, x2]),
    verdictSpans().map(({ number, from, to }) => [number, from, to]),
  );
  signs.marks.forEach(({ x }, i) => {
    const { from, to } = verdictSpans()[i];
    assertAlmostEquals(Number(x) / from, to / Number(x));
  });
});

Deno.test("verdictsByBar() tells verdicts by shape as well as by colour, and marks the bars", () => {
  const { spec } = verdictsByBar(verdictSpans());
  const layers = spec.layer as unknown as {
    encoding: Record<string, { scale?: { range: string[]; domain: string[] } }>;
    data?: { values: unknown[] };
  }[];
  const { color, shape } = layers[2].encoding;
  assertEquals(shape.scale!.domain, color.scale!.domain);
  assertEquals(new Set(shape.scale!.range).size, 5);
  assertEquals(new Set(color.scale!.range).size, 5);
  assertEquals(layers[1].data!.values, [{ bar: 1 }]);
});

Deno.test("verdictsByBar() has axes and tooltips with their titles, ticks and units: times the bars on a logarithmic axis", () => {
  const chart = verdictsByBar(verdictSpans());
  assertEquals(axesOf(chart), [{
    channel: "x",
    title:
      "asks less  ←   times what the claim's bars ask (logarithmic)   →  asks more",
    scale: "log",
    domain: [0.1, 10],
    ticks: [0.1, 0.2, 0.5, 1, 2, 5, 10],
    format: "~g",
  }, { channel: "y", title: "claims of the post" }]);
  assertEquals(tooltipsOf(chart), [[
    "claim: claim",
    "verdict: verdict",
    "from, times its bars: from, .3~g",
    "to, times its bars: to, .3~g",
  ]]);
});

Deno.test("verdictsByBar() says which verdicts move near their bars, or that none does", () => {
  const [first] = verdictSpans();
  assertEquals(
    verdictsByBar([{ ...first, to: 10 }]).description,
    "Verdicts on 1 claim with bars that ask 0.1 to 10 times as much: none moves within a factor of 2 of its bars.",
  );
});

Deno.test("verdictsByBar() refuses no span, no verdict and ends out of order", () => {
  const [span] = verdictSpans();
  assertThrows(
    () => verdictsByBar([]),
    RangeError,
    "Cannot draw verdicts by their bars: spans must hold at least one span, got 0",
  );
  assertThrows(
    () => verdictsByBar([{ ...span, verdict: "perhaps" as Verdict }]),
    RangeError,
    "verdict of claim 1 must be one of as said,",
  );
  assertThrows(
    () => verdictsByBar([{ ...span, from: 2 }]),
    RangeError,
    "from of claim 1 must be below to, got 2 and 1.5",
  );
});
