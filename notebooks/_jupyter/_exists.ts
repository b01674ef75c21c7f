/** Whether there is a file or folder at `path`, links followed. */
export async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
