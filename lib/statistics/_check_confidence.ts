import { checkNumber } from "../check/numbers.ts";

/** Holds a confidence to (0, 1). */
export function checkConfidence(what: string, confidence: number): void {
  checkNumber(what, "confidence", confidence, { above: 0, below: 1 });
}
