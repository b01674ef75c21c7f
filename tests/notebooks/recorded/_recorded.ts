import { loadMnist } from "weightlab";
import { NOTEBOOKS } from "../../../notebooks/_jupyter/project.ts";

/** What all recorded studies learn from. */
export const { train } = await loadMnist({ train: 1000, test: 0 });

/** What `deno task record` kept of a study. */
export async function recorded<Row>(
  name: string,
): Promise<{ readonly settings: unknown; readonly rows: readonly Row[] }> {
  return JSON.parse(
    await Deno.readTextFile(`${NOTEBOOKS}/recorded/${name}.json`),
  );
}
