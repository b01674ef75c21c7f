import { join } from "node:path";

/** How many logs of servers that have ended are kept. */
const KEPT = 10;

/** A file that one server's log goes to. */
export interface LogFile {
  readonly path: string;
  readonly file: Deno.FsFile;
}

/**
 * Makes a log file that no other server writes to, and takes away all but the newest of
 * those whose server has ended. A server that runs holds a lock on its own.
 *
 * @param name What the server's logs begin with.
 */
export async function makeLogFile(
  folder: string,
  name = "jupyterlab",
): Promise<LogFile> {
  await Deno.mkdir(folder, { recursive: true });
  await removeOld(folder, name);
  const now = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const path = join(
    folder,
    `${name}-${now}-${crypto.randomUUID().slice(0, 8)}.log`,
  );
  const file = await Deno.open(path, { createNew: true, write: true });
  await file.lock(true);
  return { path, file };
}

async function removeOld(folder: string, name: string): Promise<void> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.name.startsWith(`${name}-`) && entry.name.endsWith(".log")) {
      names.push(entry.name);
    }
  }
  for (const old of names.sort().slice(0, -KEPT)) {
    const path = join(folder, old);
    try {
      using file = await Deno.open(path, { write: true });
      if (await file.tryLock(true)) await Deno.remove(path);
    } catch {
      // Another start removed it, or another user's server made it.
    }
  }
}
