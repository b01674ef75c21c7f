import { assertThrows } from "@std/assert";
import {
  type FanMode,
  type Initializer,
  type ScalingOptions,
  seeded,
} from "weightlab";
import { assertMoments, KURTOSIS } from "../_moments.ts";

/**
 * Holds one of varianceScaling's children to Var = scale / fanIn by default, and to
 * calling itself by its name.
 */
export function assertFamily(
  name: string,
  make: (options?: ScalingOptions) => Initializer,
  scale: number,
): void {
  const w = make()(seeded("family"), 300, 100);
  assertMoments(w, { variance: scale / 300, kurtosis: KURTOSIS.normal });
  const mode = "fanAvg", distribution = "uniform";
  const v = make({ mode, distribution })(seeded("family"), 300, 100);
  assertMoments(v, { variance: scale / 200, kurtosis: KURTOSIS.uniform });
  assertThrows(
    () => make({ mode: "average" as FanMode }),
    RangeError,
    `Cannot make ${name}: mode must be one of fanIn, fanOut, fanAvg, got average`,
  );
}
