/** One who does jobs elsewhere: a worker, or a port that leads to one. */
export type Teammate = Worker | MessagePort;

/** Workers that somebody else starts and ends: a page does, where the library cannot. */
export interface Team {
  /** How many there are. */
  readonly size: number;
  /** Gives one of them, by a number from 0; it may be started when it is first asked for. */
  readonly worker: (index: number) => Teammate | Promise<Teammate>;
}

// What teammates are asked and answer, in messages. What else comes by the same way has no
// `weightlab`.

/** Whether it is there: a message to a worker that still loads may be lost. */
export interface Call {
  readonly weightlab: "call";
}

/** That it is there: as soon as it is, and when it is called. */
export interface Here {
  readonly weightlab: "here";
}

/** That a study begins, with what all its jobs have in common. It is not answered. */
export interface Begin {
  readonly weightlab: "begin";
  /** The study's number. */
  readonly study: number;
  readonly common: unknown;
}

/** To do a job. */
export interface Do {
  readonly weightlab: "do";
  readonly study: number;
  readonly job: unknown;
}

/** What a job gave. */
export interface Done {
  readonly weightlab: "done";
  readonly study: number;
  readonly result: unknown;
  /** How long the job took. */
  readonly ms: number;
}

/** What a job threw. */
export interface Failed {
  readonly weightlab: "failed";
  readonly study: number;
  readonly error: unknown;
}

/** That a study is over, and what its jobs had in common may be forgotten. It is not answered. */
export interface End {
  readonly weightlab: "end";
  readonly study: number;
}

/** What a teammate is sent. */
export type Question = Call | Begin | Do | End;
/** What it sends. */
export type Answer = Here | Done | Failed;
