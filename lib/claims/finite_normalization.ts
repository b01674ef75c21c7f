import { columnMeans, columnVariances } from "../matrix/moments.ts";
import { mapElements } from "../matrix/map_elements.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";
import { randn } from "../random/randn.ts";
import { seeded } from "../random/seeded.ts";
import type { Claim, Experiment, Part } from "./claim.ts";
import { exactly } from "./_exact.ts";
import { part } from "./_part.ts";

/** A batch of 100 with one constant feature, a whole number as a pixel's. */
export const constantFeature: Experiment<{
  /** 1 if the output is finite with an eps of 1e-6, else 0. */
  finiteWith: number;
  /** 1 if it is finite with an eps of 0, else 0. */
  finiteWithout: number;
}> = {
  name: "constant feature",
  runs: 30,
  run(seed) {
    const rng = seeded(seed);
    const x = randn(rng, 100, 3);
    const constant = Math.floor(256 * rng());
    for (const row of rows(x)) row[1] = constant;
    const finite = (eps: number) =>
      normalized(x, eps).to1DArray().every(Number.isFinite) ? 1 : 0;
    return { finiteWith: finite(1e-6), finiteWithout: finite(0) };
  },
};

/** The post's formula as it stands: `BatchNormalization` refuses 0 / 0. */
function normalized(x: Matrix, eps: number): Matrix {
  const roots = mapElements(columnVariances(x), (v) => Math.sqrt(v + eps));
  return x.clone().subRowVector(columnMeans(x)).divRowVector(roots);
}

function finite(
  field: "finiteWith" | "finiteWithout",
  eps: string,
  bar: Part["bar"],
): Part {
  const measure =
    `share of batches with a constant feature whose output is finite, eps ${eps}`;
  return part({
    measure,
    bar,
    experiment: constantFeature,
    estimate: (runs) => exactly(measure, runs.map((run) => run[field])),
  });
}

/** Claim 14: eps keeps the normalized value finite. */
export const finiteNormalizationClaim: Claim = {
  number: 14,
  title: "eps keeps x-hat finite",
  korean: "ε는 매우 작은 값으로서 … 의 값이 inf가 되는 것을 방지한다.",
  translation:
    "ε, being a very small value, keeps the value of (x - μ) / √(σ² + ε) from becoming inf.",
  says:
    "The small eps under the root keeps the normalized value from becoming infinite.",
  asSaid: [
    finite("finiteWith", "1e-6", { above: 0.5 }),
    finite("finiteWithout", "0", { below: 0.5 }),
  ],
  where: "04_batch_normalization.ipynb#What-eps-is-for",
};
