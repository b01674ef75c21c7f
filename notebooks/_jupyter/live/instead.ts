/** What stands in a page for modules of the library, by path from lib/, and of Node's. */
const FOLDER = new URL("./engine/instead/", import.meta.url);
const LIB = new URL("../../../lib/", import.meta.url);

/**
 * The module that a page's engine has in place of another, if it has one: what cannot be done in
 * a page says so there, and what Node brings with it works over the page's files.
 *
 * @param module "node:fs", or the URL of a module of the library.
 */
export function insteadOf(module: string): URL | undefined {
  const path = module.startsWith("node:")
    ? `${module.replace(":", "/")}.ts`
    : module.startsWith(LIB.href)
    ? module.slice(LIB.href.length)
    : undefined;
  if (path === undefined) return undefined;
  const url = new URL(path, FOLDER);
  try {
    Deno.statSync(url);
    return url;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
