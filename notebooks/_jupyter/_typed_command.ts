import { delimiter, join } from "node:path";
import { exists } from "./_exists.ts";

/** What tells how this program was called. */
export interface Call {
  readonly env: (name: string) => string | undefined;
  /** The Deno that runs. */
  readonly deno: string;
  readonly version: string;
  /** Whether there is a `deno` on the PATH. */
  readonly onPath: boolean;
}

/** How to call one of the project's tasks again, the way this one was called. */
export function taskCommand({ env, deno, version, onPath }: Call): string {
  // npx puts a Deno on the PATH of what it runs, which is gone afterwards.
  if (env("npm_lifecycle_event") === "npx" || env("npm_command") === "exec") {
    return `npx -y deno@${version} task`;
  }
  return `${onPath ? "deno" : deno} task`;
}

/** How this program was called. */
export async function thisCall(): Promise<Call> {
  const deno = Deno.build.os === "windows" ? "deno.exe" : "deno";
  const folders = (Deno.env.get("PATH") ?? "").split(delimiter);
  const found = await Promise.all(
    folders.map((folder) => exists(join(folder, deno))),
  );
  return {
    env: (name) => Deno.env.get(name),
    deno: Deno.execPath(),
    version: Deno.version.deno,
    onPath: found.includes(true),
  };
}
