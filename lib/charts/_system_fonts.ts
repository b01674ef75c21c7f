import { charactersOf } from "./_font.ts";

/** What is used of `node:fs`, which Deno, Node and Bun have and a page has not. */
interface Files {
  readdirSync(folder: string, options: { recursive: true }): string[];
  readFileSync(path: string): Uint8Array;
}

/** What is used of the process. */
interface Process {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  getBuiltinModule?(name: string): unknown;
}

/** Fonts, and the letters that none of them has. */
export interface Fonts {
  readonly chosen: readonly Uint8Array[];
  readonly lacking: readonly string[];
}

const found = new Map<string, Fonts>();

/**
 * Fonts of the system that have letters; none in a page, or where their files may not be
 * read.
 *
 * @param letters The letters, each one character.
 */
export function systemFonts(letters: readonly string[]): Fonts {
  const key = [...letters].sort().join("");
  let fonts = found.get(key);
  if (fonts === undefined) {
    found.set(key, fonts = firstThatHave(letters, fontFiles()));
  }
  return fonts;
}

/**
 * The first font that has all letters; else, one after another, those that have any that
 * are left.
 *
 * @param letters The letters.
 * @param fonts Each gives its bytes when it is asked.
 */
export function firstThatHave(
  letters: readonly string[],
  fonts: readonly (() => Uint8Array)[],
): Fonts {
  const chosen: Uint8Array[] = [];
  let left = [...letters];
  for (const font of fonts) {
    const has = readable(font);
    if (has === undefined) continue;
    const rest = left.filter((one) => !has.characters(one.codePointAt(0)!));
    if (rest.length === left.length) continue;
    if (letters.every((one) => has.characters(one.codePointAt(0)!))) {
      return { chosen: [has.bytes], lacking: [] };
    }
    chosen.push(has.bytes);
    left = rest;
  }
  return { chosen, lacking: left };
}

/** A font's bytes and characters; undefined for a file that is none, or may not be read. */
function readable(font: () => Uint8Array) {
  try {
    const bytes = font();
    return { bytes, characters: charactersOf(bytes) };
  } catch {
    return undefined;
  }
}

/** The system's font files, upright ones of the usual weight first. */
function fontFiles(): (() => Uint8Array)[] {
  const { process } = globalThis as { process?: Process };
  const files = process?.getBuiltinModule?.("node:fs") as Files | undefined;
  if (process === undefined || files === undefined) return [];
  const paths = folders(process).flatMap((folder) => {
    try {
      return files.readdirSync(folder, { recursive: true })
        .filter((name) => /\.(ttf|otf|ttc)$/i.test(name))
        .map((name) => `${folder}/${name}`);
    } catch {
      return [];
    }
  });
  const rank = (path: string) =>
    UNUSUAL.test(path) ? 2 : /sans|gothic/i.test(path) ? 0 : 1;
  return paths.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((path) => () => files.readFileSync(path));
}

/** Names of fonts that are no plain text's. */
const UNUSUAL =
  /bold|italic|oblique|light|thin|black|heavy|medium|mono|coding|condensed|serif|myeongjo|brush|pen/i;

/** Where the system keeps fonts, and the user. */
function folders({ platform, env }: Process): string[] {
  const of = (name: string) => {
    // It may not be read where Deno was not allowed to.
    try {
      return env[name] ?? "";
    } catch {
      return "";
    }
  };
  if (platform === "win32") {
    return [
      `${of("WINDIR") || "C:/Windows"}/Fonts`,
      `${of("LOCALAPPDATA")}/Microsoft/Windows/Fonts`,
    ];
  }
  const home = of("HOME");
  if (platform === "darwin") {
    return ["/System/Library/Fonts", "/Library/Fonts", `${home}/Library/Fonts`];
  }
  return [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    `${home}/.local/share/fonts`,
    `${home}/.fonts`,
  ];
}
