/**
 * Builds `kernel.wasm` from the AssemblyScript in `assembly/`: `deno task kernel`.
 *
 * @module
 */
import asc from "assemblyscript/asc";
import { join } from "node:path";

const HERE = import.meta.dirname!;

/** The compiler's options; the committed bytes are what these give. */
const OPTIONS = [
  "-O3",
  "--noAssert",
  "--runtime=stub",
  "--enable=relaxed-simd,threads",
  // Shared memory may grow while arrays look into it; any other would detach them.
  "--sharedMemory",
  "--initialMemory=64",
  "--maximumMemory=65536",
];

/** Compiles the kernel; throws with the compiler's own words if it cannot. */
export async function buildKernel(): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    ["assembly/mod.ts", "--outFile=kernel.wasm", ...OPTIONS],
    {
      readFile: (name, base) => {
        try {
          return Deno.readTextFileSync(join(HERE, base ?? "", name));
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
    throw new Error(`Cannot build the kernel: ${error?.message}\n${stderr}`);
  }
  return bytes;
}

if (import.meta.main) {
  await Deno.writeFile(join(HERE, "kernel.wasm"), await buildKernel());
}
