import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { choosePort } from "../../notebooks/_jupyter/lab/port.ts";
import { partOf, ROOT } from "../../notebooks/_jupyter/project.ts";
import { startServer } from "../../notebooks/_jupyter/lab/server.ts";
import type { Session } from "./_session.ts";

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

/** Starts JupyterLab with the launcher's own server, on copies of the notebooks. */
export async function startLab(session: Session): Promise<Lab> {
  const { venv, notebooks } = session;
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
    opensBrowser: false,
    root,
    args: [
      "--expose-app-in-browser",
      `--LabApp.user_settings_dir=${settings}`,
      `--LabApp.workspaces_dir=${join(dir, "workspaces")}`,
    ],
  });
  const guard = endWithUs(server.pid);
  const address = await server.answers();
  if (address === undefined) {
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
      const url = new URL(address);
      // Two pages of one workspace would disturb each other.
      url.pathname = `/lab/workspaces/test-${++opened}/tree/${name}`;
      return await openNotebook(session, url, name, server.pid);
    },
    end: async () => {
      server.stop();
      await server.ended;
      await guard.dismiss();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

/**
 * Ends the server when this process is gone, however it went: `deno test` tells a test
 * nothing of a Ctrl-C or a SIGTERM. The guard reads from a pipe that closes with us.
 */
function endWithUs(pid: number) {
  const guard = new Deno.Command("sh", {
    args: ["-c", `read -r dismissed || kill ${pid}`],
    ...{ stdin: "piped", stdout: "null", stderr: "null", detached: true },
  }).spawn();
  return {
    dismiss: async () => {
      const writer = guard.stdin.getWriter();
      await writer.write(new TextEncoder().encode("dismissed\n"));
      await writer.close();
      await guard.status;
    },
  };
}

/** A notebook in JupyterLab. */
export interface LabNotebook extends AsyncDisposable {
  readonly page: Page;
  /** Runs all cells and waits until they have run, and what they sent is drawn. */
  readonly runAll: () => Promise<LabCell[]>;
  /** The same after a restart of the kernel. */
  readonly restartAndRunAll: () => Promise<LabCell[]>;
  /** Runs one cell, counted from 0, without waiting for it. */
  readonly run: (cell: number) => Promise<void>;
  readonly command: (name: string) => Promise<void>;
  /** Slices of the notebook in both themes, if screenshots are wanted. */
  readonly takeScreenshots: () => Promise<void>;
  readonly cells: () => Promise<LabCell[]>;
  /** What the file shows as it was opened, once that is drawn. */
  readonly shown: () => Promise<LabCell[]>;
  /** Waits until the kernel is as said. */
  readonly status: (status: string, seconds: number) => Promise<void>;
}

/** How long JupyterLab may take to load and to start a kernel, in s. */
const LOADING = 120;

/** How long a running notebook may show nothing new, in s: patience beside busy neighbours. */
const SILENCE = 300;

/** How long Vega may take to draw what has come, in s. */
const DRAWING = 60;

async function openNotebook(
  { browser, screenshots }: Session,
  url: URL,
  name: string,
  server: number,
): Promise<LabNotebook> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 1000 },
  });
  await context.addInitScript({ path: IN_LAB });
  const page = await context.newPage();

  /** What is wrong, with a picture of the page and what the page says of itself. */
  const failure = async (what: string): Promise<Error> => {
    const now = await page.evaluate("inLab.situation()").catch(String);
    const folder = screenshots ??
      await Deno.makeTempDir({ prefix: "weightlab-failure-" });
    const path = join(folder, `${basename(name, ".ipynb")}-failure.png`);
    const picture = await page.screenshot({ path }).then(() => path, String);
    return new Error(
      `${name} in JupyterLab: ${what}; picture: ${picture}; kernels have computed for ${await computedBy(
        server,
      )} s; ${JSON.stringify(now)}`,
    );
  };
  const waitFor = async (
    code: string,
    seconds: number,
    what: string,
  ): Promise<void> => {
    await page.waitForFunction(code, null, {
      timeout: seconds * 1000,
      polling: 100,
    }).catch(async () => {
      throw await failure(`waited ${seconds} s for ${what}`);
    });
  };
  const command = (name: string) =>
    page.evaluate<void>(`inLab.command("${name}")`);
  const cells = () => page.evaluate<LabCell[]>("inLab.cells()");
  const finish = async () => {
    // However long a notebook takes on this machine: it goes on, or it is stuck.
    let silent = false;
    for (let before, now; (now = await progress()) !== "done"; before = now) {
      if (silent && now === before) {
        throw await failure(`no change for ${SILENCE} s`);
      }
      silent = await page.waitForFunction(
        `inLab.progress() !== ${JSON.stringify(now)}`,
        null,
        { timeout: SILENCE * 1000, polling: 100 },
      ).then(
        () => false,
        // Anything else, as a page that loads meanwhile, is no silence.
        (error: Error) => error.name === "TimeoutError",
      );
    }
    const errors = await page.evaluate<string[]>("inLab.errors()");
    if (errors.length > 0) throw await failure(errors.join("; "));
    return await shown();
  };
  const shown = async () => {
    await waitFor("inLab.isDrawn()", DRAWING, "the figures to be drawn");
    return await cells();
  };
  const progress = () => page.evaluate<string>("inLab.progress()");
  try {
    await page.goto(url.href, { timeout: LOADING * 1000 });
    await waitFor(
      "globalThis.jupyterapp && inLab.isReady()",
      LOADING,
      "the kernel to be idle",
    );
  } catch (error) {
    await context.close();
    throw error;
  }
  return {
    ...{ page, command, cells, shown },
    takeScreenshots: async () => {
      if (screenshots) await takeScreenshots(page, name, screenshots);
    },
    runAll: async () => {
      await command("notebook:clear-all-cell-outputs");
      await command("notebook:run-all-cells");
      return await finish();
    },
    restartAndRunAll: async () => {
      await command("notebook:clear-all-cell-outputs");
      await command("notebook:restart-run-all");
      await page.locator(".jp-Dialog .jp-mod-accept").click();
      return await finish();
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

/** Slices of the notebook from top to bottom, in JupyterLab's light and dark theme. */
async function takeScreenshots(
  page: Page,
  name: string,
  folder: string,
): Promise<void> {
  for (const theme of ["Dark", "Light"]) {
    await page.evaluate(`inLab.setTheme("JupyterLab ${theme}")`);
    const count = await page.evaluate<number>("inLab.slices()");
    for (let slice = 1; slice <= count; slice++) {
      await page.evaluate(`inLab.showSlice(${slice})`);
      const parts = [basename(name, ".ipynb"), "lab", theme.toLowerCase()];
      const file = `${parts.join("-")}-1400-${slice}.png`;
      await page.screenshot({ path: join(folder, file) });
    }
  }
}

/** What a process's children have computed, in s, as Linux has it. */
async function computedBy(pid: number): Promise<number[]> {
  const times: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await Deno.readTextFile(`/proc/${name}/stat`)
      .catch(() => ""); // it ended meanwhile
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[1] !== String(pid)) continue;
    times.push((Number(fields[11]) + Number(fields[12])) / 100);
  }
  return times;
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
  // What their cells import, and read.
  for (const part of ["claims", "recorded", "statements.ts", "study"]) {
    await Deno.symlink(join(ROOT, "notebooks", part), join(root, part));
  }
  for (const path of notebooks) {
    const part = join(root, partOf(path));
    await Deno.mkdir(part, { recursive: true });
    await Deno.copyFile(path, join(part, basename(path)));
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
