/** What Deno's kernel offers to its cells; undefined outside of it. */
export function jupyter(): unknown {
  // Outside of its kernel Deno has the property and throws when it is read.
  try {
    return (globalThis as { Deno?: { jupyter?: unknown } }).Deno?.jupyter;
  } catch {
    return undefined;
  }
}
