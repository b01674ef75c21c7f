import type { Data } from "../datasets/data.ts";
import type { ConfidenceOptions, Estimate } from "../statistics/estimate.ts";
import type { Bar, Sense } from "./verdict.ts";

/** What an experiment on digits learns from, and is tested on. */
export interface Digits {
  /** The training digits; the post takes the first 1,000 of MNIST. */
  readonly train: Data;
  /** Held-out digits. */
  readonly test: Data;
  /** On how many cores an experiment may train. Default: all. */
  readonly workers?: number;
}

/** What one run of an experiment gave: numbers by name, as JSON keeps them. */
export type Observation = Readonly<Record<string, number | readonly number[]>>;

/** An experiment that can be run again with other random numbers. */
export interface Experiment<O extends Observation = Observation> {
  /** What the ledger files its observations under. */
  readonly name: string;
  /** How many runs the ledger takes. */
  readonly runs: number;
  /**
   * Runs it once.
   *
   * @param seed What all its random numbers come from; the same seed gives the same
   * numbers.
   * @param digits What it learns from, if it does.
   */
  run(seed: string, digits: Digits): O | Promise<O>;
}

/** One thing that a claim says, as a measurement and a bar. */
export interface Part<O extends Observation = Observation> {
  /** What is measured, in words, with its unit. */
  readonly measure: string;
  /** On which side of which number the claim puts it. */
  readonly bar: Bar;
  /** Where the observations come from. */
  readonly experiment: Experiment<O>;
  /**
   * The number and its interval.
   *
   * @param observations One a run.
   * @param options How sure the interval is to be. Default: 95 %.
   */
  estimate(observations: readonly O[], options?: ConfidenceOptions): Estimate;
}

/** Under what a claim is so after all, chosen on runs other than those that judge it. */
export interface Condition {
  /** What it does to the claim. */
  readonly sense: Sense;
  /** The condition, in words that go on from "it is so". */
  readonly text: string;
  /** What the claim says under it, measured. */
  readonly parts: readonly Part[];
}

/** A claim of the post. */
export interface Claim {
  /** Its number, from 1, in the post's order. */
  readonly number: number;
  /** Its name in figures: "Zero weights move alike". */
  readonly title: string;
  /** The post's own sentence, in Korean; " … " stands where words are left out. */
  readonly korean: string;
  /** The same in English. */
  readonly translation: string;
  /** What we take it to say, in our words. */
  readonly says: string;
  /** What it says, measured. All of it must be so for the claim to be so as said. */
  readonly asSaid: readonly Part[];
  /** A condition under which it is so after all, if one was found. */
  readonly condition?: Condition;
  /** The section of a notebook that shows more of it: "02_x.ipynb#Heading". */
  readonly where: string;
}
