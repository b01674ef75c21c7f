import { checkText } from "../check/kinds.ts";
import { boolean, functionOf, readOptions } from "../check/options.ts";
import {
  barText,
  type ClaimRow,
  estimateText,
  isConditional,
  readClaims,
  weakest,
} from "./_claim_rows.ts";
import { type Cell, type Table, table } from "./table.ts";

const DOING = "make a table of claims";

/**
 * Claims as a table: the verdict, the number that decides with its 95 % interval, on how
 * many runs it rests or that it is exact, and a link to where more of it is shown. A claim
 * that is so under a condition has a second row, for the condition.
 *
 * @param rows The claims, top to bottom.
 * @param options Where names lead, and whether the post's words stand beside.
 * @throws {RangeError | TypeError} for what {@linkcode claimVerdicts} refuses.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { claimTable } from "weightlab/charts";
 *
 * const estimate = { value: 0.8, low: 0.7, high: 0.9, n: 10, method: "t" };
 * const bar = { above: 0.5 }, standing = "for";
 * const { text } = claimTable([{
 *   number: 1,
 *   title: "It rains",
 *   verdict: "as said",
 *   measurements: [
 *     { measure: "share of days", onCondition: false, bar, estimate, standing },
 *   ],
 *   where: "weather.ipynb#Rain",
 * }]);
 * assertStringIncludes(text, "0.8 [0.7, 0.9]");
 * ```
 */
export function claimTable(
  rows: readonly ClaimRow[],
  options: {
    /** The link from a claim's name. Default: none. */
    section?: (row: ClaimRow) => string;
    /**
     * Adds what the post says, in Korean and in English, of the rows that tell it.
     * Default: without.
     */
    quotes?: boolean;
  } = {},
): Table {
  const { section, quotes } = readOptions(DOING, options, {
    section: functionOf<(row: ClaimRow) => string>().optional,
    quotes: boolean().or(false),
  });
  // For its errors: `section` is shown the rows as they came.
  readClaims(DOING, rows);
  return table(
    rows.flatMap((row) => {
      const name = `${row.number}. ${row.title}`;
      const conditional = isConditional(row.verdict);
      const cells = (first: Cell, verdict: string, onCondition: boolean) => {
        const { measure, estimate, bar } = weakest(row, onCondition)!;
        return {
          claim: first,
          ...(quotes && {
            "the post says": onCondition ? "" : row.korean,
            "in English": onCondition ? "" : row.translation,
          }),
          verdict,
          "measured (the weakest number)": measure,
          "95 % interval": estimateText(estimate),
          "for the claim if": barText(bar),
          runs: estimate.method === "exact" ? "exact" : String(estimate.n),
          "see also": onCondition
            ? ""
            : { text: place(row.where), href: row.where },
        };
      };
      const first = section
        ? { text: name, href: sectionOf(row, section) }
        : name;
      return [
        cells(first, row.verdict, false),
        ...(conditional ? [cells("", conditionText(row), true)] : []),
      ];
    }),
    { caption: "The post's claims" },
  );
}

function sectionOf(
  row: ClaimRow,
  section: (row: ClaimRow) => string,
): string {
  const href = section(row);
  checkText(DOING, `the section of claim ${row.number}`, href);
  return href;
}

/** "if the mean is 0" -> "if the mean is 0"; "of tanh" -> "namely of tanh". */
function conditionText({ condition }: ClaimRow): string {
  const { text } = condition ?? { text: "under a condition" };
  return /^if\b/i.test(text) ? text : `namely ${text}`;
}

/** "02_x.ipynb#Some-heading" -> "2, Some heading". */
function place(where: string): string {
  const [file, heading = ""] = where.split("#");
  const number = /^(\d+)/.exec(file);
  return [number ? String(Number(number[1])) : file, heading]
    .filter((part) => part !== "").join(", ").replaceAll("-", " ");
}
