import { loadMnist } from "weightlab";

export { recorded } from "../../../notebooks/recorded/read.ts";

/** What all recorded studies learn from. */
export const { train } = await loadMnist({ train: 1000, test: 0 });
