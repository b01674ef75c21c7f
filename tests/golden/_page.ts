// In a browser: tells the server of its page the golden hash and the kernel that computed it,
// or what went wrong.

import { kernelInUse } from "weightlab";
import { goldenHash } from "../../lib/experiments/_golden.ts";

const said = await goldenHash().then(
  (hash) => `${hash} ${kernelInUse().name}`,
  (error) => error.stack,
);
await fetch("/said", { method: "POST", body: said });
