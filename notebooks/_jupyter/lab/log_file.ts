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
 */
export async function makeLogFile(folder: string): Promise<LogFile> {
  await Deno.mkdir(folder, { recursive: true });
  await removeOld(folder);
  const now = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const path = join(
    folder,
    `jupyterlab-${now}-${crypto.randomUUID().slice(0, 8)}.log`,
  );
  const file = await Deno.open(path, { createNew: true, write: true });
  await file.lock(true);
  return { path, file };
}

async function removeOld(folder: string): Promise<void> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (/^jupyterlab-.*\.log$/.test(name)) names.push(name);
  }
  for (const name of names.sort().slice(0, -KEPT)) {
    const path = join(folder, name);
    try {
      using file = await Deno.open(path, { write: true });
      if (await file.tryLock(true)) await Deno.remove(path);
    } catch {
      // Another start removed it, or another user's server made it.
    }
  }
}
