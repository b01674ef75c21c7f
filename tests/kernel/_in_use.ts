// Prints which kernel is in use: for `kernel_test.ts`, which starts it in several ways.

import { useKernel } from "../../lib/kernel/kernel.ts";

// It is chosen a second time: what is said once must not be said again.
console.log(JSON.stringify(useKernel()));
