import { join } from "node:path";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { lastLines } from "../../notebooks/_jupyter/terminal/failure.ts";
import type { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { ROOT } from "../../notebooks/_jupyter/project.ts";
import { type Bar, barsTable } from "./_bars.ts";
import { withKernel } from "./_env.ts";
import { machine } from "./_machine.ts";
import { pythonPeers } from "./_peers.ts";
import { machineLine, markdownTable, writeSection } from "./_report.ts";

const COUNT = "100000";
const NAMES = ["exp", "sigmoid"] as const;

type Times = Record<typeof NAMES[number], number>;

/** exp and sigmoid of many numbers, beside NumPy's. */
export async function functions(line: StatusLine): Promise<void> {
  const here = await machine();
  const { python } = await pythonPeers(line);
  const file = (name: string) => join(import.meta.dirname!, name);
  const own = [
    ...[Deno.execPath(), "run", "-A", file("_functions_weightlab.ts")],
    COUNT,
  ];
  const numpy = [python, file("peers/functions_numpy.py"), COUNT];
  line.say("    exp and sigmoid ...");
  const notes: string[] = [];
  const times: Record<string, Times> = {};
  for (
    const [name, command, env] of [
      ["weightlab", own, withKernel()],
      ["WASM", own, withKernel("wasm")],
      ["NumPy", numpy, {}],
    ] as const
  ) {
    const { success, stdout, output } = await run(command, { cwd: ROOT, env });
    if (success) times[name] = JSON.parse(stdout.trimEnd());
    else notes.push(`${name}: not run: ${lastLines(output, 1)}`);
  }
  const columns = Object.keys(times);
  const bars: Bar[] = [];
  if (times.weightlab && times.NumPy) {
    const got = times.NumPy.sigmoid / times.weightlab.sigmoid;
    bars.push({ what: "sigmoid, to NumPy's", least: 1, got });
  }
  await writeSection(
    "functions",
    [
      "## Functions of many numbers, one core",
      "Nanoseconds a number, 100,000 of them (standard normal), in the shortest of many runs, into an array that is there already. NumPy's sigmoid is four passes in place.",
      machineLine(here),
      markdownTable(
        ["", ...columns],
        NAMES.map((name) => [
          name,
          ...columns.map((column) => times[column][name].toFixed(2)),
        ]),
      ),
      ...notes,
      ...barsTable(bars),
    ].join("\n\n"),
  );
}
