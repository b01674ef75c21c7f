import { exists } from "./_exists.ts";

/** What decides whether a browser can be opened from here. */
export interface Surroundings {
  readonly os: typeof Deno.build.os;
  readonly env: (name: string) => string | undefined;
  readonly inContainer: boolean;
}

/** Looks around on this machine. */
export async function surroundings(): Promise<Surroundings> {
  return {
    os: Deno.build.os,
    env: (name) => Deno.env.get(name),
    inContainer: await exists("/.dockerenv") ||
      await exists("/run/.containerenv"),
  };
}

/** Whether there is a screen to open a browser on. */
export function hasScreen({ os, env, inContainer }: Surroundings): boolean {
  if (inContainer || env("CI") || env("SSH_CONNECTION")) return false;
  if (os === "windows" || os === "darwin") return true;
  return Boolean(env("DISPLAY") || env("WAYLAND_DISPLAY"));
}
