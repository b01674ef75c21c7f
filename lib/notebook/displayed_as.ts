/** What Deno's kernel asks the value of a cell's last expression for, and awaits. */
const DISPLAY = Symbol.for("Jupyter.display");

/**
 * Says what a notebook shows of a value that is a cell's last expression.
 *
 * Nothing else sees it: no loop over its keys, no JSON, no comparison, and no copy has it.
 *
 * @param value Whose it is.
 * @param bundle Gives the forms that a front end may choose from, by MIME type.
 * @returns The value.
 */
export function displayedAs<V extends object>(
  value: V,
  bundle: () => Record<string, unknown> | Promise<Record<string, unknown>>,
): V {
  return Object.defineProperty(value, DISPLAY, { value: bundle });
}
