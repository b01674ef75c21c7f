import { kindOf } from "../check/kind_of.ts";
import { checked } from "../check/options.ts";
import type { LayerDiagnosis } from "../diagnosis/diagnosis.ts";

/**
 * What is shown of a layer that `diagnose` has looked at. A number that is missing leaves its
 * cell empty and its panel out.
 */
export type DiagnosedLayer = Omit<LayerDiagnosis, "between" | "weightStd">;

/** A number, finite or not, if there is one. */
export const shown = checked((doing, name, value: number) => {
  if (value === undefined || typeof value === "number") return;
  throw new TypeError(
    `Cannot ${doing}: ${name} must be a number, got ${kindOf(value)}`,
  );
});
