import { checkArray, checkOneOf } from "../check/kinds.ts";
import { checkNumber } from "../check/numbers.ts";
import { kindOf } from "../check/kind_of.ts";
import { checked, oneOf, readOptions } from "../check/options.ts";
import type { Estimate } from "../statistics/estimate.ts";

/** The side of a number on which a claim puts what is measured. */
export type Bar =
  | {
    /** The claim is that it lies above this. */
    readonly above: number;
  }
  | {
    /** The claim is that it lies below this. */
    readonly below: number;
  };

/**
 * Where an interval lies: wholly on the claim's side of the bar, wholly on the other, or
 * on both, so that more draws would have to tell.
 */
export type Standing = "for" | "against" | "open";

/** All there are. */
const STANDINGS: readonly Standing[] = ["for", "against", "open"];

/**
 * What becomes of a claim: it is so as it was said; it is so under a condition that keeps
 * what it is about and narrows it; what it says is so of something else; it is not so; or
 * more runs would have to tell.
 */
export type Verdict =
  | "as said"
  | "in a narrower sense"
  | "not as said, but of something else"
  | "not"
  | "open";

/**
 * What a condition does to a claim: "narrower" keeps what the claim is about and leaves
 * some of it out, "something else" puts another thing in its place.
 */
export type Sense = "narrower" | "something else";

/** The verdict on a claim that is so under a condition alone. */
const ON_CONDITION: Readonly<Record<Sense, Verdict>> = {
  narrower: "in a narrower sense",
  "something else": "not as said, but of something else",
};

/**
 * Where an interval lies.
 *
 * @param interval What was measured; an end on the bar counts as beyond it.
 * @param bar The claim's side.
 * @throws {RangeError} if the interval is not one: an end is NaN, or low above high; if the
 * bar is not finite.
 * @throws {TypeError} if the bar has no side, or two.
 *
 * @example
 * ```ts
 * import { standingOf } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(standingOf({ low: 0.6, high: 0.8 }, { above: 0.5 }), "for");
 * assertEquals(standingOf({ low: 0.6, high: 0.8 }, { below: 0.5 }), "against");
 * assertEquals(standingOf({ low: 0.4, high: 0.8 }, { above: 0.5 }), "open");
 * ```
 */
export function standingOf(
  interval: Pick<Estimate, "low" | "high">,
  bar: Bar,
): Standing {
  const low = interval?.low, high = interval?.high;
  if (!(low <= high)) {
    throw new RangeError(
      `Cannot judge: low must be at most high, got ${kindOf(low)} and ${
        kindOf(high)
      }`,
    );
  }
  checkBar(bar);
  if ("above" in bar) {
    return low > bar.above ? "for" : high <= bar.above ? "against" : "open";
  }
  return high < bar.below ? "for" : low >= bar.below ? "against" : "open";
}

/**
 * The verdict on a claim, from where its measurements lie.
 *
 * - It is so as said if all that it says is for it.
 * - If something is against it, and there is a condition under which all is for it, it is
 *   so in a narrower sense, or of something else: what the condition does to it. It is not
 *   so if there is no condition, or something is against that too.
 * - Otherwise it is open.
 *
 * @param asSaid The standings of what the claim says, as it says it; at least one.
 * @param condition The standings of the same under a condition, and what that does to the
 * claim, if one was found.
 * @throws {RangeError} if nothing was measured, a standing is none, or a sense is none.
 * @throws {TypeError} if standings are no list, or there is no such option.
 *
 * @example
 * ```ts
 * import { verdict } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(verdict(["for", "for"]), "as said");
 * assertEquals(verdict(["for", "against"]), "not");
 * assertEquals(
 *   verdict(["for", "against"], { sense: "narrower", standings: ["for"] }),
 *   "in a narrower sense",
 * );
 * assertEquals(verdict(["open"]), "open");
 * ```
 */
export function verdict(
  asSaid: readonly Standing[],
  condition?: {
    /** What the condition does to the claim. */
    readonly sense: Sense;
    /** The standings of what the claim says under it. */
    readonly standings: readonly Standing[];
  },
): Verdict {
  const doing = "judge a claim";
  checkStandings("asSaid", asSaid);
  if (asSaid.length === 0) {
    throw new RangeError(
      "Cannot judge a claim: asSaid must hold at least one standing, got 0",
    );
  }
  const { sense, standings } = condition === undefined
    ? { sense: undefined, standings: [] }
    : readOptions(doing, condition, {
      sense: oneOf(Object.keys(ON_CONDITION) as Sense[]),
      standings: checked<readonly Standing[]>((_, __, all) =>
        checkStandings("condition.standings", all)
      ),
    }, "condition");
  if (asSaid.every((standing) => standing === "for")) return "as said";
  if (!asSaid.includes("against")) return "open";
  if (sense === undefined || standings.length === 0) return "not";
  if (standings.includes("against")) return "not";
  return standings.includes("open") ? "open" : ON_CONDITION[sense];
}

function checkStandings(name: string, standings: readonly Standing[]): void {
  checkArray("judge a claim", name, standings);
  for (const one of standings) {
    checkOneOf("judge a claim", name, one, STANDINGS);
  }
}

/** Holds a bar to one number, above or below. */
function checkBar(bar: Bar): void {
  const sides: [string, number][] = Object.entries(bar ?? {});
  if (sides.length !== 1 || !["above", "below"].includes(sides[0][0])) {
    throw new TypeError(
      `Cannot judge: bar must be { above } or { below }, got ${kindOf(bar)}`,
    );
  }
  checkNumber("judge", `bar.${sides[0][0]}`, sides[0][1], {});
}
