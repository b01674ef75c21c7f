import type { Machine } from "./_machine.ts";
import { markdownTable } from "./_report.ts";

/** A ratio that the library is held to, both sides of which were measured in one run. */
export interface Bar {
  readonly what: string;
  readonly least: number;
  readonly got: number;
}

/** What the bars are for a processor's vectors. */
const BARS = {
  "AVX-512": { numpy: 5, bestNumpy: 3, torch32: 3 },
  AVX2: { numpy: 3, bestNumpy: 1.6, torch32: 2 },
} as const;

/** The bars of this machine; undefined where none are set. */
export function barsOf({ vectors }: Machine) {
  return vectors === undefined ? undefined : BARS[vectors];
}

/** A table that says which bars are met; nothing for none. */
export function barsTable(bars: readonly Bar[]): string[] {
  if (bars.length === 0) return [];
  return [
    "What the library is held to, in this run:",
    markdownTable(
      ["", "at least", "measured", ""],
      bars.map(({ what, least, got }) => [
        what,
        `${least.toFixed(2)} x`,
        `${got.toFixed(2)} x`,
        got >= least ? "met" : "**not met**",
      ]),
    ),
  ];
}
