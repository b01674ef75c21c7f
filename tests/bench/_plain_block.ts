import { join } from "node:path";
import { compile, COMPILER_OPTIONS } from "../../lib/kernel/build.ts";

/** A product of an M x K and a K x N array; returns a function that computes it. */
export type PlainBlock = (
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
) => { compute: () => void; c: Float64Array };

/** Compiles the plain block. */
export async function plainBlock(): Promise<PlainBlock> {
  // As the kernel is compiled, except that its memory need not be shared.
  const source = await compile(
    join(import.meta.dirname!, "peers"),
    "plain_block.ts",
    [...COMPILER_OPTIONS, "--enable=relaxed-simd", "--initialMemory=512"],
  );
  return (a, b, m, k, n) => {
    const { exports } = new WebAssembly.Instance(
      new WebAssembly.Module(source),
    );
    const { memory } = exports as { memory: WebAssembly.Memory };
    const { multiply } = exports as {
      multiply: (...numbers: number[]) => void;
    };
    // The first page is the module's own.
    const at = [65536, 65536 + 8 * a.length, 65536 + 8 * (a.length + b.length)];
    new Float64Array(memory.buffer, at[0], a.length).set(a);
    new Float64Array(memory.buffer, at[1], b.length).set(b);
    return {
      compute: () => multiply(...at, m, k, n),
      c: new Float64Array(memory.buffer, at[2], m * n),
    };
  };
}
