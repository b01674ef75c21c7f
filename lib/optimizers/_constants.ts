import { number } from "../check/options.ts";

/** The weight of what was before, in an average or a step. */
export const SHARE = number({ least: 0, below: 1 });
/** What is added to a root that something is divided by. */
export const EPS = number({ least: 0 });
