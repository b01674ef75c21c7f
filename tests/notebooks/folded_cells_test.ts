// Which cells JupyterLab folds: those whose tags say that they are not what a reader came for.
// Pages fold the same ones (notebooks/_jupyter/pages/cells.py).

import { assert, assertEquals } from "@std/assert";
import { basename } from "node:path";
import { allNotebooks } from "../../notebooks/_jupyter/project.ts";

/** The tags that fold a cell's code. */
const FOLDED = ["setup", "plot", "check", "solution", "answer"];

/** The most lines that a cell may have that stays open. */
const MOST_LINES = 30;

interface CodeCell {
  readonly notebook: string;
  readonly number: number;
  readonly tags: readonly string[];
  readonly sourceHidden: boolean;
  readonly lines: number;
}

async function codeCells(): Promise<CodeCell[]> {
  const found: CodeCell[] = [];
  for (const path of await allNotebooks()) {
    const { cells } = JSON.parse(await Deno.readTextFile(path));
    for (const [i, { cell_type, metadata, source }] of cells.entries()) {
      if (cell_type !== "code") continue;
      found.push({
        notebook: basename(path, ".ipynb"),
        number: i + 1,
        tags: metadata.tags ?? [],
        sourceHidden: metadata.jupyter?.source_hidden === true,
        lines: [source].flat().join("").trim().split("\n").length,
      });
    }
  }
  return found;
}

const isFolded = ({ tags }: CodeCell) =>
  tags.some((tag) => FOLDED.includes(tag));

Deno.test("a cell's code is hidden in JupyterLab exactly if a tag folds it", async () => {
  const cells = await codeCells();
  assert(cells.length > 100, `${cells.length} cells`);
  const wrong = cells
    .filter((cell) => isFolded(cell) !== cell.sourceHidden)
    .map(({ notebook, number, tags, sourceHidden }) =>
      `${notebook}, cell ${number}: tags [${tags}], source_hidden ${sourceHidden}`
    );
  assertEquals(wrong, []);
});

Deno.test("no cell has two of the tags that fold: a page says what it folds", async () => {
  const wrong = (await codeCells())
    .filter(({ tags }) => tags.filter((tag) => FOLDED.includes(tag)).length > 1)
    .map(({ notebook, number, tags }) =>
      `${notebook}, cell ${number}: ${tags}`
    );
  assertEquals(wrong, []);
});

Deno.test("no cell that stays open is longer than 30 lines", async () => {
  const long = (await codeCells())
    .filter((cell) => !isFolded(cell) && cell.lines > MOST_LINES)
    .map(({ notebook, number, lines }) =>
      `${notebook}, cell ${number}: ${lines} lines`
    );
  assertEquals(long, []);
});
