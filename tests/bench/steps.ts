import { join } from "node:path";
import type { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { denoBench } from "./_deno_bench.ts";
import { machine } from "./_machine.ts";
import { machineLine, markdownTable, writeSection } from "./_report.ts";
import { short } from "./_statistics.ts";

/** Training steps, batch normalization, random numbers and histograms. */
export async function steps(line: StatusLine): Promise<void> {
  const here = await machine();
  line.say("    widths, depths and pieces, about 2 minutes ...");
  const file = join(import.meta.dirname!, "steps_bench.ts");
  const timings = await denoBench([file]),
    wasm = await denoBench([file], "wasm");
  await writeSection(
    "steps",
    [
      "## Steps and pieces, one core",
      "An update is forward, backward and SGD on MNIST's digits; milliseconds, the shortest run and the third quartile, and the shortest of WASM.",
      machineLine(here),
      markdownTable(
        ["what", "shortest, ms", "third quartile, ms", "WASM, shortest, ms"],
        timings.map(({ group, name, min, p75 }, i) => [
          group === "numbers" ? name : `${group}: ${name}`,
          short(min / 1e6),
          short(p75 / 1e6),
          short(wasm[i].min / 1e6),
        ]),
      ),
    ].join("\n\n"),
  );
}
