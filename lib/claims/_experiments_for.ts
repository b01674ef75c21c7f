import { checkArray } from "../check/kinds.ts";
import type { Claim, Experiment } from "./claim.ts";

/**
 * The experiments that claims rest on, each once, in the order of the claims.
 *
 * @param doing What cannot be done otherwise: "observe claims".
 * @param claims The claims.
 * @throws {RangeError} if two experiments have one name.
 */
export function experimentsFor(
  doing: string,
  claims: readonly Claim[],
): Experiment[] {
  checkArray("list experiments", "claims", claims);
  const parts = claims.flatMap((
    { asSaid, condition },
  ) => [...asSaid, ...condition?.parts ?? []]);
  const experiments = [...new Set(parts.map(({ experiment }) => experiment))];
  const names = new Set<string>();
  for (const { name } of experiments) {
    if (names.has(name)) {
      throw new RangeError(
        `Cannot ${doing}: each experiment must have a name of its own, got two named "${name}"`,
      );
    }
    names.add(name);
  }
  return experiments;
}
