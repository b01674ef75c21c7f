import { elsewhere, type NativeName } from "./native_builds.ts";

/**
 * Stands in a page for `_agreeing_kernel.ts`, as the package's description tells bundlers: what
 * calls native code and compares it need not be loaded.
 *
 * @param name A native build.
 * @returns Why it cannot be run.
 */
export function agreeingKernel(name: NativeName): string {
  return elsewhere(name);
}
