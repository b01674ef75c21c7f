import { notebook } from "./_notebook.ts";
import { prepareToDraw } from "./png.ts";

// What draws a figure takes half a second to load. In a notebook that happens while the
// library is imported: an interrupt that cuts the evaluation of a module leaves that
// module broken until the kernel restarts, and the first figure must survive one.
if (notebook() !== undefined) await prepareToDraw();
