import { basename, dirname } from "node:path";
import { run } from "./_child.ts";
import { explain } from "./_failure.ts";
import { JUPYTER } from "./_project.ts";
import { jupyterEnv, type Venv } from "./_venv.ts";

/** Exports a notebook, with the outputs that it has, to one HTML page. */
export async function exportPage(
  venv: Venv,
  notebook: string,
  page: string,
): Promise<void> {
  const { success, stdout, output } = await run(
    [
      ...[venv.python, "-m", "nbconvert", "--to", "html", "--stdout"],
      `--TemplateExporter.extra_template_basedirs=${JUPYTER}`,
      "--template=template",
      notebook,
    ],
    { env: jupyterEnv(venv) },
  );
  if (!success) throw explain(`Cannot export ${basename(notebook)}`, output);
  await Deno.mkdir(dirname(page), { recursive: true });
  await Deno.writeTextFile(page, linkedToPages(stdout));
}

/** Lets the links from notebook to notebook lead from page to page. */
export function linkedToPages(html: string): string {
  return html.replaceAll(
    /href="([^":/]+)\.ipynb(#[^"]*)?"/g,
    'href="$1.html$2"',
  );
}
