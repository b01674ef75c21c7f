/**
 * What `deno task record` kept of a study, for notebooks and tests.
 *
 * @param name The study's: "starts".
 * @returns What all its networks have in common, and its rows, whose kind the study's own
 * module declares.
 */
export async function recorded<Row, Settings = unknown>(
  name: string,
): Promise<{ readonly settings: Settings; readonly rows: Row[] }> {
  const url = new URL(`./${name}.json`, import.meta.url);
  return JSON.parse(await Deno.readTextFile(url));
}
