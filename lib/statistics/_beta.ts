import { exp, expm1, log, log1p } from "../kernel/elementary.ts";

// The beta distribution, on which both Student's t and the binomial's exact intervals
// stand. NIST Digital Library of Mathematical Functions, section 8.17.
//
// Over the log-odds of x the density x^a (1 - x)^b is one smooth hump that falls off at
// least exponentially on both sides. Its tails and its whole are integrals that Gauss's
// rule takes to the last digits, for halves as for a and b of 2^53. No gamma function is
// needed: for large a and b its rounding errors would be larger than the tails.

/** Gauss's rule of 16 points on [-1, 1]: the nodes above 0, and their weights. */
const NODES = [
  0.09501250983763744,
  0.2816035507792589,
  0.45801677765722737,
  0.6178762444026438,
  0.7554044083550031,
  0.8656312023878318,
  0.9445750230732326,
  0.9894009349916499,
];
const WEIGHTS = [
  0.1894506104550685,
  0.18260341504492359,
  0.16915651939500254,
  0.14959598881657674,
  0.12462897125553387,
  0.09515851168249278,
  0.06225352393864789,
  0.027152459411754095,
];

/** No number is as small as the exponential of less than this. */
const NOTHING = -745;

/** More panels than any tail takes. */
const MOST_PANELS = 20_000;

/** More steps than any quantile takes. */
const MOST_STEPS = 200;

/** One side of a distribution: what lies below a number, or above. */
export type Tail = "lower" | "upper";

/** Beta(a, b) over w, the log-odds of x from those of the hump; a, b at least 1/2. */
interface Beta {
  /** How wide the hump is, about. */
  readonly width: number;
  /** The w of an x in (0, 1). */
  readonly logOdds: (x: number) => number;
  /** The x of a w. */
  readonly at: (w: number) => number;
  /** ln(density), 0 at w = 0 and lower elsewhere. */
  readonly logDensity: (w: number) => number;
  /** The density's integral over all w. */
  readonly whole: number;
  /** The probability of what lies on one side of w. */
  readonly share: (w: number, tail: Tail) => number;
}

function beta(a: number, b: number): Beta {
  /** The hump's place, and how far 1 is above it. */
  const top = a / (a + b), rest = b / (a + b);
  /** The width of the hump. */
  const width = Math.sqrt(1 / a + 1 / b);

  const logOdds = (x: number): number => {
    const off = x - top;
    return Math.abs(off) < Math.min(top, rest) / 2
      ? log1p(off / top) - log1p(-off / rest)
      : log(x) - log1p(-x) - log(a / b);
  };

  const logDensity = (w: number): number => {
    const e = expm1(w), grown = 1 + top * e;
    // By which shares x and 1 - x are larger than at the top; a x + b y is 0.
    const x = rest * e / grown, y = -top * e / grown;
    if (Math.abs(x) < 0.3 && Math.abs(y) < 0.3) {
      return a * log1pLess(x) + b * log1pLess(y);
    }
    // Of two ways to write it, the one without a large number that the other takes away.
    return a <= b
      ? a * w - (a + b) * log1p(top * e)
      : -b * w - (a + b) * log1p(rest * expm1(-w));
  };

  /** The integral of the density from w outwards, to one side. */
  const outwards = (w: number, side: -1 | 1): number => {
    if (logDensity(w) < NOTHING) return 0;
    let sum = 0;
    for (let panel = 0; panel < MOST_PANELS; panel++) {
      const e = expm1(w), slope = Math.abs(b * top * e / (1 + top * e));
      // What the rule can follow to the last digits: so much of a normal hump, of one with
      // poles at +-pi i, and of an exponential.
      const half = Math.min(1.5 * width, 1.5, 8 / slope) / 2;
      const centre = w + side * half;
      let part = 0;
      for (let i = 0; i < NODES.length; i++) {
        const off = half * NODES[i];
        part += WEIGHTS[i] *
          (exp(logDensity(centre - off)) +
            exp(logDensity(centre + off)));
      }
      sum += half * part;
      if (half * part <= 1e-17 * sum) return sum;
      w += side * 2 * half;
    }
    throw new Error(
      `Cannot integrate a beta distribution: its tail must end within ${MOST_PANELS} panels, got none for a = ${a} and b = ${b}`,
    );
  };

  const whole = outwards(0, -1) + outwards(0, 1);
  return {
    width,
    logOdds,
    at: (w) => {
      const x = top * exp(w) / (1 + top * expm1(w));
      // Of x and 1 - x the smaller one has all its digits.
      return x < 0.5 ? x : 1 - rest * exp(-w) / (1 + rest * expm1(-w));
    },
    logDensity,
    whole,
    share: (w, tail) => {
      const outer = outwards(w, w < 0 ? -1 : 1) / whole;
      return (w < 0) === (tail === "lower") ? outer : 1 - outer;
    },
  };
}

/** ln(1 + z) - z for |z| up to .3, all its digits. */
function log1pLess(z: number): number {
  // ln(1 + z) = 2 artanh r with r = z / (2 + z), and 2 r - z = -z r.
  const r = z / (2 + z), square = r * r;
  let series = 0;
  for (let k = 25; k >= 3; k -= 2) series = series * square + 1 / k;
  return r * (2 * square * series - z);
}

/** I_x(a, b), the distribution function of Beta(a, b) at x in [0, 1]; a, b at least 1/2. */
export function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const { share, logOdds } = beta(a, b);
  return share(logOdds(x), "lower");
}

/**
 * The x of which Beta(a, b) has a share below, I_x(a, b) = share, or a share above. A small
 * share is best named by its own tail.
 *
 * @param share In [0, 1].
 * @param a At least 1/2.
 * @param b At least 1/2.
 * @param tail On which side of x the share is; "lower" unless given.
 * @throws {Error} if Newton's steps do not come to an end.
 */
export function betaQuantile(
  share: number,
  a: number,
  b: number,
  tail: Tail = "lower",
): number {
  const lower = tail === "lower";
  if (share <= 0) return lower ? 0 : 1;
  if (share >= 1) return lower ? 1 : 0;
  if (share > 0.5) {
    return betaQuantile(1 - share, a, b, lower ? "upper" : "lower");
  }
  const distribution = beta(a, b), target = log(share);
  // ln(share of w) is concave: after at most a few steps Newton's come from the side of
  // smaller shares, and never go past. Only rounding turns them back, or ends them.
  const ahead = lower ? 1 : -1;
  let w = 0, coming = false;
  for (let step = 0; step < MOST_STEPS; step++) {
    const now = distribution.share(w, tail);
    const slope = exp(distribution.logDensity(w)) / distribution.whole /
      now;
    const move = (target - log(now)) / slope;
    const least = Number.EPSILON * (Math.abs(w) + distribution.width);
    if (Math.abs(move) <= least || (coming && move <= 0)) {
      return distribution.at(w);
    }
    coming = move > 0;
    let next = w + ahead * move;
    while (distribution.logDensity(next) < NOTHING / 2) next = (w + next) / 2;
    w = next;
  }
  throw new Error(
    `Cannot find a quantile of the beta distribution: it must be found in ${MOST_STEPS} steps, got none for a share of ${share}, a = ${a} and b = ${b}`,
  );
}
