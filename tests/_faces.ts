import { ROOT } from "./_architecture.ts";

/** The library's faces: what each is imported by, and its module by path from the root. */
export async function faces(): Promise<[from: string, path: string][]> {
  const { exports } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  return Object.entries(exports as Record<string, string>)
    .map(([at, path]) => [at.replace(".", "weightlab"), path]);
}
