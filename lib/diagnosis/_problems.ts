import type { Problem } from "./diagnosis.ts";
import type { Finding, Findings } from "./_examine.ts";
import { type Rule, RULES } from "./_rules.ts";
import { layersText, ofMany } from "./_words.ts";

/**
 * What is wrong with a network, the most fundamental first.
 *
 * @param findings What was measured of it.
 */
export function problemsOf(findings: Findings): Problem[] {
  const problems: Problem[] = [];
  for (const rule of RULES) {
    if (rule.alone && problems.length > 0) continue;
    const problem = problemBy(rule, findings);
    if (problem) problems.push(problem);
    if (problem && rule.hides) break;
  }
  return problems;
}

function problemBy(rule: Rule, all: Findings): Problem | undefined {
  const { kind, bar, where, shows, says, cure } = rule;
  const found = where(all, bar);
  if (found.length === 0) return undefined;
  const [first] = found, layers = found.map(({ row }) => row.layer);
  const ends = [...new Set([first, found.at(-1)!])].map((finding) =>
    `${shows?.(finding, all)} in layer ${finding.row.layer}`
  ).join(", ");
  const told = { all, bar, found, first, ends };
  const subject = layersText(layers) + placesText(found), said = says(told);
  const sentence = layers.length === 1 ? said : ofMany(said);
  const start = subject[0].toUpperCase() + subject.slice(1);
  const advice = `${start} ${sentence} ${cure(told)}`.trimEnd();
  return { kind, layers, advice };
}

/** Where layers are that are part of others: " (in Residual 1)", " (3 and 4 in Residual 1)". */
function placesText(found: readonly Finding[]): string {
  const places = new Map<string, number[]>();
  for (const { within, row: { layer } } of found) {
    if (within === undefined) continue;
    const inside = places.get(within) ?? [];
    places.set(within, [...inside, layer]);
  }
  if (places.size === 0) return "";
  const texts = [...places].map(([place, layers]) =>
    layers.length === found.length
      ? `in ${place}`
      : `${layersText(layers).replace(/^layers? /, "")} in ${place}`
  );
  return ` (${texts.join(", ")})`;
}

/**
 * All of it in one sentence.
 *
 * @param layers How many layers were looked at.
 * @param problems What was found.
 */
export function verdictOn(
  layers: number,
  problems: readonly Problem[],
): string {
  const all = layers === 1 ? "1 layer" : `${layers} layers`;
  if (problems.length === 0) return `Sound: no problem found in ${all}.`;
  const names = problems.map(({ kind, layers }) =>
    `${kind} (${layersText(layers)})`
  );
  const count = problems.length === 1
    ? "1 problem"
    : `${problems.length} problems`;
  return `Not sound: ${count} in ${all}: ${names.join("; ")}. First: ${
    problems[0].advice
  }`;
}
