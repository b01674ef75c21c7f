// What the calling thread and its workers agree on: the fields of the shared
// Int32Array that all of them look at, and what they send one another.

import type { KernelName } from "../kernel/kernel.ts";

/** How many jobs have been taken. */
export const NEXT = 0;
/** How many messages workers have sent; the calling thread is woken when it changes. */
export const SENT = 1;
/** How many workers have begun. */
export const STARTED = 2;
/** 1 once workers are to end: a job failed, or nobody waits for them any more. */
export const STOPPED = 3;
/** How many fields there are. */
export const FIELDS = 4;

/**
 * How many jobs a worker does before a fresh one takes its place. What jobs make and forget
 * piles up in a worker that never rests, and goes when it ends: 10,000 networks of 4 units
 * take 165 MB on two workers, not 285. To begin takes a worker as long as 500 of these.
 */
export const SHIFT = 500;

/** What a worker is sent. */
export interface Assignment {
  /** The module whose exported `run` does a job. */
  readonly module: string;
  /** One argument a job. */
  readonly jobs: readonly unknown[];
  /** The numbers of the jobs as they are taken, unless all in their order. */
  readonly order?: readonly number[];
  /** The argument that all jobs have in common. */
  readonly common: unknown;
  /** The kernel that the calling thread uses. */
  readonly kernel: KernelName;
  /** The fields above. */
  readonly state: Int32Array;
  /** Where the worker sends its `Message`s. */
  readonly port: MessagePort;
}

/** What a worker sends: what a job gave, what went wrong, or that its shift is over. */
export type Message =
  | {
    readonly job: number;
    readonly result: unknown;
    /** How long the job took. */
    readonly ms: number;
  }
  | {
    /** Undefined if it went wrong before the worker's first job. */
    readonly job?: number;
    readonly error: unknown;
  }
  | { readonly job?: undefined; readonly isOver: true };
