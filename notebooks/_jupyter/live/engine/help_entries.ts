// Stands in a page for lib/help/_entries.json, which only pages hold whose cells ask for help.

/** What `help` knows: filled in when the engine starts, if the page has it. */
const entries: unknown[] = [];
export default entries;
