// What a page and the worker that runs its cells tell one another.

/** A cell's number on its page. */
export type CellId = number;

/** From the page. */
export type Request =
  | {
    readonly type: "start";
    /** What cells may read, by path. */
    readonly files: readonly (readonly [path: string, bytes: Uint8Array])[];
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

/** An output as a notebook's file has it; one that replaces another has its `display_id`. */
export type Output =
  | {
    readonly output_type: "display_data" | "execute_result";
    readonly data: Readonly<Record<string, unknown>>;
    readonly display_id?: string;
    readonly update?: boolean;
  }
  | {
    readonly output_type: "stream";
    readonly name: "stdout" | "stderr";
    readonly text: string;
  };
