/**
 * Builds `kernel.wasm` from the AssemblyScript in `assembly/`: `deno task kernel`.
 *
 * @module
 */
import asc from "assemblyscript/asc";
import { join } from "node:path";

const HERE = import.meta.dirname!;

/** What any product is compiled with, so that two of them differ in their source. */
export const COMPILER_OPTIONS: readonly string[] = [
  "-O3",
  "--noAssert",
  "--runtime=stub",
];

/** The kernel's own options; the committed bytes are what these give. */
const KERNEL_OPTIONS = [
  ...COMPILER_OPTIONS,
  "--enable=relaxed-simd,threads",
  // Shared memory may grow while arrays look into it; any other would detach them.
  "--sharedMemory",
  "--initialMemory=64",
  "--maximumMemory=65536",
];

/**
 * Compiles AssemblyScript; throws with the compiler's own words if it cannot.
 *
 * @param folder Where the sources lie.
 * @param entry The module whose exports are the result's, by path from there.
 * @param options The compiler's options.
 */
export async function compile(
  folder: string,
  entry: string,
  options: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await asc.main(
    [entry, "--outFile=out.wasm", ...options],
    {
      readFile: (name, base) => {
        try {
          return Deno.readTextFileSync(join(folder, base ?? "", name));
        } catch {
          return null;
        }
      },
      writeFile: (_, contents) => {
        bytes = contents as Uint8Array<ArrayBuffer>;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || bytes === undefined) {
    throw new Error(`Cannot compile ${entry}: ${error?.message}\n${stderr}`);
  }
  return bytes;
}

/** Compiles the kernel. */
export function buildKernel(): Promise<Uint8Array<ArrayBuffer>> {
  return compile(HERE, "assembly/mod.ts", KERNEL_OPTIONS);
}

if (import.meta.main) {
  await Deno.writeFile(join(HERE, "kernel.wasm"), await buildKernel());
}
