import { join } from "node:path";
import type { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { denoBench } from "./_deno_bench.ts";
import { machine } from "./_machine.ts";
import { machineLine, markdownTable, writeSection } from "./_report.ts";
import { shapeName, SHAPES } from "./_shapes.ts";

/** The matrix product by shape, one core, against ml-matrix and the plain block. */
export async function products(line: StatusLine): Promise<void> {
  const here = await machine();
  line.say(`    ${SHAPES.length} shapes, about 2 minutes ...`);
  const file = join(import.meta.dirname!, "product_bench.ts");
  const timings = await denoBench([file]);
  const rows = SHAPES.map((shape) => {
    const group = shapeName(shape);
    const { m, k, n } = shape;
    const speed = (name: string) =>
      2 * m * k * n /
      timings.find((t) => t.group === group && t.name === name)!.min;
    const own = speed("weightlab");
    const others = [
      speed("weightlab, ordinary matrices"),
      speed("ml-matrix"),
      speed("plain block"),
    ];
    return [
      group,
      ...[own, ...others].map((s) => s.toFixed(1)),
      `${(own / others[1]).toFixed(1)} x`,
      `${(own / others[2]).toFixed(2)} x`,
    ];
  });
  await writeSection(
    "products",
    [
      "## The matrix product, one core",
      "GFLOP/s (2 m k n operations in the shortest of many runs), float64. *Ordinary matrices* are copied into the kernel's memory and back; in training they lie there already. The *plain block* is 4 x 4 fused multiply-adds without packing (`peers/plain_block.ts`), compiled from AssemblyScript in the same run; where a product is of a transpose it gets the factor already transposed.",
      machineLine(here),
      markdownTable([
        "m x k x n",
        "weightlab",
        "ordinary matrices",
        "ml-matrix",
        "plain block",
        "to ml-matrix",
        "to plain block",
      ], rows),
    ].join("\n\n"),
  );
}
