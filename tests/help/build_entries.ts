/**
 * Builds what help() knows from the doc comments, lib/help/_entries.json: `deno task help`.
 *
 * @module
 */
import type { Entry, Part } from "../../lib/help/entry.ts";
import { fileURLToPath } from "node:url";
import { ROOT } from "../_architecture.ts";
import { faces } from "../_faces.ts";
import { METHODS } from "../_matrix_words.ts";

/** The file that is built. */
export const BUILT = new URL("lib/help/_entries.json", ROOT);

/** What is used of `deno doc --json`. */
interface Doc {
  readonly nodes: Readonly<Record<string, { readonly symbols: Symbol_[] }>>;
}
interface Symbol_ {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}
interface Place {
  readonly filename: string;
  readonly line: number;
  readonly col: number;
}
interface Comment {
  readonly doc?: string;
  readonly tags?: readonly Tag[];
}
interface Tag {
  readonly kind: string;
  readonly name?: string;
  readonly doc?: string;
  readonly tsType?: { readonly repr?: string };
}
interface Member {
  readonly name: string;
  readonly location: Place;
  readonly jsDoc?: Comment;
  readonly accessibility?: string;
  readonly params?: readonly Param[];
}
interface Param {
  readonly tsType?: Type;
  /** The parameter itself, of one with a default. */
  readonly left?: Param;
}
interface Type {
  readonly kind: string;
  /** By `kind`: of "typeLiteral" its members, of "intersection" its parts. */
  readonly value?: { readonly properties: readonly Member[] } | readonly Type[];
}
interface Declaration {
  readonly kind: string;
  readonly location: Place;
  readonly jsDoc?: Comment;
  readonly def: {
    readonly constructors?: readonly Member[];
    readonly methods?: readonly Member[];
    readonly properties?: readonly Member[];
    readonly params?: readonly Param[];
    readonly extends?: unknown;
  };
}

/** The text of the file that is built. */
export async function builtText(): Promise<string> {
  const entries = await entriesOf();
  // A name a line, so that a change shows.
  const lines = entries.map((entry) => JSON.stringify(entry));
  return `[\n${lines.join(",\n")}\n]\n`;
}

async function entriesOf(): Promise<Entry[]> {
  const all: { symbol: Symbol_; from: string; called?: string }[] = [];
  for (const [from, path] of await faces()) {
    const values = await import(new URL(path, ROOT).href);
    for (const symbol of await symbolsOf(path)) {
      const value = values[symbol.name];
      const called = typeof value === "function" && value.name !== symbol.name
        ? value.name as string
        : undefined;
      // What two faces export is told once, by the first.
      if (all.some((one) => one.symbol.name === symbol.name)) continue;
      all.push({ symbol, from, called });
    }
  }
  const types = new Map(all.map(({ symbol }) => [symbol.name, symbol]));
  return await Promise.all(
    all.map(({ symbol, from, called }) => entryOf(symbol, from, called, types)),
  );
}

async function symbolsOf(path: string): Promise<Symbol_[]> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", fileURLToPath(new URL(path, ROOT))],
    env: { NO_COLOR: "1" },
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const { nodes }: Doc = JSON.parse(new TextDecoder().decode(stdout));
  return Object.values(nodes).flatMap(({ symbols }) => symbols);
}

async function entryOf(
  { name, declarations }: Symbol_,
  from: string,
  called: string | undefined,
  types: ReadonlyMap<string, Symbol_>,
): Promise<Entry> {
  if (name === "Matrix") return await matrixEntry(from);
  const [first] = declarations;
  const comment = declarations.find(({ jsDoc }) => jsDoc?.doc)?.jsDoc ?? {};
  const constructors = first.def.constructors ?? [];
  const tags = [comment, ...constructors.map(({ jsDoc }) => jsDoc ?? {})]
    .flatMap(({ tags = [] }) => tags);
  const heads = await Promise.all(declarations.map(headOf));
  const made = await Promise.all(constructors.map(memberText));
  const signature = [
    ...heads,
    ...made.map((text) => text.replace(/^constructor/, `new ${name}`)),
  ].join("\n");
  // A function's options have their own doc comments.
  const asked = first.kind === "function" || first.kind === "class"
    ? [...types.keys()].filter((type) =>
      new RegExp(`[:|<&] *${type}\\b`).test(signature.split("): ")[0]) &&
      types.get(type)!.declarations[0].kind === "interface" &&
      (type.endsWith("Options") || type === "HistogramBins")
    )
    : [];
  const options = await Promise.all(
    asked.flatMap((type) =>
      types.get(type)!.declarations.map((declaration) =>
        membersOf(declaration, omitted(signature, type))
      )
    ),
  );
  const written = [first.def, ...constructors].flatMap(({ params = [] }) =>
    params.flatMap(writtenOut)
  );
  const example = tags.find(({ kind }) => kind === "example")?.doc;
  return {
    name,
    from,
    signature,
    text: (comment.doc ?? "").trim(),
    parts: [
      ...tags.filter(({ kind }) => kind === "param")
        .map(({ name = "", doc = "" }): Part => [name, doc.trim()]),
      ...options.flat(),
      ...await partsOf(written),
      // What an option was given as, a property of its name, goes without saying.
      ...await membersOf(first, written.map(({ name }) => name)),
    ],
    notes: tags.flatMap(({ kind, doc = "", tsType }): Part[] =>
      kind === "return"
        ? [["Returns", doc.trim()]]
        : kind === "throws"
        ? [["Throws", `${tsType?.repr ?? "an error"} ${doc.trim()}`.trim()]]
        : kind === "see"
        ? [["See", doc.trim()]]
        : []
    ),
    ...(example && {
      example: example.replace(/^```\w*\n|\n```\s*$/g, "").trim(),
    }),
    ...(called && { called }),
  };
}

