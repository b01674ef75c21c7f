// Numbers in a notebook's prose, and where they come from.

/** A notebook, as far as its numbers go. */
export interface Notebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: string | readonly string[];
    readonly metadata: {
      /** Numbers of the cell's prose that are quoted: each with its source. */
      readonly numbers?: Readonly<Record<string, string>>;
    };
    readonly outputs?: readonly {
      readonly text?: string | readonly string[];
      readonly data?: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

/** A number as it stands in the prose. */
export interface ProseNumber {
  /** As written: ".87", "1,000", "2·10⁵", "fourteen". */
  readonly text: string;
  /** What that is. */
  readonly value: number;
  /** How far from it what is rounded to it may lie. */
  readonly within: number;
}

const UNITS = [
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight"],
  ...["nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"],
  ...["sixteen", "seventeen", "eighteen", "nineteen"],
];
const TENS = [
  ...["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty"],
  "ninety",
];
const POWERS: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1000,
  million: 1000000,
};

/** What counts something out rather than measures it: "figures 83 and 84", "layer 5". */
const LABELS =
  "figures?|notebooks?|sections?|chapters?|equations?|algorithms?|layers?|claims?|steps?|" +
  "parts?|theorem|lemma|table|appendix|definition|page|exercises?|version|python|deno|unit";

/** Numbers of a cell's prose, in order: not those of code, links, years and labels. */
export function proseNumbers(markdown: string): ProseNumber[] {
  const prose = markdown
    .replaceAll(/```.*?```/gs, " ")
    .replaceAll(/`[^`]*`/g, " ")
    .replaceAll(/<!--.*?-->|<[^>]*>/gs, " ")
    .replaceAll(/\]\([^)]*\)/g, "] ")
    .replaceAll(/https?:\S+|arXiv:\s*\S+|doi:\s*\S+/gi, " ")
    // In a formula whole numbers are its constants; what is measured has a point.
    .replaceAll(
      /\$\$?[^$]+\$\$?/g,
      (formula) =>
        ` ${
          formula.replaceAll(/(?<![\d.])\d+(?![\d.])/g, " ").replaceAll(
            /\\[,;! ]/g,
            "",
          )
        } `,
    )
    .replaceAll(/^#+\s*\d+\.\s/gm, " ")
    .replaceAll(/^\s*\d+\.\s/gm, " ")
    .replaceAll(/\*\*Figure \d+\.\*\*/g, " ")
    .replaceAll(
      new RegExp(
        `\\b(?:${LABELS})[\\s\\u00a0]+\\d+(?:\\.\\d+)*` +
          `(?:(?:,| and| to| or|,? and|–|-)\\s*\\d+(?:\\.\\d+)*(?![\\d,.]*\\d))*`,
        "gi",
      ),
      " ",
    )
    .replaceAll(/\b(?:19|20)\d\d(?:-\d\d-\d\d)?\b/g, " ");
  return [...digitNumbers(prose), ...wordNumbers(prose)];
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function digitNumbers(prose: string): ProseNumber[] {
  const number =
    /(?<![\w.])(\d{1,3}(?:,\d{3})+(?!\d)|\d*\.?\d+)(?:e([-+]?\d+))?(?:\s?[·×]\s?10([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(\s?%)?/g;
  return [...prose.matchAll(number)].map(
    ([text, digits, exponent, superscripts, percent]) => {
      const power = Number(exponent ?? 0) +
        (superscripts === undefined ? 0 : plain(superscripts)) -
        (percent ? 2 : 0);
      const decimals = digits.split(".")[1]?.length ?? 0;
      return {
        text,
        value: Number(`${digits.replaceAll(",", "")}e${power}`),
        within: 0.5 * 10 ** (power - decimals),
      };
    },
  );
}

function plain(superscripts: string): number {
  return Number(
    [...superscripts].map((sign) =>
      sign === "⁻" ? "-" : SUPERSCRIPTS.indexOf(sign)
    ).join(""),
  );
}

/** From eleven up: smaller ones count what a reader sees. */
function wordNumbers(prose: string): ProseNumber[] {
  const small = `(?:${TENS.join("|")})(?:-(?:${
    UNITS.slice(1, 10).join("|")
  }))?|${UNITS.slice(1).reverse().join("|")}|an?`;
  const words = new RegExp(
    `\\b(?:(${small})\\s+(hundred|thousand|million)|(${small}))\\b(?!-fold)`,
    "gi",
  );
  return [...prose.matchAll(words)].flatMap(([text, many, power, alone]) => {
    const value = many
      ? valueOf(many) * POWERS[power.toLowerCase()]
      : valueOf(alone);
    return value > 10 ? [{ text, value, within: 0 }] : [];
  });
}

function valueOf(words: string): number {
  const word = words.toLowerCase();
  if (/^an?$/.test(word)) return 1;
  const [tens, units] = word.split("-");
  const ten = TENS.indexOf(tens);
  return ten < 0
    ? UNITS.indexOf(tens)
    : 10 * (ten + 2) + (units ? UNITS.indexOf(units) : 0);
}

/** Numbers that a notebook's code sets and its outputs print, alternative texts included. */
export function shownNumbers({ cells }: Notebook): number[] {
  return cells.filter(({ cell_type }) => cell_type === "code").flatMap(
    ({ source, outputs = [] }) => [
      ...numbersIn(codeOf(textOf(source))),
      ...outputs.flatMap(({ text, data }) =>
        numbersIn(textOf(text ?? data?.["text/plain"] ?? ""))
      ),
    ],
  );
}

/** Without what only says something: imports, comments, the words of statements. */
function codeOf(source: string): string {
  return source
    .replaceAll(/^import .*?;$/gms, "")
    .replaceAll(/(?<!:)\/\/.*$|\/\*.*?\*\//gm, "")
    .replaceAll(/\bstatement\(\s*(["'`]).*?(?<!\\)\1/gs, "");
}

function textOf(text: unknown): string {
  return [text].flat().join("");
}

function numbersIn(text: string): number[] {
  const found = text.matchAll(
    /(?<![\w.])(\d{1,3}(?:[,_]\d{3})+(?!\d)|\d*\.?\d+)(?:e([-+]?\d+))?/g,
  );
  return [...found].map(([, digits, exponent]) =>
    Number(`${digits.replaceAll(/[,_]/g, "")}e${exponent ?? 0}`)
  );
}

/** What a notebook's prose says that nothing shows, and marks of what no prose says. */
export function strayNumbers(notebook: Notebook): string[] {
  const shown = shownNumbers(notebook);
  return notebook.cells.flatMap(({ cell_type, source, metadata }, i) => {
    if (cell_type !== "markdown") return [];
    const markdown = textOf(source);
    const quoted = metadata.numbers ?? {};
    const stray = proseNumbers(markdown).filter(({ text, value, within }) =>
      !(text.trim() in quoted) &&
      !shown.some((number) =>
        Math.abs(number - value) <= within * (1 + 1e-9) + 1e-12 * value
      )
    ).map(({ text }) => `cell ${i + 1}: ${text.trim()}`);
    const unsaid = Object.entries(quoted).filter(([text, from]) =>
      !markdown.includes(text) || typeof from !== "string" || from.length < 4
    ).map(([text]) =>
      `cell ${i + 1}: quotes ${text}, which it does not say, or from nowhere`
    );
    return [...stray, ...unsaid];
  });
}
