/**
 * `deno task html [--as-is] [name ...]`: runs the notebooks in place, then exports
 * each to a page under `dist/`. A notebook that fails keeps its old page. With
 * `--as-is` nothing is run: the pages show the outputs that the notebooks have.
 * The library's reference, which the pages lead to, is built beside them.
 *
 * @module
 */
import { join } from "node:path";
import { makePages } from "./pages/make_pages.ts";
import { makeReference } from "./pages/reference.ts";
import { allNotebooks, chooseNotebooks, ROOT } from "./project.ts";
import { setUp } from "./set_up/set_up.ts";
import { runMain } from "./terminal/failure.ts";

await runMain(async () => {
  const asIs = Deno.args.includes("--as-is");
  const names = Deno.args.filter((arg) => arg !== "--as-is");
  const all = await allNotebooks();
  const chosen = chooseNotebooks(all, names);
  const dist = join(ROOT, "dist");
  const venv = await setUp();
  // The pages are made even if it fails, and lead to it if it is there.
  const [reference] = await Promise.allSettled([
    makeReference({ hasPages: true }),
  ]);
  const pages = await makePages(venv, { all, chosen, dist, asIs });
  for (const page of pages) console.log(page);
  if (reference.status === "rejected") throw reference.reason;
  console.log(reference.value);
});
