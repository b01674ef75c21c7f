// Appends results to a store, one after the other:
// `deno run -A tests/store/_append.ts FILE COUNT FIRST_CHARACTER`.

import { Store } from "../../lib/store/store.ts";

const [file, count, character] = Deno.args;
const store = new Store(file, new Set());
for (let i = 0; i < Number(count); i++) {
  const key = character + String(i).padStart(63, "0");
  store.append(key, { ms: i, result: character.repeat(1 + i % 3000) });
}
