// In a page, in place of lib/kernel/_agreeing_kernel.ts, which calls native code.

export { agreeingKernel } from "../../../../../../lib/kernel/_no_native.ts";
