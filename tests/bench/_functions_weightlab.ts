// exp and sigmoid of as many numbers as given, in the kernel's memory: nanoseconds a number,
// in the shortest run. Usage: _functions_weightlab.ts 100000

import { randn, seeded } from "weightlab";
import { functions } from "../../lib/kernel/function_part.ts";
import { kernel } from "../../lib/kernel/kernel.ts";
import { allocate, numbersAt } from "../../lib/kernel/memory.ts";

const count = Number(Deno.args[0]);
const x = allocate(8 * count)!, y = allocate(8 * count)!;
numbersAt(x, count).set(randn(seeded("numbers"), 1, count).getRow(0));

function nanoseconds(pass: () => void): number {
  const times: number[] = [];
  const end = performance.now() + 500;
  while (performance.now() < end) {
    const start = performance.now();
    pass();
    times.push(performance.now() - start);
  }
  return 1e6 * Math.min(...times) / count;
}

console.log(JSON.stringify({
  exp: nanoseconds(() => kernel.exp(x, y, count)),
  sigmoid: nanoseconds(() => functions.sigmoid(x, y, count)),
}));
