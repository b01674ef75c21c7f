import { join } from "node:path";

/** The system's folder for caches, where lies what is too large for the project. */
export function cachesFolder(): string {
  const env = (name: string) => Deno.env.get(name);
  const home = env("HOME") ?? ".";
  if (Deno.build.os === "windows") return env("LOCALAPPDATA") ?? ".";
  if (Deno.build.os === "darwin") return join(home, "Library", "Caches");
  return env("XDG_CACHE_HOME") || join(home, ".cache");
}
