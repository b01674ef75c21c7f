import { join } from "node:path";
import type { Venv } from "./_venv.ts";
import { writeWhole } from "./_write_whole.ts";

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
