import { join } from "node:path";
import type { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { barsTable } from "./_bars.ts";
import { denoBench } from "./_deno_bench.ts";
import { machine } from "./_machine.ts";
import { measurePeak } from "./_peak.ts";
import { machineLine, markdownTable, writeSection } from "./_report.ts";
import { shapeName, SHAPES } from "./_shapes.ts";

/** The share of a core's peak that the native product is held to. */
const LEAST = 0.85;

/** The matrix product by shape, one core, against the core's limit and ml-matrix. */
export async function products(line: StatusLine): Promise<void> {
  const here = await machine();
  const before = await measurePeak(line);
  line.say(`    ${SHAPES.length} shapes, about 2 minutes ...`);
  const file = join(import.meta.dirname!, "product_bench.ts");
  const timings = await denoBench([file]);
  const wasm = await denoBench([file], "wasm", "/^weightlab$/");
  // Other work on the machine only ever takes from it.
  const peak = Math.max(before, await measurePeak(line));
  const isNative = !["wasm", "exact"].includes(here.versions.kernel);
  const speeds = SHAPES.map((shape) => {
    const group = shapeName(shape);
    const { m, k, n } = shape;
    const speed = (name: string, among = timings) =>
      2 * m * k * n /
      among.find((t) => t.group === group && t.name === name)!.min;
    return {
      ...{ group, size: Math.min(m, k, n) },
      own: speed("weightlab"),
      wasm: speed("weightlab", wasm),
      ordinary: speed("weightlab, ordinary matrices"),
      mlMatrix: speed("ml-matrix"),
    };
  });
  await writeSection(
    "products",
    [
      "## The matrix product, one core",
      `GFLOP/s (2 m k n operations in the shortest of many runs), float64. *Ordinary matrices* are copied into the kernel's memory and back; in training they lie there already. **The core's limit is ${
        peak.toFixed(1)
      }**: fused multiply-adds on its widest vectors, all in registers (\`peak.c\`), measured in the same run.`,
      machineLine(here),
      markdownTable(
        [
          "m x k x n",
          "weightlab",
          "of the limit",
          "WASM",
          "ordinary matrices",
          "ml-matrix",
          "to ml-matrix",
        ],
        speeds.map(({ group, own, wasm, ordinary, mlMatrix }) => [
          group,
          own.toFixed(1),
          `${(100 * own / peak).toFixed(0)} %`,
          ...[wasm, ordinary, mlMatrix].map((speed) => speed.toFixed(1)),
          `${(own / mlMatrix).toFixed(1)} x`,
        ]),
      ),
      ...barsTable(
        speeds.filter(({ size }) => isNative && size >= 100).map((
          { group, own },
        ) => ({
          ...{ what: `${group}, to the core's limit`, least: LEAST },
          got: own / peak,
        })),
      ),
    ].join("\n\n"),
  );
}
