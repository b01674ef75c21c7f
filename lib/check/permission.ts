/** What Deno must allow: a file or folder, running a program, native code. */
export interface Need {
  /** The permission's name, as in its flag. */
  readonly name: "read" | "write" | "run" | "ffi";
  /** What it is for; a folder's URL ends in a slash. Default: anything. */
  readonly path?: URL | string;
  /** Whether more will be needed in places not yet known: its flag is then told bare. */
  readonly more?: boolean;
}

/**
 * Holds Deno to the permissions that something needs, all at once and before anything
 * is begun. In a terminal Deno asks for those that were neither given nor denied.
 *
 * @param what What cannot be done otherwise: "load MNIST".
 * @param needs The permissions.
 * @param remedy What else helps: "workers: 1 needs none".
 * @throws {Deno.errors.NotCapable} naming those that are missing, as flags.
 */
export function checkPermissions(
  what: string,
  needs: readonly Need[],
  remedy = "",
): void {
  if (typeof Deno === "undefined") return;
  const missing = needs.filter((need) => !isGranted(need)).map(flag);
  if (missing.length === 0) return;
  throw new Deno.errors.NotCapable(
    `Cannot ${what}: it needs the permission${
      missing.length === 1 ? "" : "s"
    } ${missing.join(" and ")}, which Deno was not given; run it with ${
      missing.length === 1 ? "that flag" : "those flags"
    } or with -A${remedy && `; ${remedy}`}`,
  );
}

/**
 * Whether Deno allows it; in a terminal it asks.
 *
 * @param need What.
 */
export function isGranted({ name, path }: Need): boolean {
  // What lies elsewhere than on this machine is read by other permissions.
  if (path instanceof URL && path.protocol !== "file:") return true;
  const { state, partial } = Deno.permissions.requestSync(
    name === "run" ? { name, command: path } : { name, path },
  );
  // Granted, but not for everything that lies in the folder.
  return state === "granted" && !partial;
}

function flag({ name, path, more = false }: Need): string {
  if (path === undefined || more) return `--allow-${name}`;
  const where = path instanceof URL ? fileOf(path) : path;
  const whole = `--allow-${name}=${where.replace(/[/\\]$/, "")}`;
  return /\s/.test(whole) ? `"${whole}"` : whole;
}

/** The path of a file's URL; `node:url`, which tells it too, is in no browser. */
function fileOf({ pathname }: URL): string {
  const path = decodeURIComponent(pathname);
  return Deno.build.os === "windows"
    ? path.slice(1).replaceAll("/", "\\")
    : path;
}
