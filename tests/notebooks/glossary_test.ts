import { assert, assertEquals } from "@std/assert";
import { basename, dirname, join } from "node:path";
import { allNotebooks, NOTEBOOKS } from "../../notebooks/_jupyter/project.ts";

Deno.test("each term that a notebook links to has its entry in the glossary", async () => {
  const name = "10_cheat_sheet_and_glossary.ipynb";
  const glossary = join(NOTEBOOKS, name);
  const prose = async (path: string) =>
    JSON.parse(await Deno.readTextFile(path)).cells
      .filter(({ cell_type }: { cell_type: string }) =>
        cell_type === "markdown"
      )
      .map(({ source }: { source: string[] }) => source.join("")).join("\n\n");
  const own: string = await prose(glossary);
  const entries = [...own.matchAll(/^#{2,3} (.+)$/gm)]
    .map(([, heading]) => heading.replaceAll(" ", "-"));
  const terms = own.slice(
    own.indexOf("## Glossary"),
    own.indexOf("## Exercises"),
  )
    .match(/(?<=^### ).+$/gm)!;
  assertEquals(terms, terms.toSorted((a, b) => a.localeCompare(b)));
  for (const path of await allNotebooks()) {
    for (
      const [, anchor] of (await prose(path)).matchAll(
        /\]\(([^()#]*#[^()]*)\)/g,
      )
    ) {
      const [page, heading] = anchor.split("#");
      const leadsTo = page === "" ? path : join(dirname(path), page);
      if (leadsTo !== glossary) continue;
      assert(entries.includes(heading), `${basename(path)} links to ${anchor}`);
    }
  }
});
