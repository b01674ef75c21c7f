/** A module's import of another one, which stands before it in the script. */
const IMPORT = /^import [^;]*? from "\.\/[\w.]+";\n/gm;

/** What a module declares for itself or for others, at its outermost level. */
const DECLARATION =
  /^(?:export )?(?:async )?(?:function\*?|const|let|class) +(?:(\w+)|\{([^}]*)\})/gm;

/**
 * The modules of a page's script as one script, which needs nobody to load its parts: each
 * sees what those before it declare.
 *
 * @param modules the sources, in an order in which each follows those it imports.
 * @throws {Error} if two of them declare the same name, or one is imported that is not there.
 */
export function joined(modules: ReadonlyMap<string, string>): string {
  const declared = new Map<string, string>();
  const files = new Set<string>();
  const sources = [...modules].map(([file, source]) => {
    for (const [, from] of source.matchAll(/^import [^;]*"\.\/([^"]*)";/gm)) {
      if (!files.has(from)) {
        throw new Error(`Cannot join ${file}: ${from} must stand before it`);
      }
    }
    files.add(file);
    for (const [, name, names] of source.matchAll(DECLARATION)) {
      for (const one of name ? [name] : names.split(",")) {
        const other = declared.get(one.trim());
        if (other !== undefined) {
          throw new Error(
            `Cannot join ${file}: ${one.trim()} is declared in ${other} too`,
          );
        }
        declared.set(one.trim(), file);
      }
    }
    return source.replaceAll(IMPORT, "").replaceAll(/^export /gm, "").trim();
  });
  return `(() => {\n"use strict";\n${sources.join("\n\n")}\n})();\n`;
}
