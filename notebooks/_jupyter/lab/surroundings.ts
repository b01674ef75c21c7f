import { delimiter, join } from "node:path";
import { exists } from "../files.ts";

/** Where this program runs, and how it was called. */
export interface Surroundings {
  readonly os: typeof Deno.build.os;
  readonly env: (name: string) => string | undefined;
  readonly inContainer: boolean;
  /** The Deno that runs. */
  readonly deno: string;
  readonly version: string;
  /** Whether there is a `deno` on the PATH. */
  readonly onPath: boolean;
}

/** Looks around on this machine. */
export async function surroundings(): Promise<Surroundings> {
  const deno = Deno.build.os === "windows" ? "deno.exe" : "deno";
  const folders = (Deno.env.get("PATH") ?? "").split(delimiter);
  const onPath = await Promise.all(
    folders.map((folder) => exists(join(folder, deno))),
  );
  return {
    os: Deno.build.os,
    env: (name) => Deno.env.get(name),
    inContainer: await exists("/.dockerenv") ||
      await exists("/run/.containerenv"),
    deno: Deno.execPath(),
    version: Deno.version.deno,
    onPath: onPath.includes(true),
  };
}

/** Whether there is a screen to open a browser on. */
export function hasScreen(
  { os, env, inContainer }: Pick<Surroundings, "os" | "env" | "inContainer">,
): boolean {
  if (inContainer || env("CI") || env("SSH_CONNECTION")) return false;
  if (os === "windows" || os === "darwin") return true;
  return Boolean(env("DISPLAY") || env("WAYLAND_DISPLAY"));
}

/** How to call one of the project's tasks again, the way this one was called. */
export function taskCommand(
  { env, deno, version, onPath }: Omit<Surroundings, "os" | "inContainer">,
): string {
  // npx puts a Deno on the PATH of what it runs, which is gone afterwards.
  if (env("npm_lifecycle_event") === "npx" || env("npm_command") === "exec") {
    return `npx -y deno@${version} task`;
  }
  return `${onPath ? "deno" : deno} task`;
}
