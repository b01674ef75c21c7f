import { join } from "node:path";
import { type Chart, toPng } from "weightlab/charts";
import type { Machine } from "./_machine.ts";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";

const HERE = import.meta.dirname!;
const README = join(HERE, "README.md");

/** The sections of the report, in their order there. */
export const SECTIONS = [
  "panels",
  "products",
  "functions",
  "steps",
  "scaling",
  "memory",
] as const;

export type Section = typeof SECTIONS[number];

const FRAME = `# Benchmarks

    deno task bench                      # everything
    deno task bench panels products      # some sections: ${SECTIONS.join(", ")}

Each section is measured in one run on one machine and replaces its part of this
page. The library computes with the quickest kernel that the machine can run,
which is named with the versions, unless a row or column says WASM. The peers are installed outside of the project, in \`weightlab-bench\` in
the system's cache folder (about 6 GB on Linux, where PyTorch from PyPI cannot do
without CUDA's libraries); delete it when done.

${
  SECTIONS.map((name) => block(name, `_${name}: not measured yet_`)).join(
    "\n\n",
  )
}
`;

/** Replaces one section of the report, and leaves the others as they are. */
export async function writeSection(
  name: Section,
  markdown: string,
): Promise<void> {
  const page = await Deno.readTextFile(README).catch(() => FRAME);
  const old = new RegExp(
    `<!-- ${name} -->[\\s\\S]*?<!-- end of ${name} -->`,
  );
  // A function, since the text may hold what replace() takes for a pattern.
  const next = page.replace(old, () => block(name, markdown));
  await Deno.writeTextFile(README, next);
  await format(README);
}

/** Writes a figure as `<name>.png` and as its specification, `<name>.vl.json`. */
export async function writeFigure(name: string, chart: Chart): Promise<void> {
  await Deno.writeFile(join(HERE, `${name}.png`), await toPng(chart));
  const path = join(HERE, `${name}.vl.json`);
  await Deno.writeTextFile(path, JSON.stringify(chart.spec, null, 2) + "\n");
  await format(path);
}

/** One line that says where and when. */
export function machineLine(machine: Machine): string {
  const { processor, vectors, cores, memoryGB, system, date, load, versions } =
    machine;
  const names = Object.entries(versions).map((pair) => pair.join(" "));
  return `${date}. ${processor}${
    vectors ? ` (${vectors})` : ""
  }, ${cores} cores, ${memoryGB} GB; ${system}; ${names.join(", ")}.` +
    (load > 0.5
      ? ` **The machine was busy with other work (load ${
        load.toFixed(1)
      } at the start): these numbers are provisional.**`
      : "");
}

/** A table in Markdown; the first column to the left, the others to the right. */
export function markdownTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = columns.map((_, i) => (i === 0 ? ":--" : "--:"));
  return [columns, rule, ...rows].map(line).join("\n");
}

function block(name: string, markdown: string): string {
  return `<!-- ${name} -->\n\n${markdown}\n\n<!-- end of ${name} -->`;
}

async function format(path: string): Promise<void> {
  await run([Deno.execPath(), "fmt", "--quiet", path]);
}
