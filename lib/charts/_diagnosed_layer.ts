import type { LayerDiagnosis } from "../diagnosis/diagnosis.ts";

/**
 * What is shown of a layer that `diagnose` has looked at. A number that is missing leaves its
 * cell empty and its panel out.
 */
export type DiagnosedLayer = Omit<LayerDiagnosis, "between" | "weightStd">;
