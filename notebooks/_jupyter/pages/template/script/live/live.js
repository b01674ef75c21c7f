import { startLab } from "./lab.js";
import { startLive } from "./run.js";

// What a page does beside being read once it runs; `../live_bars.js` starts it.

startLive();
startLab();
