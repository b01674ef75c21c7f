/**
 * Stands in a page for `_agreeing_kernel.ts`, as the package's description tells bundlers: what
 * calls native code and compares it need not be loaded.
 *
 * @returns Why no native build can be run.
 */
export function agreeingKernel(): string {
  return "what is bundled for pages has no native code";
}
