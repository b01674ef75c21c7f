// Interrupts the notebooks' own kernel, as the square in JupyterLab does. Needs Python,
// so its name keeps it out of a plain `deno test`: `deno task test` names it.

import { assertEquals, assertGreater } from "@std/assert";
import { join } from "node:path";
import { NOTEBOOKS } from "../../notebooks/_jupyter/project.ts";
import { setUp } from "../../notebooks/_jupyter/set_up/set_up.ts";
import { jupyterEnv } from "../../notebooks/_jupyter/set_up/venv.ts";

/** What became of a cell that was interrupted, and of the next one. */
interface Told {
  readonly status: "ok" | "error" | null;
  readonly error: string | null;
  readonly next: "ok" | "error" | null;
}

const IMPORTS = `
import { loadMnist, randn, seeded } from "weightlab";
import { histograms, show, toPng } from "weightlab/charts";
import { claims, observe } from "weightlab/claims";
import { weightScales, weightScaleSweep } from "weightlab/experiments";`;
const DIGITS = "const digits = await loadMnist({ train: 1000, test: 1000 });";
const CHART = "const chart = histograms([randn(seeded(1), 1000, 100)]);";
const SWEEP =
  "await weightScaleSweep({ stds: weightScales(), train: digits.train, epochs: 5000, workers: 2 });";

const STORED = `
const store = await Deno.makeTempFile();
const lines = async () => (await Deno.readTextFile(store)).split("\\n").length - 1;
const stored = (count, onProgress) => weightScaleSweep({
  stds: [1], train: digits.train, hidden: [20], epochs: 1, workers: 2, store, onProgress,
  seeds: Array.from({ length: count }, (_, i) => i),
});`;

/** Each cell, what it needs, and when it is interrupted. */
const cases: readonly {
  readonly name: string;
  readonly setup: readonly string[];
  readonly code: string;
  readonly seconds: readonly number[];
  /** The cell that is run next. */
  readonly after?: string;
  /** Whether it takes so long that every interrupt comes before its end. */
  readonly isLong?: boolean;
  /** Whether the kernel says of a cell that it was cut. Default: it does. */
  readonly isTold?: boolean;
}[] = [
  {
    name: "observe()",
    setup: [IMPORTS, DIGITS],
    code: "await observe(claims, digits);",
    seconds: [0.5, 2],
    isLong: true,
  },
  {
    name: "observe() in a cell that has awaited before",
    setup: [IMPORTS, DIGITS],
    code: "await null; await observe(claims, digits);",
    seconds: [0.5, 2],
    isLong: true,
  },
  {
    name: "a first show(), then others",
    setup: [IMPORTS, CHART],
    code: "await show(chart);",
    seconds: [0.02, 0.05, 0.1, 0.2],
    after: "await show(chart);",
  },
  {
    name: "a figure that is a cell's last expression",
    setup: [IMPORTS, CHART],
    code: "chart",
    seconds: [0.02, 0.05, 0.1, 0.2],
    after: "chart",
    isTold: false,
  },
  {
    name: "toPng() in a cell that has awaited before",
    setup: [IMPORTS, CHART],
    code: "await null; await toPng(chart);",
    seconds: [0.02, 0.05, 0.1],
  },
  {
    name: "loadMnist()",
    setup: [IMPORTS],
    code: "await loadMnist();",
    seconds: [0.01, 0.03, 0.06, 0.1],
    after: "await loadMnist();",
  },
  {
    name: "a sweep in a cell that has awaited before",
    setup: [IMPORTS, DIGITS],
    code: `await null; ${SWEEP}`,
    seconds: [1, 2],
    isLong: true,
  },
  {
    name: "a sweep with a store, which has what was finished",
    setup: [IMPORTS, DIGITS, STORED],
    code: "await stored(5000);",
    seconds: [4],
    isLong: true,
    after: `
const before = await lines();
if (before < 2) throw new Error(\`kept \${before}\`);
const seen = [];
await stored(3, (at) => seen.push(at.done));
if (seen[0] < 2) throw new Error(\`known \${seen[0]}\`);`,
  },
];

for (const one of cases) {
  const { name, isLong = false, isTold = true, ...interrupts } = one;
  Deno.test(`an interrupt ends ${name}, and the kernel answers`, async () => {
    const told = await interrupted(interrupts);
    assertEquals(told.length, interrupts.seconds.length, "the kernel hung");
    for (const { status, next } of told) {
      assertEquals(next, "ok");
      assertEquals(status === "error" || (!isLong && status === "ok"), true);
    }
    // What draws the value of a cell that has ended may fail: the cell has not.
    if (!isTold) return;
    // One that comes after the cell's end tries nothing.
    const cut = told.filter(({ status }) => status === "error");
    assertGreater(cut.length, 0);
  });
}

async function interrupted(
  { setup, code, seconds, after = "1 + 1" }: Omit<
    (typeof cases)[number],
    "name"
  >,
): Promise<Told[]> {
  const venv = await setUp();
  const child = new Deno.Command(venv.python, {
    args: [join(import.meta.dirname!, "_interrupts.py"), NOTEBOOKS],
    env: jupyterEnv(venv),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const text = JSON.stringify([{ setup, code, seconds, after }]);
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { stdout, stderr, success } = await child.output();
  const decoder = new TextDecoder();
  assertEquals(success, true, decoder.decode(stderr));
  return decoder.decode(stdout).trim().split("\n").map((line) =>
    JSON.parse(line)
  );
}
