import { kindOf } from "../check/kind_of.ts";
import { displayedAs } from "../notebook/displayed_as.ts";
import entries from "./_entries.json" with { type: "json" };
import type { Entry } from "./entry.ts";
import { nearest } from "./_nearest.ts";
import { asHtml, asText, escaped } from "./_written.ts";

/** What {@linkcode help} says, which a notebook shows as a cell's last expression. */
export interface Help {
  /** It as html. */
  readonly html: string;
  /** It as plain text, which `console.log` prints. */
  readonly text: string;
}

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
 * for types too: `help("TrainOptions")`. Of a name that is not there it says the nearest:
 * of an option, `help("patience")`, what takes it.
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
  const near = nearest(name, ENTRIES, 3);
  return shown(
    `There is no "${name}"; the nearest are ${near.join(", ")}.`,
    entryOf(near[0])!,
  );
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
