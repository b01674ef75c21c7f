import { checkArray, checkOneOf } from "../check/kinds.ts";
import { checkNumber } from "../check/numbers.ts";
import { kindOf } from "../check/kind_of.ts";
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

/** What becomes of a claim. */
export type Verdict =
  | "holds"
  | "holds with a condition"
  | "does not hold"
  | "open";

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
 * - It holds if all that it says is for it.
 * - If something is against it, it holds with a condition if there is one under which
 *   all is for it, and does not hold if there is none or something is against that too.
 * - Otherwise it is open.
 *
 * @param asSaid The standings of what the claim says, as it says it; at least one.
 * @param onCondition The standings of the same under a condition, if one was found.
 * @throws {RangeError} if nothing was measured, or a standing is none.
 *
 * @example
 * ```ts
 * import { verdict } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(verdict(["for", "for"]), "holds");
 * assertEquals(verdict(["for", "against"]), "does not hold");
 * assertEquals(verdict(["for", "against"], ["for"]), "holds with a condition");
 * assertEquals(verdict(["open"]), "open");
 * ```
 */
export function verdict(
  asSaid: readonly Standing[],
  onCondition: readonly Standing[] = [],
): Verdict {
  for (const [name, standings] of Object.entries({ asSaid, onCondition })) {
    checkArray("judge a claim", name, standings);
    for (const one of standings) {
      checkOneOf("judge a claim", name, one, STANDINGS);
    }
  }
  if (asSaid.length === 0) {
    throw new RangeError(
      "Cannot judge a claim: asSaid must hold at least one standing, got 0",
    );
  }
  if (asSaid.every((standing) => standing === "for")) return "holds";
  if (!asSaid.includes("against")) return "open";
  if (onCondition.length === 0 || onCondition.includes("against")) {
    return "does not hold";
  }
  return onCondition.includes("open") ? "open" : "holds with a condition";
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
