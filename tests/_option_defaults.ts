import { code } from "./_architecture.ts";

/** An option with a default, in a file of lib/. */
export interface Default {
  readonly file: string;
  readonly option: string;
}

/** Part of a file's code. */
interface Piece {
  readonly file: string;
  readonly from: number;
  readonly text: string;
}

/**
 * Every option with a default, by the file that reads it: `option: number().or(3)` in what is
 * given to `readOptions` (or another `read..Options`), where constants, imported ones too,
 * may stand for the kinds, for one kind, or for some that are spread in; and
 * `const { option = 3 } = options`.
 *
 * @param sources The texts of files, by path.
 * @throws {Error} if a default belongs to no option that it sees: none is left out in silence.
 */
export function defaultsIn(
  sources: Readonly<Record<string, string>>,
): Default[] {
  const files = new Map(
    Object.entries(sources).map(([file, text]) => [file, withoutTexts(text)]),
  );
  const found: Default[] = [], seen = new Set<string>();

  /** The kinds of a spec: `{ a: number().or(3), b, ...MORE }`, or a constant's name. */
  const readKinds = (spec: Piece, file: string): void => {
    if (!spec.text.startsWith("{")) return readKinds(meant(spec), file);
    for (const part of parts(inside(spec))) {
      if (part.text.startsWith("...")) readKinds(cut(part, 3), file);
      else {
        const [key, option] = part.text.match(/^(\w+):\s*/) ?? ["", part.text];
        if (hasDefault(cut(part, key.length))) found.push({ file, option });
      }
    }
  };

  /** Whether a kind, or the constant that stands for it, ends in `.or(..)`. */
  const hasDefault = (kind: Piece): boolean => {
    if (/^\w+$/.test(kind.text)) return hasDefault(meant(kind));
    const at = outline(kind.text).search(/\.or\(\s*\)$/);
    if (at !== -1) seen.add(`${kind.file} ${kind.from + at}`);
    return at !== -1;
  };

  /** What a constant's name stands for. */
  const meant = ({ file, text: name }: Piece): Piece => {
    const text = files.get(file) ?? "";
    const constant = text.match(
      new RegExp(`\\bconst ${name}\\b(:[^=;]+)?\\s=\\s+`),
    );
    if (constant) {
      const rest = cut(
        { file, from: 0, text },
        constant.index! + constant[0].length,
      );
      return parts(rest, ";")[0];
    }
    const imported = text.match(
      new RegExp(`\\bimport \\{[^}]*\\b${name}\\b[^}]*\\} from "([^"]*)"`),
    );
    if (!imported) throw new Error(`${file}: what does ${name} stand for?`);
    const { pathname } = new URL(imported[1], `file:///${file}`);
    return meant({ file: pathname.slice(1), from: 0, text: name });
  };

  for (const [file, text] of files) {
    const whole = { file, from: 0, text };
    for (const { index, 0: call } of text.matchAll(/\bread\w*Options\(/g)) {
      const [, , spec] = parts(inside(cut(whole, index + call.length - 1)));
      // What hands on the kinds that it is given has none of its own.
      if (spec && spec.text !== "kinds") readKinds(spec, file);
    }
    const taken = text.matchAll(/const \{([^{}]*)\}\s*=\s*options;/g);
    for (const [, names] of taken) {
      for (const [, option] of names.matchAll(/(\w+) = /g)) {
        found.push({ file, option });
      }
    }
  }
  for (const [file, text] of files) {
    for (const { index } of text.matchAll(/\.or\(/g)) {
      if (seen.has(`${file} ${index}`)) continue;
      const line = text.slice(0, index).split("\n").at(-1)!.trim();
      throw new Error(
        `${file}: of which option is the default in ${line}.or(?`,
      );
    }
  }
  return found;
}

/** The code, with comments gone and its texts as long as they were, but blank. */
function withoutTexts(source: string): string {
  return code(source).replaceAll(
    /(?<!from )("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/g,
    (text) => `"${" ".repeat(text.length - 2)}"`,
  );
}

/** The piece without its first characters. */
function cut({ file, from, text }: Piece, length: number): Piece {
  return { file, from: from + length, text: text.slice(length) };
}

/** The same text, with a blank for everything between brackets. */
function outline(text: string): string {
  let depth = 0;
  return [...text].map((character) => {
    if (/[)\]}]/.test(character)) depth--;
    const shown = depth <= 0 ? character : " ";
    if (/[([{]/.test(character)) depth++;
    return shown;
  }).join("");
}

/** What is between the bracket that a piece begins with and the one that closes it. */
function inside(piece: Piece): Piece {
  const end = outline(piece.text).search(/[)\]}]/);
  return cut({ ...piece, text: piece.text.slice(0, end) }, 1);
}

/** What a character parts, outside brackets. */
function parts(piece: Piece, by = ","): Piece[] {
  let from = 0;
  return outline(piece.text).split(by).map((shown) => {
    const part = piece.text.slice(from, from + shown.length);
    const margin = part.length - part.trimStart().length;
    const trimmed = { ...piece, from: piece.from + from, text: part.trimEnd() };
    from += shown.length + 1;
    return cut(trimmed, margin);
  }).filter(({ text }) => text !== "");
}
