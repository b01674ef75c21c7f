// Runs a notebook's cells from the last to the first, each after those whose names it uses, as
// a page would: `_by_need.ts PATH OUT`. Writes the notebook with what its cells gave, and which
// cell changed a value that another gave. In a process of its own, which it makes a notebook's.

import { dirname } from "node:path";
import { compiled } from "../../notebooks/_jupyter/live/engine/cells.ts";
import type { Cell as Run } from "../../notebooks/_jupyter/live/engine/cells.ts";
import {
  type Output,
  pageDeno,
} from "../../notebooks/_jupyter/live/engine/deno.ts";
import { Files } from "../../notebooks/_jupyter/live/engine/files.ts";
import { fingerprint } from "./_fingerprint.ts";

type Given = Output | {
  readonly output_type: "execute_result";
  readonly data: Record<string, unknown>;
};

const DISPLAY = Symbol.for("Jupyter.display");

const [path, out] = Deno.args;
const notebook = JSON.parse(await Deno.readTextFile(path));
const real = Deno;

let outputs: Given[] = [];
const { jupyter } = pageDeno({
  files: new Files(),
  send: (output) => outputs.push(output),
  inspect: (value) => Deno.inspect(value),
});
Object.defineProperty(globalThis, "Deno", {
  value: Object.create(real, { jupyter: { value: jupyter } }),
});
console.log = (...values: unknown[]) => {
  outputs.push({
    output_type: "stream",
    name: "stdout",
    text: values.map((value) =>
      typeof value === "string" ? value : Deno.inspect(value)
    ).join(" ") + "\n",
  });
};
Deno.chdir(dirname(path));

const cells = notebook.cells.flatMap((
  { cell_type, source, metadata }: {
    cell_type: string;
    source: string[] | string;
    metadata: { tags?: string[] };
  },
  place: number,
) =>
  cell_type === "code"
    ? [{
      place,
      ...compiled([source].flat().join("")),
      needsAll: metadata.tags?.includes("needs-all"),
    }]
    : []
) as {
  readonly place: number;
  readonly needsAll: boolean;
  readonly gives: readonly string[];
  readonly uses: readonly string[];
  readonly codeOf: (names: readonly string[]) => string;
}[];
const giver = new Map(
  cells.flatMap((cell) => cell.gives.map((name) => [name, cell] as const)),
);
const values = new Map<string, unknown>();
const ran = new Set<number>();
const changes: string[] = [];
let prints = new Map<string, string>();

for (const cell of cells.toReversed()) {
  if (!cell.needsAll) await runAfterNeeds(cell);
}
// What it counts is all that was stated above.
for (const cell of cells) await runAfterNeeds(cell);
await real.writeTextFile(out, JSON.stringify({ notebook, changes }));
real.exit(0);

async function runAfterNeeds(cell: typeof cells[number]): Promise<void> {
  if (ran.has(cell.place)) return;
  ran.add(cell.place);
  for (const name of cell.uses) {
    const other = giver.get(name);
    if (other !== undefined) await runAfterNeeds(other);
  }
  outputs = [];
  const names = cell.uses.filter((name) => giver.has(name));
  const run: Run = (0, eval)(cell.codeOf(names));
  const modules = await modulesOf(notebook.cells[cell.place].source);
  let result: unknown;
  const given = await run(
    (specifier) => modules.get(specifier),
    (value) => result = value,
    ...names.map((name) => values.get(name)),
  );
  for (const [name, value] of Object.entries(given)) values.set(name, value);
  if (result !== undefined) {
    const shown = (result as Record<symbol, unknown> | null)?.[DISPLAY];
    outputs.push({
      output_type: "execute_result",
      data: typeof shown === "function"
        ? await shown.call(result)
        : { "text/plain": Deno.inspect(result) },
    });
  }
  const now = new Map(
    Array.from(values, ([name, value]) => [name, fingerprint(value)]),
  );
  for (const [name, print] of prints) {
    if (now.get(name) === print) continue;
    changes.push(
      `cell ${cell.place + 1} changes ${name}, which cell ${
        giver.get(name)!.place + 1
      } gives`,
    );
  }
  prints = now;
  notebook.cells[cell.place].outputs = asFiled(outputs);
}

/** What a cell imports, by the name by which it does. */
async function modulesOf(source: string[] | string) {
  const specifiers = [source].flat().join("").matchAll(
    /^(?:import |\} from ).*?"([^"]+)";$/gm,
  );
  const modules = new Map<string, unknown>();
  for (const [, name] of specifiers) {
    const url = name.startsWith(".")
      ? new URL(name, `file://${dirname(path)}/`).href
      : name;
    modules.set(name, await import(url));
  }
  return modules;
}

/** Outputs as Jupyter files them: texts joined, the last of what replaces itself, keys sorted. */
function asFiled(given: readonly Given[]): Given[] {
  const filed: (Given & { display_id?: string })[] = [];
  for (const output of given) {
    const last = filed.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream") {
      filed[filed.length - 1] = { ...last, text: last.text + output.text };
    } else if (output.output_type === "display_data" && output.update) {
      const at = filed.findIndex(({ display_id }) =>
        display_id === output.display_id
      );
      filed[at] = output;
    } else filed.push(output);
  }
  return JSON.parse(
    JSON.stringify(
      filed,
      (_, value) =>
        value !== null && typeof value === "object" && !Array.isArray(value)
          ? Object.fromEntries(
            Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1),
          )
          : value,
    ),
  );
}
