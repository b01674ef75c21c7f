/**
 * What cells import from beside the notebooks, by the name by which they do: `bundle.ts` puts
 * those here that the pages' notebooks name.
 */
export const notebookModules: Readonly<Record<string, unknown>> = {};
