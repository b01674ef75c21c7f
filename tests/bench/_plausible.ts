/** The final training accuracies of a panel: without and with batch normalization. */
export type Final = readonly [plain: number, batchNorm: number];

/**
 * What the post's author published, widest scale first, and how far another seed may be
 * from it. Networks without batch normalization stand still at the share of one digit
 * outside of four scales; below a scale of .004 seeds differ much.
 */
const PUBLISHED: readonly { final: Final; within: Final }[] = [
  { final: [0.097, 0.382], within: [0.03, 0.15] },
  // The loss may become NaN here, or just not.
  { final: [0.097, 0.5], within: [0.9, 0.15] },
  { final: [0.978, 0.626], within: [0.9, 0.15] },
  { final: [0.885, 0.778], within: [0.3, 0.12] },
  { final: [0.263, 0.874], within: [0.3, 0.08] },
  { final: [0.2, 0.96], within: [0.15, 0.06] },
  { final: [0.117, 0.989], within: [0.06, 0.04] },
  { final: [0.116, 0.999], within: [0.03, 0.02] },
  { final: [0.117, 0.999], within: [0.03, 0.02] },
  { final: [0.117, 1], within: [0.03, 0.06] },
  { final: [0.116, 0.88], within: [0.03, 0.25] },
  { final: [0.117, 0.794], within: [0.03, 0.35] },
  { final: [0.116, 0.984], within: [0.03, 0.6] },
  { final: [0.117, 0.705], within: [0.03, 0.4] },
  { final: [0.116, 0.52], within: [0.03, 0.4] },
  { final: [0.116, 0.431], within: [0.03, 0.4] },
];

/**
 * What is wrong with a program's results, if anything: nobody is timed on other work.
 *
 * @param panels The panels it computed, by their place from the widest scale.
 * @param finals Its results, in the same order.
 */
export function implausible(
  panels: readonly number[],
  finals: readonly Final[],
): string | undefined {
  if (finals.length !== panels.length) {
    return `it gave ${finals.length} of ${panels.length} panels`;
  }
  for (const [i, panel] of panels.entries()) {
    const { final, within } = PUBLISHED[panel];
    for (const [j, name] of ["plain", "batch-normalized"].entries()) {
      const got = finals[i][j];
      if (!(Math.abs(got - final[j]) <= within[j])) {
        return `the ${name} network of panel ${
          panel + 1
        } ended at ${got}, published is ${final[j]}`;
      }
    }
  }
}
