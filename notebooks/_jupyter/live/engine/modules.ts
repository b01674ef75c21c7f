import * as assert from "@std/assert";
import * as matrix from "ml-matrix";
import * as weightlab from "weightlab";
import * as charts from "weightlab/charts";
import * as claims from "weightlab/claims";
import * as experiments from "weightlab/experiments";
import * as theory from "weightlab/theory";
import { notebookModules } from "./notebook_modules.ts";

/** What cells may import, by the name by which they do. */
const MODULES: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["@std/assert", assert],
  ["ml-matrix", matrix],
  ["weightlab", weightlab],
  ["weightlab/charts", charts],
  ["weightlab/claims", claims],
  ["weightlab/experiments", experiments],
  ["weightlab/theory", theory],
  ...Object.entries(notebookModules),
]);

/**
 * What a module exports.
 *
 * @throws {Error} if the page does not have it.
 */
export function moduleOf(specifier: string): unknown {
  const found = MODULES.get(specifier);
  if (found !== undefined) return found;
  throw new Error(
    `Cannot import ${JSON.stringify(specifier)}: a page has ${
      [...MODULES.keys()].join(", ")
    }, and loads nothing else`,
  );
}