/** ml-matrix's class in the library's own words. */
async function matrixEntry(from: string): Promise<Entry> {
  const source = await Deno.readTextFile(
    new URL("lib/storage/matrix.ts", ROOT),
  );
  const words = source.match(/\/\*\*([\s\S]*?)\*\//)![1]
    .replaceAll(/^\s*\* ?/gm, "").trim();
  const [text, example = ""] = words.split("@example");
  return {
    name: "Matrix",
    from,
    signature: "new Matrix(rows: number, columns: number)\n" +
      "new Matrix(data: ArrayLike<ArrayLike<number>>)",
    text: text.trim(),
    parts: [
      ["rows, columns", "How many; its size."],
      ["get(row, column)", METHODS.get],
      ["set(row, column, value)", METHODS.set],
      ["to2DArray()", METHODS.to2DArray],
      ["clone()", METHODS.clone],
    ],
    notes: [["See", "{@link https://mljs.github.io/matrix/}, for all methods"]],
    example: example.trim().replace(/^```\w*\n|\n```\s*$/g, "").trim(),
  };
}

/** The options that are written out where a parameter is declared. */
function writtenOut({ tsType, left }: Param): readonly Member[] {
  const inType = ({ kind, value }: Type): readonly Member[] =>
    kind === "typeLiteral"
      ? (value as { readonly properties: readonly Member[] }).properties
      : kind === "intersection"
      ? (value as readonly Type[]).flatMap(inType)
      : [];
  const type = tsType ?? left?.tsType;
  return type === undefined ? [] : inType(type);
}

/** Which of a type's options a call does not take: `Omit<Type, "one" | "other">`. */
function omitted(signature: string, type: string): readonly string[] {
  const names = signature.match(new RegExp(`\\bOmit<${type}, ([^>]*)>`))?.[1];
  return [...names?.matchAll(/"(\w+)"/g) ?? []].map(([, name]) => name);
}

/** The options, methods or fields of an interface or a class, but for some. */
async function membersOf(
  { kind, def }: Declaration,
  without: readonly string[] = [],
): Promise<Part[]> {
  if (kind !== "interface" && kind !== "class") return [];
  return await partsOf(
    [...def.properties ?? [], ...def.methods ?? []]
      .filter(({ name }) => !without.includes(name)),
  );
}

/** Those that have a comment. */
async function partsOf(all: readonly Member[]): Promise<Part[]> {
  const members = all.filter(({ jsDoc, accessibility, name }) =>
    jsDoc?.doc && accessibility === undefined && !name.startsWith("#")
  );
  return await Promise.all(
    members.map(async (member): Promise<Part> => [
      await memberText(member),
      member.jsDoc!.doc!.trim(),
    ]),
  );
}

async function memberText({ location }: Member): Promise<string> {
  const text = await from(location);
  return head(text).replaceAll(
    /\b(?:declare )?(?:(?:readonly|override) )+(?=(?:get )?\w+[?:(])/g,
    "",
  );
}

/** How something is declared, without its body. */
async function headOf({ location, kind }: Declaration): Promise<string> {
  // A variable's place is that of its name.
  const place = kind === "variable" ? { ...location, col: 0 } : location;
  const text = (await from(place)).replace(/^export /, "");
  if (kind === "interface") return text.slice(0, text.indexOf("{")).trim();
  return head(text);
}

const files = new Map<string, Promise<string>>();

/** The source from a place on. */
async function from({ filename, line, col }: Place): Promise<string> {
  let file = files.get(filename);
  if (file === undefined) {
    files.set(filename, file = Deno.readTextFile(new URL(filename)));
  }
  const lines = (await file).split("\n").slice(line);
  return [lines[0].slice(col), ...lines.slice(1)].join("\n");
}

/** A declaration up to its body, its value or its end, on one line where it is short. */
function head(source: string): string {
  const text = source.replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/(^|\s)\/\/.*$/gm, "$1");
  let depth = 0, at = 0, isTyped = false;
  for (; at < text.length; at++) {
    const sign = text[at];
    const before = text.slice(0, at).trimEnd();
    // A brace after these opens a type, not a body.
    const isBody = sign === "{" && depth === 0 &&
      !/(?:[:|&<,(=]|=>|\b(?:type|readonly|keyof|is))$/.test(before);
    if (isBody || depth === 0 && sign === ";") break;
    const isValue = sign === "=" && text[at + 1] !== ">" && depth === 0;
    if (isValue && !/^type\b/.test(text)) break;
    if (/[([{]/.test(sign)) depth++;
    else if (sign === "<" && /\w$/.test(before)) depth++;
    else if (/[)\]}]/.test(sign) || sign === ">" && text[at - 1] !== "=") {
      depth--;
    }
    if (depth < 0) break;
    isTyped ||= sign === ":" && depth === 0;
  }
  const lines = text.slice(0, at).trim().replaceAll(/\n\s*\n/g, "\n");
  const line = lines.replaceAll(/\s+/g, " ").replaceAll(
    /([([]) | (?=[)\]])/g,
    "$1",
  )
    .replaceAll(/,(?= ?[)\]])/g, "");
  return line.length <= 100 ? line : lines;
}

if (import.meta.main) await Deno.writeTextFile(BUILT, await builtText());
