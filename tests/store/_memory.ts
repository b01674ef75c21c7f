// Reads two results of a large store, and prints how much memory that took:
// `deno run -A tests/store/_memory.ts FILE KEY KEY`.

import { Store } from "../../lib/store/store.ts";

const [file, ...keys] = Deno.args;
const { rss } = Deno.memoryUsage();
const { found } = new Store(file, new Set(keys));
const bytes = Deno.memoryUsage().rss - rss;
console.log(JSON.stringify({ found: [...found], bytes }));
