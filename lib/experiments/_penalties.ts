import { l2Penalty } from "../losses/l2_penalty.ts";

/** The penalties that a plan may name, each as the library exports it. */
export const PENALTIES = { l2Penalty };
