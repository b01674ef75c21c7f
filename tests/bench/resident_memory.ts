import { join } from "node:path";
import { run } from "../../notebooks/_jupyter/_child.ts";
import { explain } from "../../notebooks/_jupyter/_failure.ts";
import { ROOT } from "../../notebooks/_jupyter/_project.ts";
import type { StatusLine } from "../../notebooks/_jupyter/_status_line.ts";
import { machine } from "./_machine.ts";
import { machineLine, markdownTable, writeSection } from "./_report.ts";

/** Whether memory stays where it is over a long training, as memory.ts prints it. */
export async function residentMemory(line: StatusLine): Promise<void> {
  const here = await machine();
  line.say("    100,000 updates, about a minute ...");
  const file = join(import.meta.dirname!, "memory.ts");
  const { success, stdout, output } = await run(
    [Deno.execPath(), "run", "-A", file, "small", "100000"],
    {
      cwd: ROOT,
      env: { NO_COLOR: "1" },
      onLine: (text) => line.show(`    ${text}`),
    },
  );
  line.clear();
  if (!success) throw explain("Cannot measure memory", output);
  const pattern =
    /^(\d+) updates, resident ([\d.]+) MiB, heap ([\d.]+) MiB, kernel ([\d.]+) MiB/gm;
  const rows = [...stdout.matchAll(pattern)].map((match) => match.slice(1));
  if (rows.length === 0) throw explain("Cannot read memory's output", output);
  await writeSection(
    "memory",
    [
      "## Memory over 100,000 updates",
      "MiB of a process that trains 20-30-10 with batch normalization and batches of 100 (`memory.ts`).",
      machineLine(here),
      markdownTable(["after updates", "resident", "heap", "kernel"], rows),
    ].join("\n\n"),
  );
}
