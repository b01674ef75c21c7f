import { constant, ones, zeros } from "../initializers/constant.ts";
import { he } from "../initializers/he.ts";
import { identity } from "../initializers/identity.ts";
import { lecun } from "../initializers/lecun.ts";
import { normal } from "../initializers/normal.ts";
import { orthogonal } from "../initializers/orthogonal.ts";
import { pytorchLinear } from "../initializers/pytorch_linear.ts";
import { sparse } from "../initializers/sparse.ts";
import { truncatedNormal } from "../initializers/truncated_normal.ts";
import { uniform } from "../initializers/uniform.ts";
import { varianceScaling } from "../initializers/variance_scaling.ts";
import { xavier } from "../initializers/xavier.ts";
import { plain } from "./_named.ts";

/** The initializers that a plan may name, each as the library exports it. */
export const INITIALIZERS = {
  constant,
  he,
  identity,
  lecun,
  normal,
  ones: plain(ones),
  orthogonal,
  pytorchLinear: plain(pytorchLinear),
  sparse,
  truncatedNormal,
  uniform,
  varianceScaling,
  xavier,
  zeros: plain(zeros),
};
