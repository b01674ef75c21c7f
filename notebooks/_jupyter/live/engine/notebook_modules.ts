/**
 * What cells import from beside the notebooks, by its name from there: `bundle.ts` puts
 * those here that the pages' notebooks name.
 */
export const notebookModules: Readonly<Record<string, unknown>> = {};
