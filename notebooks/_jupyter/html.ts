/**
 * `deno task html [--as-is] [name ...]`: runs the notebooks in place, then exports
 * each to a page under `dist/`. A notebook that fails keeps its old page. With
 * `--as-is` nothing is run: the pages show the outputs that the notebooks have.
 *
 * @module
 */
import { join } from "node:path";
import { makePages } from "./pages/make_pages.ts";
import { allNotebooks, chooseNotebooks, ROOT } from "./project.ts";
import { setUp } from "./set_up/set_up.ts";
import { runMain } from "./terminal/failure.ts";

await runMain(async () => {
  const asIs = Deno.args.includes("--as-is");
  const names = Deno.args.filter((arg) => arg !== "--as-is");
  const all = await allNotebooks();
  const chosen = chooseNotebooks(all, names);
  const dist = join(ROOT, "dist");
  const pages = await makePages(await setUp(), { all, chosen, dist, asIs });
  for (const page of pages) console.log(page);
});
