/** What is known of a public name, from its doc comment. */
export interface Entry {
  readonly name: string;
  /** What it is imported from: "weightlab/charts". */
  readonly from: string;
  /** How it is declared, without its body. */
  readonly signature: string;
  /** What it is, in paragraphs. */
  readonly text: string;
  /** Its parameters, options or parts: how each is declared, and what it is. */
  readonly parts: readonly Part[];
  /** What it returns, throws, and where it comes from. */
  readonly notes: readonly Part[];
  /** Code that uses it. */
  readonly example?: string;
  /** What the value calls itself, where that is not its name: "ReLU". */
  readonly called?: string;
}

/** A word or declaration, and what is said of it. */
export type Part = readonly [word: string, text: string];
