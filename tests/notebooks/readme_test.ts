// What the README says of the notebooks, held to what is there.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { basename } from "node:path";
import type { Finding } from "weightlab/claims";
import {
  allNotebooks,
  NOTEBOOKS,
  partOf,
} from "../../notebooks/_jupyter/project.ts";

const readme = (await Deno.readTextFile(
  new URL("../../README.md", import.meta.url),
)).replaceAll(/\s+/g, " ");

Deno.test("the README's table has a row for each notebook, in their order, with its number", async () => {
  const rows = [...readme.matchAll(/\| \[(\d+)\. [^\]]*\]\(notebooks\/(\w+)/g)];
  const names = (await allNotebooks()).filter((path) => partOf(path) === "")
    .map((path) => basename(path, ".ipynb"));
  assertEquals(rows.map(([, , name]) => name), names);
  assertEquals(
    rows.map(([, number]) => Number(number)),
    names.map((name) => Number.parseInt(name)),
  );
});

Deno.test("the README's second table has a row for each study of a paper, in their order, under its title", async () => {
  const rows = readme.matchAll(/\| \[([^\]]*)\]\(notebooks\/papers\/(\w+)/g);
  const studies = (await allNotebooks())
    .filter((path) => partOf(path) === "papers");
  const expected = await Promise.all(
    studies.map(async (path) => {
      const { cells: [{ source }] } = JSON.parse(await Deno.readTextFile(path));
      return [source[0].slice("# ".length).trim(), basename(path, ".ipynb")];
    }),
  );
  assertEquals([...rows].map(([, title, name]) => [title, name]), expected);
});

Deno.test("the README counts verdicts as the ledger has them", async () => {
  const { findings }: { findings: Finding[] } = JSON.parse(
    await Deno.readTextFile(`${NOTEBOOKS}/claims/ledger.json`),
  );
  const [asSaid, narrower, other, not] = [
    "as said",
    "in a narrower sense",
    "not as said, but of something else",
    "not",
  ].map((words) => findings.filter(({ verdict }) => verdict === words).length);
  assertEquals(asSaid + narrower + other + not, findings.length);
  assertStringIncludes(
    readme,
    `Of the post's ${findings.length} claims ${asSaid} are as it says, ` +
      `${narrower} are so in a narrower sense, ${other} of something else than ` +
      `it speaks of, and ${not} is not.`,
  );
});
