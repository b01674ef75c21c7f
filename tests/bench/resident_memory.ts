import { join } from "node:path";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { explain } from "../../notebooks/_jupyter/terminal/failure.ts";
import { ROOT } from "../../notebooks/_jupyter/project.ts";
import type { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { machine } from "./_machine.ts";
import { machineLine, markdownTable, writeSection } from "./_report.ts";

/** What memory.ts does again and again, and how the results are introduced. */
const WORKS = {
  updates:
    "One training of 20-30-10 with batch normalization, batches of 100; after so many updates:",
  sizes:
    "A learning curve: the post's network on 5,001, 5,002, ... rows of 784, 20 updates each; after so many trainings:",
  networks:
    "A study in one synchronous loop: the post's network made, trained for 2 updates and forgotten; after so many networks:",
  limit:
    "Near the kernel's 4 GiB: the post's network on 450,000, 500,000, 550,000 and 600,000 rows of 784, the last more than fits; after so many trainings:",
} as const;

/** Whether memory stays where it is over long work, as memory.ts prints it. */
export async function residentMemory(line: StatusLine): Promise<void> {
  const parts: string[] = [];
  for (const [work, words] of Object.entries(WORKS)) {
    parts.push(words, markdownTable(COLUMNS, await measure(work, line)));
  }
  await writeSection(
    "memory",
    [
      "## Memory over long work",
      "MiB of a process that does the same again and again (`memory.ts`). WebAssembly's memory grows and never shrinks.",
      machineLine(await machine()),
      ...parts,
    ].join("\n\n"),
  );
}

const COLUMNS = ["after", "resident", "heap", "kernel"];

/** The rows of one kind of work. */
async function measure(work: string, line: StatusLine): Promise<string[][]> {
  line.say(`    ${work}, some minutes at most ...`);
  const file = join(import.meta.dirname!, "memory.ts");
  const { success, stdout, output } = await run(
    [Deno.execPath(), "run", "-A", file, work],
    {
      cwd: ROOT,
      env: { NO_COLOR: "1" },
      onLine: (text) => line.show(`    ${text}`),
    },
  );
  line.clear();
  if (!success) throw explain("Cannot measure memory", output);
  const pattern =
    /^(\d+) done, resident ([\d.]+) MiB, heap ([\d.]+) MiB, kernel ([\d.]+) MiB/gm;
  const rows = [...stdout.matchAll(pattern)].map((match) => match.slice(1));
  if (rows.length === 0) throw explain("Cannot read memory's output", output);
  return rows;
}
