import { kindOf } from "../check/kind_of.ts";
import { displayedAs } from "../notebook/displayed_as.ts";
import entries from "./_entries.json" with { type: "json" };
import type { Entry } from "./entry.ts";
import { distance, nearest } from "./_nearest.ts";
import { asHtml, asText, escaped } from "./_written.ts";

/** What {@linkcode help} says, which a notebook shows as a cell's last expression. */
export interface Help {
  /** It as html. */
  readonly html: string;
  /** It as plain text, which `console.log` prints. */
  readonly text: string;
}

/** The name of a part or option in its declaration. */
const PART = /^(?:readonly |get |static )*(\w+)/;

/** Every public name, as built from the doc comments. */
const ENTRIES = entries as unknown as readonly Entry[];

/** What `console.log` asks an object for, not in Node alone. */
const PRINTED = Symbol.for("nodejs.util.inspect.custom");

/**
 * What the library says of one of its names: how it is declared, its text, options and an
 * example. In a notebook it is shown where it is a cell's last expression; elsewhere
 * `console.log(help(he))` prints it.
 *
 * @param what a function or class of the library, an object of one of its classes, or a name,
 * for types too: `help("TrainOptions")`. Of an option it says whose it is,
 * `help("patience")`, and of a name that is not there the nearest.
 * Without it, all names are listed.
 * @returns html and text.
 *
 * @example
 * ```ts
 * import { he, help } from "weightlab";
 * import { assertMatch } from "@std/assert";
 *
 * assertMatch(help(he).text, /he\(options: \{ slope\?: number; \} & ScalingOptions = \{\}\): Initializer/);
 * assertMatch(help("histogram").text, /There is no "histogram"; .* histograms/);
 * ```
 */
export function help(...what: readonly [what?: unknown]): Help {
  if (what.length === 0) return shown("", overview());
  const [value] = what;
  const name = nameOf(value);
  if (name === undefined) {
    const said = value === undefined
      ? "This is undefined, as what is imported by a name that is not there is: " +
        'help("name") tells the nearest.'
      : `The library has no ${kindOf(value)}. These are its names:`;
    return shown(said, overview());
  }
  const entry = entryOf(name, value);
  if (entry !== undefined) return shown("", entry);
  const [said, names] = besides(name);
  return shown(
    `There is no "${name}"; ${said} ${names.slice(0, 3).join(", ")}.`,
    entryOf(names[0])!,
  );
}

/** Where to look for what is no name, and in which words. */
function besides(word: string): readonly [string, readonly string[]] {
  const near = nearest(word, ENTRIES.map(({ name }) => name), 3);
  const far = distance(word, near[0]);
  if (far < 1) return ["the nearest are", near];
  const having = namesOf(({ parts }) =>
    parts.some(([declared]) => declared.match(PART)?.[1] === word)
  );
  if (having.length > 0) return ["it belongs to", having];
  const telling = word.length > 2 && far > word.length / 3
    ? namesOf(({ text }) => text.includes(word))
    : [];
  return telling.length > 0
    ? ["the texts that have it are of", telling]
    : ["the nearest are", near];
}

/** The names of some entries. */
function namesOf(which: (entry: Entry) => boolean): readonly string[] {
  return ENTRIES.filter(which).map(({ name }) => name);
}

/** What a value calls itself. */
function nameOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "function") return value.name || undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const name = value.constructor?.name;
  // Constants that are no more than objects are found by what they are.
  return name === "Object" || name === "Array" ? undefined : name;
}

/** The entry of a name; of two alike, such as `relu` and `Relu`, that with these letters. */
function entryOf(name: string, value: unknown = name): Entry | undefined {
  const isName = (entry: Entry) => entry.name === name;
  const isCalled = ({ called }: Entry) => called === name;
  return typeof value === "function" && "derivative" in value
    ? ENTRIES.find(isCalled) ?? ENTRIES.find(isName)
    : ENTRIES.find(isName);
}

/** The names of each part of the library. */
function overview(): string {
  return [...Map.groupBy(ENTRIES, ({ from }) => from)].map(([from, all]) =>
    `"${from}": ${all.map(({ name }) => name).join(", ")}`
  ).join("\n\n");
}

/** A sentence, and below it an entry or a text. */
function shown(said: string, below: Entry | string): Help {
  const isText = typeof below === "string";
  const html = isText
    ? below.split("\n\n").map((part) => `<p>${escaped(part)}</p>`).join("\n")
    : asHtml(below);
  const text = isText ? below : asText(below);
  const help: Help = said === "" ? { html, text } : {
    html: `<p>${escaped(said)}</p>\n${html}`,
    text: `${said}\n\n${text}`,
  };
  Object.defineProperty(help, PRINTED, { value: () => help.text });
  return displayedAs(help, () => ({
    "text/html": help.html,
    "text/plain": help.text,
  }));
}
