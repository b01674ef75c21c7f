import { assertEquals, assertGreater } from "@std/assert";
import { allNotebooks, partOf } from "../../notebooks/_jupyter/project.ts";
import { faces } from "../_faces.ts";

Deno.test("studies of papers are written with the library's public names alone", async () => {
  const library = (await faces()).map(([name]) => name);
  const given = [...library, "@std/assert", "../statements.ts"];
  const papers = (await allNotebooks()).filter((path) =>
    partOf(path) === "papers"
  );
  assertGreater(papers.length, 5);
  for (const path of papers) {
    const { cells } = JSON.parse(await Deno.readTextFile(path));
    const code = cells
      .filter(({ cell_type }: { cell_type: string }) => cell_type === "code")
      .map(({ source }: { source: string | string[] }) =>
        [source].flat().join("")
      ).join("\n");
    const imported = [...code.matchAll(/\bfrom "([^"]*)"|\bimport\("([^"]*)"/g)]
      .map(([, from, asked]) => from ?? asked);
    assertGreater(imported.length, 0, path);
    assertEquals(imported.filter((name) => !given.includes(name)), [], path);
  }
});
