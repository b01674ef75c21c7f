import { join } from "node:path";
import { loadMnist } from "weightlab";
import { weightScales, weightScaleSweep } from "weightlab/experiments";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { lastLines } from "../../notebooks/_jupyter/terminal/failure.ts";
import { ROOT } from "../../notebooks/_jupyter/project.ts";
import type { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { type Bar, barsTable } from "./_bars.ts";
import { withKernel } from "./_env.ts";
import { type Machine, machine } from "./_machine.ts";
import { pythonPeers } from "./_peers.ts";
import {
  machineLine,
  markdownTable,
  writeFigure,
  writeSection,
} from "./_report.ts";
import { scalingChart, type ScalingRow } from "./_scaling_chart.ts";
import { fitPowerLaw, short } from "./_statistics.ts";

const POST = { width: 100, depth: 5, batch: 100 };
const SWEPT = {
  width: [100, 200, 500, 1000, 2000],
  depth: [1, 2, 5, 10, 20, 40],
  batch: [10, 30, 100, 300, 1000],
};
const NETWORKS = [2, 4, 8, 16, 32];

type Quantity = keyof typeof SWEPT;

/** How cost grows with width, depth, batch and the number of networks. */
export async function scaling(line: StatusLine): Promise<void> {
  const here = await machine();
  const peers = await pythonPeers(line);
  const quantities = Object.keys(SWEPT) as Quantity[];
  const cases = quantities.flatMap((quantity) =>
    SWEPT[quantity].map((x) => ({ ...POST, [quantity]: x }))
  );
  const given = JSON.stringify(cases);
  const own = [
    ...[Deno.execPath(), "run", "-A"],
    join(import.meta.dirname!, "_steps_weightlab.ts"),
    given,
  ];
  const numpy = join(import.meta.dirname!, "peers", "steps_numpy.py");
  const theirs = [peers.python, numpy, join(ROOT, "data", "mnist"), given];
  const commands: [string, string[], Record<string, string>][] = [
    ["weightlab", own, withKernel()],
    ["weightlab, WASM", own, withKernel("wasm")],
    ["NumPy", theirs, {}],
  ];
  const rows: ScalingRow[] = [];
  const notes: string[] = [];
  for (const [series, command, env] of commands) {
    line.say(`    ${series}: ${cases.length} steps ...`);
    const { success, stdout, output } = await run(command, {
      cwd: ROOT,
      env,
    });
    if (!success) {
      notes.push(`${series}: not run: ${lastLines(output, 1)}`);
      continue;
    }
    const times: number[] = JSON.parse(stdout.trimEnd().split("\n").at(-1)!);
    const labels = quantities.flatMap((quantity) =>
      SWEPT[quantity].map((x) => ({ quantity, x }))
    );
    rows.push(...labels.map((label, i) => ({ ...label, series, y: times[i] })));
  }
  line.say("    sweeps of 2 to 32 networks, all cores ...");
  rows.push(...await sweeps());
  await report(rows, notes, here);
}

async function sweeps(): Promise<ScalingRow[]> {
  const { train } = await loadMnist({ train: 1000 });
  const rows: ScalingRow[] = [];
  for (const networks of NETWORKS) {
    const stds = weightScales().slice(0, networks / 2);
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const start = performance.now();
      await weightScaleSweep({ stds, train, epochs: 3 });
      times.push(performance.now() - start);
    }
    const series = "weightlab", quantity = "networks";
    rows.push({ quantity, x: networks, series, y: Math.min(...times) });
  }
  return rows;
}

async function report(
  rows: readonly ScalingRow[],
  notes: readonly string[],
  here: Machine,
): Promise<void> {
  const all = [...new Set(rows.map(({ series }) => series))];
  const time = (quantity: string, x: number, series: string) =>
    rows.find((r) =>
      r.quantity === quantity && r.x === x && r.series === series
    )?.y;
  const exponents = [...new Set(rows.map(({ quantity }) => quantity))].map(
    (quantity) => [
      quantity,
      ...all.map((series) => {
        const points = rows.filter((r) =>
          r.quantity === quantity && r.series === series
        );
        if (points.length < 2) return "";
        return fitPowerLaw(points).exponent.toFixed(2);
      }),
    ],
  );
  const widths = SWEPT.width.map((width) => {
    const numpy = time("width", width, "NumPy");
    return [
      `width ${width}`,
      ...all.map((series) => {
        const own = time("width", width, series);
        if (own === undefined) return "";
        return short(own) +
          (numpy && series !== "NumPy"
            ? ` (${(numpy / own).toFixed(2)} x)`
            : "");
      }),
    ];
  });
  const bars: Bar[] = [];
  const [own, numpy] = ["weightlab", "NumPy"].map((series) =>
    time("width", 2000, series)
  );
  if (own !== undefined && numpy !== undefined) {
    const what = "an update at width 2000, to NumPy's";
    bars.push({ what, least: 1, got: numpy / own });
  }
  await writeFigure("scaling", scalingChart(rows));
  await writeSection(
    "scaling",
    [
      "## How cost grows",
      "One update (forward, backward, SGD) of a network 784-100-100-100-100-100-10 with batches of 100, one quantity changed at a time; and whole sweeps (21 updates, 3 evaluations each) by the number of networks, on all cores. Large products of weightlab's native kernel are split over all cores, those of WASM use one; NumPy uses its default threads. Every time is the shortest of several, since other work on the machine only ever adds to it.",
      machineLine(here),
      "![Milliseconds against width, depth, batch and networks, all axes logarithmic, with fitted power laws.](scaling.png)",
      "Fitted exponents (cost ~ quantity to that power, over all points):",
      markdownTable(["quantity", ...all], exponents),
      "Milliseconds an update by width, and in brackets how many times as fast as NumPy:",
      markdownTable(["", ...all], widths),
      ...notes,
      ...barsTable(bars),
    ].join("\n\n"),
  );
}
