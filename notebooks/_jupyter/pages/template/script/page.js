import { startBoxes } from "./boxes.js";
import { startCode } from "./code.js";
import { startColours } from "./colours.js";
import { draw, startFigures } from "./figures.js";
import { startBars } from "./live_bars.js";
import { startPresentation } from "./presentation.js";
import { startSearch } from "./search.js";
import { startSections } from "./sections.js";

// What a page does beside being read. Everything is legible without.

startCode();
startColours(draw);
startFigures();
startBoxes();
startSections();
startSearch();
startPresentation();
startBars();
document.querySelector("button.view").hidden = false;
