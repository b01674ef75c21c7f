import { join } from "node:path";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { lastLines } from "../../notebooks/_jupyter/terminal/failure.ts";
import { ROOT } from "../../notebooks/_jupyter/project.ts";
import type { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { barChart } from "./_bar_chart.ts";
import { type Bar, barsOf, barsTable } from "./_bars.ts";
import { withKernel } from "./_env.ts";
import { type Machine, machine } from "./_machine.ts";
import { type PythonPeers, pythonPeers } from "./_peers.ts";
import { type Final, implausible } from "./_plausible.ts";
import {
  machineLine,
  markdownTable,
  writeFigure,
  writeSection,
} from "./_report.ts";
import { median, short } from "./_statistics.ts";

const ALL = Array.from({ length: 16 }, (_, i) => i);
/** What a program that takes minutes computes instead of all: std .00736. */
const ONE = [8];

/** What the others are compared with. */
const OWN = "weightlab, all cores";

/** A program that computes the 16 panels. */
interface Program {
  readonly name: string;
  readonly threads: string;
  readonly command: readonly string[];
  readonly env?: Record<string, string>;
  readonly panels: readonly number[];
  /** Why it cannot run. */
  readonly missing?: string;
}

interface Outcome {
  readonly program: Program;
  /** Seconds of all 16 panels, by round; scaled up if it computed fewer. */
  readonly seconds: number[];
  /** Seconds of the whole process, by round, not scaled up. */
  readonly process: number[];
  notRun?: string;
}

/**
 * The 16-panel experiment in this library and in its peers.
 *
 * @param rounds How often each program runs, all in turn, so that a slow minute hits
 * everyone.
 */
export async function panels(
  line: StatusLine,
  rounds: number,
): Promise<void> {
  const here = await machine();
  const peers = await pythonPeers(line);
  const outcomes: Outcome[] = programs(peers).map((program) => ({
    program,
    seconds: [],
    process: [],
    notRun: program.missing,
  }));
  for (let round = 1; round <= rounds; round++) {
    for (const outcome of outcomes) {
      if (outcome.notRun !== undefined) continue;
      const { name } = outcome.program;
      line.show(`    round ${round} of ${rounds}: ${name} ...`);
      await runOnce(outcome);
      line.say(
        `    round ${round} of ${rounds}: ${name}: ${
          outcome.notRun ?? `${short(outcome.seconds.at(-1)!)} s`
        }`,
      );
    }
  }
  await report(outcomes, rounds, {
    ...here,
    versions: { ...here.versions, ...versions(peers) },
  });
}

function programs({ python, packages }: PythonPeers): Program[] {
  const cores = navigator.hardwareConcurrency;
  const file = (name: string) => join(import.meta.dirname!, "peers", name);
  const data = join(ROOT, "data", "mnist");
  const deno = [Deno.execPath(), "run", "-A"];
  const own = (...args: string[]) => [
    ...deno,
    join(import.meta.dirname!, "_panels_weightlab.ts"),
    ...args,
  ];
  const missing = (name: string) =>
    "missing" in packages[name] ? packages[name].missing : undefined;
  const py = (name: string, ...args: string[]) => [
    python,
    file(name),
    data,
    ...args,
  ];
  // No lock file and no import map, so that the project's own stay as they are.
  const js = (name: string) => [
    ...deno,
    "--no-config",
    "--no-lock",
    file(name),
    data,
    ...ONE.map(String),
  ];
  const each = ["--processes", String(cores)];
  const perCore = `${cores} processes of 1 thread`;
  // Threads of BLAS inside the processes would only get in each other's way.
  const one = { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
  const numpy = { missing: missing("numpy"), panels: ALL };
  const torch = { missing: missing("torch"), panels: ALL };
  return [
    {
      name: OWN,
      threads: `${cores} workers`,
      command: own("all"),
      env: withKernel(),
      panels: ALL,
    },
    {
      name: "weightlab, one worker",
      threads: "1",
      command: own("1"),
      env: withKernel(),
      panels: ALL,
    },
    {
      name: "weightlab, WASM, all cores",
      threads: `${cores} workers`,
      command: own("all"),
      env: withKernel("wasm"),
      panels: ALL,
    },
    {
      name: "NumPy",
      threads: `default, ${cores} in BLAS`,
      command: py("panels_numpy.py"),
      ...numpy,
    },
    {
      name: "NumPy, a process a core",
      threads: perCore,
      command: py("panels_numpy.py", ...each),
      env: one,
      ...numpy,
    },
    ...["float64", "float32"].flatMap((dtype) => [
      {
        name: `PyTorch ${dtype}`,
        threads: `default, ${cores}`,
        command: py("panels_torch.py", dtype),
        ...torch,
      },
      {
        name: `PyTorch ${dtype}, a process a core`,
        threads: perCore,
        command: py("panels_torch.py", dtype, ...each),
        env: one,
        ...torch,
      },
    ]),
    {
      name: "TensorFlow.js, WASM, float32",
      threads: "1",
      command: js("panels_tfjs.mjs"),
      panels: ONE,
    },
    {
      name: "numpy-ts",
      threads: "1",
      command: js("panels_numpy_ts.mjs"),
      panels: ONE,
    },
  ];
}

async function runOnce(outcome: Outcome): Promise<void> {
  const { command, env, panels } = outcome.program;
  const start = performance.now();
  const { success, stdout, output } = await run(command, {
    cwd: ROOT,
    env: { NO_COLOR: "1", ...env },
  });
  const whole = (performance.now() - start) / 1000;
  if (!success) {
    outcome.notRun = reason(output);
    return;
  }
  const result: { seconds: number; finals: Final[] } = JSON.parse(
    stdout.trimEnd().split("\n").at(-1)!,
  );
  const wrong = implausible(panels, result.finals);
  if (wrong !== undefined) {
    outcome.notRun = `wrong work: ${wrong}`;
    return;
  }
  outcome.seconds.push(result.seconds * ALL.length / panels.length);
  outcome.process.push(whole);
}

/** The line that names the error; in a stack trace it is not the last one. */
function reason(output: string): string {
  const named = output.split("\n").findLast((text) => /error/i.test(text));
  return (named ?? lastLines(output, 1)).trim();
}

function versions({ packages }: PythonPeers): Record<string, string> {
  const installed = Object.entries(packages).flatMap(([name, found]) =>
    "version" in found ? [[name, found.version]] : []
  );
  return {
    ...Object.fromEntries(installed),
    "@tensorflow/tfjs-backend-wasm": "4.22.0",
    "numpy-ts": "1.4.0",
  };
}

/** What the library is held to on this machine, as far as the peers ran. */
function bars(measured: readonly Outcome[], here: Machine): Bar[] {
  const seconds = (name: string) =>
    measured.filter(({ program }) => program.name.startsWith(name))
      .map(({ seconds }) => median(seconds));
  const least = barsOf(here);
  const numpy = seconds("NumPy"), torch = seconds("PyTorch float32");
  const [own] = seconds(OWN);
  if (least === undefined || numpy.length < 2 || torch.length < 2) return [];
  return [
    { what: "NumPy's program", least: least.numpy, got: numpy[0] / own },
    {
      what: "NumPy's best arrangement",
      ...{ least: least.bestNumpy, got: Math.min(...numpy) / own },
    },
    {
      what: "PyTorch float32's best arrangement",
      ...{ least: least.torch32, got: Math.min(...torch) / own },
    },
  ];
}

async function report(
  outcomes: readonly Outcome[],
  rounds: number,
  here: Machine,
): Promise<void> {
  const measured = outcomes.filter(({ notRun }) => notRun === undefined);
  const base = measured.find(({ program }) => program.name === OWN);
  if (base === undefined) {
    throw new Error(`weightlab did not run: ${outcomes[0].notRun}`);
  }
  const unit = median(base.seconds);
  const rows = outcomes.map(({ program, seconds, process, notRun }) => {
    if (notRun !== undefined) {
      // A bar would begin another column of the table.
      const why = notRun.replaceAll("|", "/");
      return [program.name, program.threads, `not run: ${why}`, "", "", ""];
    }
    const part = program.panels.length < ALL.length;
    return [
      program.name,
      program.threads,
      short(median(seconds)) + (part ? " *" : ""),
      `${short(Math.min(...seconds))} to ${short(Math.max(...seconds))}`,
      `${(median(seconds) / unit).toFixed(2)} x`,
      part ? "" : short(median(process)),
    ];
  });
  // A time of minutes that was only scaled up would flatten all the bars beside it.
  const drawn = measured.filter(({ program }) =>
    program.panels.length === ALL.length
  );
  await writeFigure(
    "panels",
    barChart(
      `Seconds of the 16-panel experiment: ${
        drawn.map(({ program, seconds }) =>
          `${program.name} ${short(median(seconds))}`
        ).join("; ")
      }.`,
      drawn.map(({ program, seconds }) => ({
        name: program.name,
        seconds: median(seconds),
        own: program.name.startsWith("weightlab"),
        label: `${short(median(seconds))} s`,
      })),
    ),
  );
  await writeSection(
    "panels",
    [
      "## The 16 panels",
      "32 networks 784-100-100-100-100-100-10, 191 updates and 20 evaluations each, on the first 1,000 of MNIST; float64 unless named otherwise. Seconds are those of the whole experiment (reading the data, drawing the weights, starting workers or processes), by the program's own clock after its imports; the last column is the whole process with its start.",
      machineLine(here),
      "![Seconds of each program as a bar.](panels.png)",
      markdownTable([
        "program",
        "threads",
        `seconds, median of ${rounds}`,
        "range",
        `to ${OWN}`,
        "process",
      ], rows),
      "\\* one panel of 16 was computed, and its time multiplied by 16; the figure leaves it out. Each program's final accuracies were checked against the published ones. Peers are written the way their users write (`peers/`), with a second run on one process a core where that may be quicker.",
      ...barsTable(bars(measured, here)),
    ].join("\n\n"),
  );
}
