import { join } from "node:path";
import type { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { compiler } from "../kernel/_compiler.ts";

const STEPS = 2e7;

/**
 * What one core can compute at most, in GFLOP/s: fused multiply-adds on the widest vectors
 * it has (`peak.c`), the quickest of several runs.
 */
export async function measurePeak(line: StatusLine): Promise<number> {
  const zig = await compiler(line);
  const folder = await Deno.makeTempDir();
  const file = join(folder, "peak.so");
  await zig(
    ...["cc", "-std=c23", "-O3", "-mcpu=native", "-shared", "-o", file],
    join(import.meta.dirname!, "peak.c"),
  );
  const library = Deno.dlopen(file, {
    peak: { parameters: ["f64", "u32"], result: "f64" },
    operations: { parameters: [], result: "u32" },
  });
  const { peak, operations } = library.symbols;
  const speeds = Array.from({ length: 10 }, () => {
    const start = performance.now();
    peak(1, STEPS);
    return STEPS * operations() / (performance.now() - start) / 1e6;
  });
  library.close();
  await Deno.remove(folder, { recursive: true });
  return Math.max(...speeds);
}
