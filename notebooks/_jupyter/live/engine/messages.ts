import type { Output as Display } from "./deno.ts";

// What a page and the worker that runs its cells tell one another.

/** A cell's number on its page. */
export type CellId = number;

/** From the page. */
export type Request =
  | {
    readonly type: "start";
    /** The folder among the notebooks that the page's lies in: "papers", or "". */
    readonly part: string;
    /** What cells may read, by path. */
    readonly files:
      readonly (readonly [path: string, bytes: Uint8Array<ArrayBuffer>])[];
    /** How many workers may compute at a time. */
    readonly cores: number;
  }
  | {
    /** The answer to its own of that name. */
    readonly type: "teammate";
    readonly index: number;
    /** Leads to the worker of that number. */
    readonly port: MessagePort;
  }
  | {
    /** To a worker that runs no cells: it trains networks for the one that does. */
    readonly type: "join";
    readonly port: MessagePort;
  }
  | {
    readonly type: "analyse";
    readonly id: CellId;
    readonly source: string;
  }
  | {
    readonly type: "run";
    readonly id: CellId;
    /** The number of this run. */
    readonly run: number;
    readonly source: string;
    /** Where the names come from that other cells give. */
    readonly from: Readonly<Record<string, CellId>>;
  };

/** From the worker. */
export type Report =
  | {
    /** Asks for another worker, by a number from 0, which has not been asked for. */
    readonly type: "teammate";
    readonly index: number;
  }
  | {
    readonly type: "started";
    /** The build of the library's kernel that computes. */
    readonly kernel: string;
  }
  | {
    readonly type: "analysed";
    readonly id: CellId;
    readonly gives: readonly string[];
    readonly uses: readonly string[];
    readonly error?: Failure;
  }
  | { readonly type: "output"; readonly run: number; readonly output: Output }
  | {
    readonly type: "ended";
    readonly run: number;
    /** How long it took. */
    readonly ms: number;
    readonly error?: Failure;
  };

/** What a cell threw, or why it is none. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** In the cell, from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** An output as a notebook's file has it. */
export type Output =
  | Display
  | {
    readonly output_type: "execute_result";
    readonly data: Readonly<Record<string, unknown>>;
  };
