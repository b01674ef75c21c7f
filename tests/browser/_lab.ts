import { basename, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { choosePort } from "../../notebooks/_jupyter/_port.ts";
import { ROOT } from "../../notebooks/_jupyter/_project.ts";
import { startServer } from "../../notebooks/_jupyter/_server.ts";
import type { Venv } from "../../notebooks/_jupyter/_venv.ts";

/** One code cell, see `_in_lab.js`. */
export interface LabCell {
  readonly count: number | null;
  readonly source: string;
  /** "figure", "stdout", "error ...", or the MIME types, of each output. */
  readonly kinds: readonly string[];
  /** The figures that the kernel sent. */
  readonly specs: readonly unknown[];
  /** What it printed. */
  readonly text: string;
  /** How many figures Vega has drawn in the cell. */
  readonly drawn: number;
  /** How many pngs are shown. */
  readonly pngs: number;
  /** How many errors of Vega are shown. */
  readonly errors: number;
}

/** A JupyterLab of our own, on copies of the notebooks. */
export interface Lab {
  /** Puts a notebook of one code cell a source beside the others. */
  readonly write: (name: string, sources: readonly string[]) => Promise<void>;
  readonly open: (name: string) => Promise<LabNotebook>;
  readonly end: () => Promise<void>;
}

const IN_LAB = new URL("./_in_lab.js", import.meta.url).pathname;

/** Starts JupyterLab with the launcher's own server, on copies without outputs. */
export async function startLab(
  browser: Browser,
  venv: Venv,
  notebooks: readonly string[],
): Promise<Lab> {
  const dir = await copyProject(notebooks);
  const root = join(dir, "notebooks");
  const settings = join(dir, "settings");
  // A cell out of sight is not drawn otherwise.
  await writeJson(
    join(settings, "@jupyterlab", "notebook-extension"),
    "tracker.jupyterlab-settings",
    { windowingMode: "none" },
  );
  const server = await startServer(venv, {
    port: choosePort(undefined),
    host: "localhost",
    opensBrowser: false,
    root,
    args: [
      "--expose-app-in-browser",
      `--LabApp.user_settings_dir=${settings}`,
      `--LabApp.workspaces_dir=${join(dir, "workspaces")}`,
    ],
  });
  if (!await server.answers()) {
    throw new Error(
      `JupyterLab ended instead of answering: ${await Deno.readTextFile(
        server.log,
      )}`,
    );
  }
  let opened = 0;
  return {
    write: (name, sources) => writeJson(root, name, notebookOf(sources)),
    open: async (name) => {
      const url = new URL(server.address);
      // Two pages of one workspace would disturb each other.
      url.pathname = `/lab/workspaces/test-${++opened}/tree/${name}`;
      return await openNotebook(browser, url, name);
    },
    end: async () => {
      server.stop();
      await server.ended;
      await Deno.remove(dir, { recursive: true });
    },
  };
}

/** A notebook in JupyterLab. */
export interface LabNotebook extends AsyncDisposable {
  readonly page: Page;
  /** Runs all cells and waits until they have run, and what they sent is drawn. */
  readonly runAll: (seconds: number) => Promise<LabCell[]>;
  /** The same after a restart of the kernel. */
  readonly restartAndRunAll: (seconds: number) => Promise<LabCell[]>;
  /** Runs one cell, counted from 0, without waiting for it. */
  readonly run: (cell: number) => Promise<void>;
  readonly command: (name: string) => Promise<void>;
  readonly cells: () => Promise<LabCell[]>;
  /** Waits until the kernel is as said. */
  readonly status: (status: string, seconds: number) => Promise<void>;
}

async function openNotebook(
  browser: Browser,
  url: URL,
  name: string,
): Promise<LabNotebook> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 1000 },
  });
  await context.addInitScript({ path: IN_LAB });
  const page = await context.newPage();
  const waitFor = async (
    code: string,
    seconds: number,
    what: string,
  ): Promise<void> => {
    await page.waitForFunction(code, null, {
      timeout: seconds * 1000,
      polling: 100,
    }).catch(async () => {
      const now = await page.evaluate(
        "[inLab.status(), inLab.waitingFor(), inLab.popups()]",
      ).catch(String);
      throw new Error(
        `${name} in JupyterLab: waited ${seconds} s for ${what}; kernel, first cell that has not run, dialogs: ${
          JSON.stringify(now)
        }`,
      );
    });
  };
  const command = (name: string) =>
    page.evaluate<void>(`inLab.command("${name}")`);
  const cells = () => page.evaluate<LabCell[]>("inLab.cells()");
  const finish = async (seconds: number) => {
    await waitFor("inLab.isDone()", seconds, "all cells to have run");
    // What is missing after that, the caller finds in the cells.
    await waitFor("inLab.isDrawn()", 20, "the figures to be drawn")
      .catch(() => {});
    return await cells();
  };
  await page.goto(url.href);
  await waitFor(
    "globalThis.jupyterapp && inLab.isReady()",
    120,
    "the kernel to be idle",
  );
  return {
    ...{ page, command, cells },
    runAll: async (seconds) => {
      await command("notebook:run-all-cells");
      return await finish(seconds);
    },
    restartAndRunAll: async (seconds) => {
      await command("notebook:clear-all-cell-outputs");
      await command("notebook:restart-run-all");
      await page.locator(".jp-Dialog .jp-mod-accept").click();
      return await finish(seconds);
    },
    run: (cell) => page.evaluate<void>(`inLab.runCell(${cell})`),
    status: (status, seconds) =>
      waitFor(
        `inLab.status() === "${status}"`,
        seconds,
        `the kernel to be ${status}`,
      ),
    [Symbol.asyncDispose]: async () => {
      // Its kernel would go on computing.
      await page.evaluate(
        "globalThis.jupyterapp.shell.currentWidget.sessionContext.shutdown()",
      ).catch(() => {});
      await context.close();
    },
  };
}

/** A folder like the project's, with copies of the notebooks and links to the rest. */
async function copyProject(notebooks: readonly string[]): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "weightlab-lab-" });
  for (const part of ["lib", "data", "tests"]) {
    await Deno.symlink(join(ROOT, part), join(dir, part));
  }
  for (const file of ["deno.json", "deno.lock"]) {
    await Deno.copyFile(join(ROOT, file), join(dir, file));
  }
  const root = join(dir, "notebooks");
  await Deno.mkdir(root);
  await Deno.copyFile(
    join(ROOT, "notebooks", "claims.json"),
    join(root, "claims.json"),
  );
  for (const path of notebooks) {
    const notebook = JSON.parse(await Deno.readTextFile(path));
    for (const cell of notebook.cells) {
      if (cell.cell_type !== "code") continue;
      cell.outputs = [];
      cell.execution_count = null;
    }
    await writeJson(root, basename(path), notebook);
  }
  return dir;
}

/** A notebook's file, with one code cell a source. */
function notebookOf(sources: readonly string[]): unknown {
  return {
    cells: sources.map((source, i) => ({
      ...{ cell_type: "code", id: `cell-${i}`, source, metadata: {} },
      ...{ outputs: [], execution_count: null },
    })),
    metadata: {
      kernelspec: {
        name: "deno",
        display_name: "Deno",
        language: "typescript",
      },
      language_info: { name: "typescript" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

async function writeJson(
  dir: string,
  name: string,
  content: unknown,
): Promise<void> {
  await Deno.mkdir(dir, { recursive: true });
  await Deno.writeTextFile(join(dir, name), JSON.stringify(content));
}
