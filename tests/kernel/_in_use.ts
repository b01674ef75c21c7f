// Prints which kernel is in use: for `kernel_test.ts`, which starts it in several ways.

import { kernelInUse } from "../../lib/kernel/kernel.ts";

console.log(JSON.stringify(kernelInUse()));
