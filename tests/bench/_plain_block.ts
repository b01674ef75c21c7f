import asc from "assemblyscript/asc";
import { join } from "node:path";

// The kernel's own options, except that its memory need not be shared.
const OPTIONS = [
  "-O3",
  "--noAssert",
  "--runtime=stub",
  "--enable=relaxed-simd",
  "--initialMemory=512",
];

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
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    ["plain_block.ts", "--outFile=plain_block.wasm", ...OPTIONS],
    {
      readFile: (name) => {
        try {
          return Deno.readTextFileSync(
            join(import.meta.dirname!, "peers", name),
          );
        } catch {
          return null;
        }
      },
      writeFile: (_, contents) => {
        bytes = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || bytes === undefined) {
    throw new Error(
      `Cannot build the plain block: ${error?.message}\n${stderr}`,
    );
  }
  const source = bytes as Uint8Array<ArrayBuffer>;
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
