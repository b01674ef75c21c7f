/** Runs `body` on a temporary folder that holds `files`, then removes it. */
export async function withFolder(
  files: Record<string, string | Uint8Array>,
  body: (folder: URL) => Promise<void>,
): Promise<void> {
  const path = await Deno.makeTempDir();
  try {
    const folder = new URL(`file://${path}/`);
    for (const [name, contents] of Object.entries(files)) {
      const bytes = typeof contents === "string"
        ? new TextEncoder().encode(contents)
        : contents;
      await Deno.writeFile(new URL(name, folder), bytes);
    }
    await body(folder);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}
