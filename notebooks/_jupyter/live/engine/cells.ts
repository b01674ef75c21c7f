import { parse } from "acorn";
import { analyze } from "eslint-scope";
import { transform } from "sucrase";

// A cell as a page runs it. JupyterLab's kernel has one scope for all cells, in which each
// leaves its names. A page's cell is a function of the names that it uses, and gives those that
// it declares: so that it is known what it needs, and two cells may declare the same name.

/** Which names a cell has to do with. */
export interface CellNames {
  /** What it declares or assigns to at its outermost level, which others may use. */
  readonly gives: readonly string[];
  /** What it uses and does not declare: other cells' names, and globals. */
  readonly uses: readonly string[];
}

/** A cell made ready to run. */
export interface CompiledCell extends CellNames {
  /**
   * The source of the cell as a function of names, see {@linkcode Cell}.
   *
   * @param names Those that other cells give, of those that it uses.
   */
  readonly codeOf: (names: readonly string[]) => string;
}

/** What a compiled cell's code evaluates to. */
export type Cell = (
  imported: (specifier: string) => unknown,
  result: (value: unknown) => void,
  ...values: readonly unknown[]
) => Promise<Record<string, unknown>>;

/** The names of the function's first parameters, which no cell will have. */
const IMPORTED = "__imported", RESULT = "__result";

/** A node of the syntax tree, by its place in the source. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface ImportDeclaration extends Node {
  readonly source: { readonly value: string };
  readonly specifiers: readonly (Node & {
    readonly local: { readonly name: string };
    readonly imported?: { readonly name?: string; readonly value?: string };
  })[];
}

/**
 * Makes JavaScript of a cell, with each statement on the line where it stood.
 *
 * @param source The cell, in TypeScript.
 * @throws {SyntaxError} if it is none, with `line` and `column` of the cell, from 1.
 */
export function compiled(source: string): CompiledCell {
  const code = withoutTypes(source);
  const program = parsed(code);
  const { gives, uses } = namesOf(program);
  const edits: { start: number; end: number; text: string }[] = [];
  let imports = "";
  for (const node of program.body) {
    if (node.type !== "ImportDeclaration") continue;
    imports += asDeclaration(node as ImportDeclaration);
    edits.push({ ...node, text: linesOf(code.slice(node.start, node.end)) });
  }
  const last = program.body.at(-1);
  if (last?.type === "ExpressionStatement") {
    const { start, end } = (last as Node & { expression: Node }).expression;
    edits.push({ start, end: start, text: `${RESULT}(` });
    edits.push({ start: end, end, text: ")" });
  }
  let body = code;
  for (const { start, end, text } of edits.toReversed()) {
    body = body.slice(0, start) + text + body.slice(end);
  }
  return {
    gives,
    uses,
    codeOf: (names) =>
      `(async (${[IMPORTED, RESULT, ...names].join(", ")}) => {${imports}${body}
return {${gives.join(", ")}};})`,
  };
}

function withoutTypes(source: string): string {
  try {
    return transform(source, {
      transforms: ["typescript"],
      // Another cell may use what this one imports.
      keepUnusedImports: true,
      disableESTransforms: true,
    }).code;
  } catch (error) {
    throw placed(error);
  }
}

function parsed(code: string): { readonly body: readonly Node[] } {
  try {
    return parse(code, {
      ecmaVersion: "latest",
      sourceType: "module",
      ranges: true,
    });
  } catch (error) {
    throw placed(error);
  }
}

/** A parser's complaint, with where in the cell it is. */
function placed(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const [, line, column] = /\((\d+):(\d+)\)/.exec(error.message) ?? [];
  const message = error.message
    .replace(/^Error transforming [^:]*: /, "").replace(/ \(\d+:\d+\)$/, "");
  const { loc } = error as { loc?: { line: number; column: number } };
  return Object.assign(new SyntaxError(message), {
    line: loc?.line ?? (Number(line) || undefined),
    column: loc ? loc.column + 1 : Number(column) || undefined,
  });
}

function namesOf(program: object): CellNames {
  const scopes = analyze(program as never, {
    ecmaVersion: 2022,
    sourceType: "module",
  });
  const [scope] = scopes.globalScope!.childScopes;
  const declared = scope.variables.map(({ name }) => name);
  const own = new Set(declared);
  const free = scopes.globalScope!.through
    .filter(({ identifier }) => !own.has(identifier.name));
  const names = (references: typeof free) => [
    ...new Set(references.map(({ identifier }) => identifier.name)),
  ];
  const assigned = names(free.filter((reference) => reference.isWrite()));
  return {
    gives: [...declared, ...assigned],
    uses: names(free).filter((name) => name !== "undefined"),
  };
}

/** An import as declarations on one line; a name that is not there is undefined. */
function asDeclaration({ source, specifiers }: ImportDeclaration): string {
  const from = `${IMPORTED}(${JSON.stringify(source.value)})`;
  if (specifiers.length === 0) return `${from};`;
  const whole = specifiers.find(({ type }) =>
    type === "ImportNamespaceSpecifier"
  );
  const parts = specifiers.filter((one) => one !== whole).map(
    ({ local, imported }) => {
      const name = imported?.name ?? imported?.value ?? "default";
      return `${JSON.stringify(name)}: ${local.name}`;
    },
  );
  return (whole ? `const ${whole.local.name} = ${from};` : "") +
    (parts.length > 0 ? `const {${parts.join(", ")}} = ${from};` : "");
}

/** As many lines as a text has. */
function linesOf(text: string): string {
  return "\n".repeat(text.split("\n").length - 1);
}
