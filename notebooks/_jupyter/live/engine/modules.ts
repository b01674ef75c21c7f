import * as assert from "@std/assert";
import * as matrix from "ml-matrix";
import * as weightlab from "weightlab";
import * as charts from "weightlab/charts";
import * as claims from "weightlab/claims";
import * as experiments from "weightlab/experiments";
import * as theory from "weightlab/theory";
import { FOLDER, folderHere, pathOf } from "./files.ts";
import { notebookModules } from "./notebook_modules.ts";

/** What cells may import, by the name by which those in the notebooks' folder do. */
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
  const found = MODULES.get(
    specifier.startsWith(".")
      ? pathOf(specifier).replace(FOLDER, ".")
      : specifier,
  );
  if (found !== undefined) return found;
  throw new Error(
    `Cannot import ${JSON.stringify(specifier)}: a page has ${
      [...MODULES.keys()].map(fromHere).join(", ")
    }, and loads nothing else`,
  );
}

/** A module's name as cells of this page write it. */
function fromHere(name: string): string {
  return folderHere() === FOLDER ? name : name.replace(/^\.\//, "../");
}
