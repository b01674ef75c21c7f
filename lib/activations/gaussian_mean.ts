import { exp } from "../kernel/elementary.ts";
import { checkFunction } from "../check/kinds.ts";
import { checkNumber } from "../check/numbers.ts";
import { kindOf } from "../check/kind_of.ts";

/** Nodes and weights of Kronrod's rule with 15 points on [-1, 1], outermost first. */
const NODES = [
  0.991455371120812639206854697526329,
  0.949107912342758524526189684047851,
  0.864864423359769072789712788640926,
  0.741531185599394439863864773280788,
  0.586087235467691130294144691693013,
  0.405845151377397166906606412076961,
  0.207784955007898467600689403773245,
  0,
];
const KRONROD = [
  0.022935322010529224963732008058970,
  0.063092092629978553290700663189204,
  0.104790010322250183839876322541518,
  0.140653259715525918745189590510238,
  0.169004726639267902826583426598550,
  0.190350578064785409913256402421014,
  0.204432940075298892414161999234649,
  0.209482141084727828012999174891714,
];
/** Weights of Gauss's rule with 7 points: those of NODES with an odd index. */
const GAUSS = [
  0.129484966168869693270611432679082,
  0.279705391489276667901467771423780,
  0.381830050505118944950369775488975,
  0.417959183673469387755102040816327,
];

/** How far out the integral goes, in standard deviations: there the density is no double. */
const REACH = 38.5;
/** Where panels begin and end on each side of the mean, in standard deviations. */
const GAUSSIAN_EDGES = [0, 1.5, 3.5, 6, 10, REACH];
/** How far out f may turn and be of weight, in standard deviations. */
const BULK = 10;
/** How far the two rules may differ on a panel, as a share of the mean of |f|, or of `scale`. */
const TOLERANCE = 1e-13;
/** How many panels may be tried: 300,000 values of f. */
const MOST_PANELS = 20_000;

/**
 * The mean of a function of a Gaussian number: E f(x), x ~ N(mean, variance).
 *
 * The integral over the density is taken panel by panel, and a panel on which Kronrod's
 * rule with 15 points and Gauss's with 7 disagree is halved, so that kinks and jumps are
 * closed in on where they are. Panels grow from 0 outward by factors of four, besides those
 * that follow the density, since activation functions turn within a few units of 0 however
 * wide the density is: a fixed rule such as Gauss-Hermite steps over that at large
 * variance. A kink or a jump at 0 costs nothing.
 *
 * Right to 1e-12 of E |f| for functions that are smooth but for some kinks and jumps, at a
 * variance of 1e-30 as of 1e30. What happens between the edge of a panel (0 is exempt) and
 * the point next to it, 1/230 of the panel away, can go unseen: there a jump costs up to
 * .004 of its height times the panel's share of the density.
 *
 * @param f Called some hundred times; growing more slowly than a Gaussian falls.
 * @param variance Of x, at least 0; 1 unless given. For 0 the mean is f(mean).
 * @param mean Of x; 0 unless given.
 * @param scale What errors are measured against where E |f| is below it; 0 unless given. A
 * mean that is to be added to others of this size need not be better than they are.
 * @returns The mean; NaN or infinite where f is.
 * @throws {RangeError} if the variance is below 0 or not finite, the mean is not finite, or
 * f is so rough that 20,000 panels do not do.
 * @see Piessens et al., "QUADPACK" (1983), for the pair of rules.
 *
 * @example
 * ```ts
 * import { gaussianMean, relu, tanh } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(gaussianMean((x) => relu(x) ** 2, 2), 1, 1e-12);
 * assertAlmostEquals(gaussianMean((x) => tanh(x) ** 2), 0.3942944903978412, 1e-10);
 * ```
 */
export function gaussianMean(
  f: (x: number) => number,
  variance = 1,
  mean = 0,
  scale = 0,
): number {
  const doing = "take gaussianMean";
  checkFunction(doing, "f", f);
  checkNumber(doing, "variance", variance, { least: 0 });
  checkNumber(doing, "mean", mean, {});
  checkNumber(doing, "scale", scale, { least: 0 });
  const centre = f(mean);
  if (typeof centre !== "number") {
    throw new TypeError(
      `Cannot ${doing}: f must give a number, got ${kindOf(centre)}`,
    );
  }
  if (variance === 0) return centre;
  const std = Math.sqrt(variance);
  const density = 1 / Math.sqrt(2 * Math.PI);
  const integrand = (z: number) =>
    f(mean + std * z) * exp(-z * z / 2) * density;
  const edges = panelEdges(std, mean);
  const panels = edges.slice(1).map((to, i) =>
    panelOf(integrand, edges[i], to)
  );
  const size = panels.reduce((sum, { size }) => sum + size, 0);
  const tolerance = TOLERANCE * Math.max(size, scale);
  let sum = 0, made = panels.length;
  for (let panel = panels.pop(); panel !== undefined; panel = panels.pop()) {
    const { from, to, value, gap } = panel;
    const centre = (from + to) / 2;
    // Put so that NaN ends here: halving would not make it a number. A panel of neighbouring
    // doubles, at a jump, has no halves.
    if (!(gap > tolerance && from < centre && centre < to)) {
      sum += value;
      continue;
    }
    made += 2;
    if (made > MOST_PANELS) {
      throw new RangeError(
        `Cannot take gaussianMean: f must be smooth but for some kinks and jumps, got one that ${MOST_PANELS} panels do not resolve`,
      );
    }
    panels.push(panelOf(integrand, from, centre));
    panels.push(panelOf(integrand, centre, to));
  }
  return sum;
}

/** What the two rules make of an interval. */
interface Panel {
  readonly from: number;
  readonly to: number;
  /** The integral, by Kronrod's rule. */
  readonly value: number;
  /** The integral of the absolute value. */
  readonly size: number;
  /** How far Gauss's rule is from it. */
  readonly gap: number;
}

/** In standard deviations from the mean: the density's panels, and those around x = 0. */
function panelEdges(std: number, mean: number): number[] {
  const edges = GAUSSIAN_EDGES.flatMap((edge) => [-edge, edge]);
  const zero = -mean / std;
  edges.push(zero);
  for (let x = 1; x / std < BULK + Math.abs(zero); x *= 4) {
    edges.push(zero - x / std, zero + x / std);
  }
  return [...new Set(edges)].filter((edge) => Math.abs(edge) <= REACH)
    .sort((a, b) => a - b);
}

function panelOf(f: (z: number) => number, from: number, to: number): Panel {
  const centre = (from + to) / 2, half = (to - from) / 2;
  let kronrod = 0, gauss = 0, size = 0;
  for (let i = 0; i < 8; i++) {
    const low = f(centre - half * NODES[i]);
    // The innermost node is the centre, once.
    const high = i === 7 ? 0 : f(centre + half * NODES[i]);
    kronrod += KRONROD[i] * (low + high);
    size += KRONROD[i] * (Math.abs(low) + Math.abs(high));
    if (i % 2 === 1) gauss += GAUSS[(i - 1) / 2] * (low + high);
  }
  return {
    from,
    to,
    value: half * kronrod,
    size: half * size,
    gap: half * Math.abs(kronrod - gauss),
  };
}
