// In a browser: tells the server of its page the golden hash and the kernel that computed it,
// or what went wrong.

import { kernelName } from "./_kernel_name.ts";
import { goldenHash } from "./_network.ts";

const said = await goldenHash().then(
  (hash) => `${hash} ${kernelName()}`,
  (error) => error.stack,
);
await fetch("/said", { method: "POST", body: said });
