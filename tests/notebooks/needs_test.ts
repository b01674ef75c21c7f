// A page runs a cell after those whose names it uses, and no other. So what a cell gives may
// depend on nothing else: not on a cell between, nor on how often one ran.

import { assert, assertEquals } from "@std/assert";
import { basename } from "node:path";
import { allNotebooks } from "../../notebooks/_jupyter/project.ts";
import { stateBetween } from "./_cell_state.ts";

interface CodeCell {
  readonly source: string;
  readonly tags: readonly string[];
}

async function codeCells(path: string): Promise<CodeCell[]> {
  const { cells } = JSON.parse(await Deno.readTextFile(path));
  return cells.flatMap((
    { cell_type, source, metadata }: {
      cell_type: string;
      source: string | string[];
      metadata: { tags?: string[] };
    },
  ) =>
    cell_type === "code"
      ? [{ source: [source].flat().join(""), tags: metadata.tags ?? [] }]
      : []
  );
}

const notebooks = await allNotebooks();

Deno.test("no notebook's cell depends on more than the names that it uses", async () => {
  assert(notebooks.length > 10, `${notebooks.length} notebooks`);
  const found: Record<string, string[]> = {};
  for (const path of notebooks) {
    const cells = await codeCells(path);
    assert(cells.length > 0, path);
    const reasons = stateBetween(cells.map(({ source }) => source));
    if (reasons.length > 0) found[basename(path)] = reasons;
  }
  assertEquals(found, {});
});

Deno.test("the one cell that counts the statements needs all cells above it", async () => {
  for (const path of notebooks) {
    const cells = await codeCells(path);
    const counts = cells.map(({ source }) =>
      /^statements\(\);?$/m.test(source)
    );
    const all = cells.map(({ tags }) => tags.includes("needs-all"));
    assertEquals(all, counts, path);
    assert(counts.filter((one) => one).length <= 1, path);
    // What is stated below it would count where the page ran that before.
    const below = cells.slice(counts.indexOf(true) + 1);
    assertEquals(
      counts.includes(true) &&
        below.some(({ source }) => /\bstatement\(/.test(source)),
      false,
      path,
    );
  }
});

Deno.test("stateBetween() finds what names do not tell", () => {
  const cases: [cells: string[], says: string[]][] = [
    [["const a = 1;", "const b = a + 1;", "const f = () => a; f();"], []],
    [["let a = 0;", "a = 1;"], ["cell 2 assigns to a"]],
    [["let a = 0;", "a++;"], ["cell 2 assigns to a"]],
    [["const a = 1;", "const a = 2;"], ["cells 1 and 2 declare a"]],
    [["const f = () => a;", "const a = 1;"], ["cell 1 uses a, of cell 2"]],
    [["const all = [];", "all.push(1);"], [
      "cell 2 changes all.push(), of cell 1",
    ]],
    [["const all: Record<string, number> = {};", "all['a'] = 1;"], [
      "cell 2 changes all[..] =, of cell 1",
    ]],
    [["const all = { n: { m: 0 } };", "all.n.m++;"], [
      "cell 2 changes all.n.m ++, of cell 1",
    ]],
    [["const x = new Matrix(1, 1);", "const y = x.mul(2);"], [
      "cell 2 changes x.mul(), of cell 1",
    ]],
    [["const x = new Matrix(1, 1);", "const y = x.clone().mul(2);"], []],
    [['import { Matrix } from "weightlab";', "Matrix.mul(1, 2);"], []],
    [["const rng = seeded(1);", "randn(rng, 1, 1);"], [
      "cell 2 draws from rng, of cell 1",
    ]],
    [["const rng = seeded(1); const x = randn(rng, 1, 1);", "x.rows;"], []],
    [["const rng = seeded(1); const draw = () => rng();", "draw();"], [
      "cell 2 calls draw, which changes rng, both of cell 1",
    ]],
    [["let n = 0; const count = () => { n += 1; };", "count();"], [
      "cell 2 calls count, which changes n, both of cell 1",
    ]],
    [["let n = 0; [1].forEach(() => { n += 1; });", "n;"], []],
    [["const f = () => { let n = 0; n += 1; return n; };", "f();"], []],
  ];
  for (const [cells, says] of cases) {
    assertEquals(stateBetween(cells), says, cells.join(" | "));
  }
});
