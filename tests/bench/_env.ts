/** The environment of a run: the kernel that computes, the quickest unless named. */
export function withKernel(name: "wasm" | "" = ""): Record<string, string> {
  return { NO_COLOR: "1", WEIGHTLAB_KERNEL: name };
}

/**
 * Forgets what the environment tells OpenBLAS of the processor, so that the peers compute
 * with what is best on this one.
 */
export function forgetProcessor(): void {
  for (const name of ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"]) {
    Deno.env.delete(name);
  }
}
