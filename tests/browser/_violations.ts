import axeScript from "axe-core/axe.min.js" with { type: "text" };
import type { Evaluates, Scheme } from "./_page.ts";

/** Which of axe-core's rules are asked; all, unless told. */
export interface Rules {
  readonly runOnly?: readonly string[];
  readonly rules?: Readonly<Record<string, { readonly enabled: boolean }>>;
}

/** What axe-core calls serious or critical on a page, one line a place. */
export async function violations(
  page: Evaluates & { url(): string },
  asked: Rules,
): Promise<string[]> {
  await page.evaluate(axeScript);
  const axeOptions = JSON.stringify({ resultTypes: ["violations"], ...asked });
  const { violations } = await page.evaluate(
    `axe.run(document, ${axeOptions})`,
  ) as {
    violations: {
      id: string;
      impact: string;
      nodes: { target: unknown[]; failureSummary: string }[];
    }[];
  };
  return violations
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .flatMap(({ id, impact, nodes }) =>
      nodes.map(({ target, failureSummary }) =>
        `${page.url()}: ${impact} ${id} at ${
          target.join(" ")
        }: ${failureSummary}`
      )
    );
}

/** Everything on a light page, and on a dark one what depends on colours. */
export const RULES: Readonly<Record<Scheme, Rules>> = {
  light: {},
  dark: { runOnly: ["color-contrast", "link-in-text-block"] },
};
