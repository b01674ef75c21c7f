/** What the tests' runner says of its golden network. */
export const GOLDEN = "0123456789abcdef";

/** A job of the tests. */
export interface Job {
  /** What it gives, with what all jobs take. */
  readonly gives: number;
  /** How long it takes, in ms. */
  readonly ms?: number;
  /** What it does instead of giving anything. */
  readonly instead?:
    | "throws"
    | "kills its process"
    | "is cut off"
    | "fills its memory";
  /** Or: gives numbers that JSON does not know. */
  readonly special?: boolean;
}
