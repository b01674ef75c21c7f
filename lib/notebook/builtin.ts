import { jupyter } from "./jupyter.ts";

/** The modules of Deno and Node that files are read with. */
interface Builtins {
  "node:crypto": typeof import("node:crypto");
  "node:fs": typeof import("node:fs");
  "node:zlib": typeof import("node:zlib");
}

/**
 * A module that Deno and Node bring with them; undefined in a browser, which has
 * asynchronous counterparts.
 *
 * What waits for a file gives way to an interrupt in a notebook only where it is
 * synchronous: see `interruptible`. It is asked for here, and not imported, so that a
 * page can hold the files that use it.
 */
export function builtin<Name extends keyof Builtins>(
  name: Name,
): Builtins[Name] | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (name: string) => unknown };
  };
  return process?.getBuiltinModule?.(name) as Builtins[Name] | undefined;
}

// Deno loads them when they are first asked for, and an interrupt that cuts that leaves
// them broken until the kernel restarts.
if (jupyter() !== undefined) {
  builtin("node:crypto");
  builtin("node:zlib");
}
