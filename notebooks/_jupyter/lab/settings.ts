import { join } from "node:path";
import { writeWhole } from "../files.ts";
import { NOTEBOOKS } from "../project.ts";
import type { Venv } from "../set_up/venv.ts";

/** How a JupyterLab server is to be started. */
export interface ServerOptions {
  readonly port: number;
  readonly opensBrowser: boolean;
  /** The folder that it shows. Default: the notebooks'. */
  readonly root?: string;
  /** Options of `jupyter lab`, which go before all that is set here. */
  readonly args: readonly string[];
}

/** What JupyterLab is set to unless the reader's options say otherwise. */
export function serverSettings(
  { port, opensBrowser, root = NOTEBOOKS }: ServerOptions,
): Record<string, unknown> {
  return {
    "ServerApp.port": port,
    "ServerApp.port_retries": 0,
    "ServerApp.root_dir": root,
    "LabApp.default_url": "/lab/tree/00_start_here.ipynb",
    ...(!opensBrowser && { "ServerApp.open_browser": false }),
    ...(Deno.uid() === 0 && { "ServerApp.allow_root": true }),
    // The list of extensions would come from the network.
    "LabApp.extension_manager": "readonly",
    // Ctrl-C means stop, without a question.
    "ServerApp.answer_yes": true,
    // What the launcher offers first, and a new notebook gets.
    "MappingKernelManager.default_kernel_name": "deno",
  };
}

/**
 * Settings that this environment's JupyterLab has unless the reader changes
 * them: it asks no question about news and never looks for updates.
 */
export async function writeLabSettings(venv: Venv): Promise<void> {
  const dir = join(venv.jupyter, "lab", "settings");
  await Deno.mkdir(dir, { recursive: true });
  const settings = {
    "@jupyterlab/apputils-extension:notification": {
      fetchNews: "false",
      checkForUpdates: false,
    },
  };
  const text = JSON.stringify(settings, null, 2) + "\n";
  await writeWhole(join(dir, "overrides.json"), text);
}
