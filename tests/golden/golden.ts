/**
 * `deno run tests/golden/golden.ts`: trains the golden network, prints its hash and the
 * kernel that computed it, and ends with an error if that is not the golden hash.
 *
 * @module
 */
import { kernelInUse } from "weightlab";
import { GOLDEN_HASH, goldenHash } from "../../lib/experiments/_golden.ts";

const hash = await goldenHash();
console.log(hash, kernelInUse().name);
if (hash !== GOLDEN_HASH) {
  throw new Error(`This is not the golden hash, ${GOLDEN_HASH}`);
}
