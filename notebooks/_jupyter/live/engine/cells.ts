import { parse } from "acorn";
import { transform } from "sucrase";
import { type Names, namesOf, type Node, partsOf } from "./names.ts";

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
  /** The modules that it imports, as it names them; those of types alone are none. */
  readonly imports: readonly string[];
  /**
   * The source of the cell as a function of names, see {@linkcode Cell}.
   *
   * @param names Those that other cells give, of those that it uses.
   */
  readonly codeOf: (names: readonly string[]) => string;
}

/**
 * What a compiled cell's code evaluates to: gives an object of what the cell leaves. A name that
 * is assigned to after its declaration is a getter there, since a function of the cell may do
 * so after the cell has ended.
 */
export type Cell = (
  imported: (specifier: string) => unknown,
  result: (value: unknown) => void,
  ...values: readonly unknown[]
) => Promise<Record<string, unknown>>;

/** The names of the function's first parameters, which no cell will have. */
const IMPORTED = "__imported", RESULT = "__result";

// deno-lint-ignore no-explicit-any -- each type of node has parts of its own
type Parts = Node & Record<string, any>;

interface ImportDeclaration extends Node {
  readonly source: { readonly value: string };
  readonly specifiers: readonly (Node & {
    readonly local: { readonly name: string };
    readonly imported?: { readonly name?: string; readonly value?: string };
  })[];
}

/** Why a source is no cell. */
export class CellSyntaxError extends SyntaxError {
  /**
   * @param message What is wrong.
   * @param line Where in the cell, from 1.
   * @param column Where in the line, from 1, if it is known.
   */
  constructor(
    message: string,
    readonly line: number,
    readonly column?: number,
  ) {
    super(message);
  }
}

/** What stands in another place of the code. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Makes JavaScript of a cell, with each statement on the line where it stood.
 *
 * @param source The cell, in TypeScript.
 * @throws {CellSyntaxError} if it is none.
 */
export function compiled(source: string): CompiledCell {
  const code = withoutTypes(source);
  const program = parsed(code, source);
  const names = namesOf(program);
  const declarations = program.body.filter(({ type }) =>
    type === "ImportDeclaration"
  ) as ImportDeclaration[];
  const edits = [
    ...declarations.map((node) => ({
      ...{ start: node.start, end: node.end },
      text: asDeclaration(node) + linesOf(code.slice(node.start, node.end)),
    })),
    ...importCalls(program, code),
    ...exportsOf(program, code),
    ...resultsOf(program.body),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  let body = code;
  for (const { start, end, text } of edits.toReversed()) {
    body = body.slice(0, start) + text + body.slice(end);
  }
  const left = leftOf(names);
  return {
    gives: [...names.declared, ...names.assigned],
    uses: [...names.uses].filter((name) => name !== "undefined"),
    imports: [...new Set(declarations.map(({ source }) => source.value))],
    codeOf: (names) =>
      `(async (${
        [IMPORTED, RESULT, ...names].join(", ")
      }) => {"use strict"; ${body}
return {${left}};})`,
  };
}

/** What the function returns: each name, as a getter where its value may change later. */
function leftOf({ declared, assigned, changed }: Names): string {
  const fixed = [...declared].filter((name) => !changed.has(name));
  const others = [...changed, ...assigned];
  return [
    ...fixed,
    ...others.map((name) => `get ${name}() { return ${name}; }`),
  ]
    .join(", ");
}

/** Makes a result of the statement whose value a kernel shows: the last one that has any. */
function resultsOf(body: readonly Node[]): Edit[] {
  const last = body.findLast((node) => hasValue(node as Parts));
  return last === undefined ? [] : valuesIn(last as Parts).flatMap(
    ({ start, end }) => [
      // What stands in it may be a sequence: one argument.
      { start, end: start, text: `${RESULT}((` },
      { start: end, end, text: "))" },
    ],
  );
}

/** Whether a statement has a value, if only undefined; declarations have none. */
function hasValue(node: Parts): boolean {
  switch (node.type) {
    case "BlockStatement":
      return node.body.some(hasValue);
    case "LabeledStatement":
      return hasValue(node.body);
    case "ExportDefaultDeclaration":
      return !/Declaration$/.test(node.declaration.type);
    default:
      return !/Declaration$|^EmptyStatement$|^DebuggerStatement$/
        .test(node.type);
  }
}

/** The expressions of which the one that is evaluated last is a statement's value. */
function valuesIn(node: Parts): Node[] {
  if (node.type === "ExpressionStatement") return [node.expression];
  if (node.type === "ExportDefaultDeclaration") return [node.declaration];
  if (
    /Function|Class|Expression|VariableDeclaration|TemplateLiteral/.test(
      node.type,
    )
  ) {
    return [];
  }
  // What stands in `finally` is not.
  return partsOf(node).filter((part) => part !== node.finalizer)
    .flatMap((part) => valuesIn(part as Parts));
}

/** Exports are declarations like others: nobody imports a cell. */
function exportsOf(
  { body }: { readonly body: readonly Node[] },
  code: string,
): Edit[] {
  return body.filter(({ type }) => type.startsWith("Export")).map((node) => {
    const { start, end, declaration } = node as Parts;
    const to = declaration?.start ?? end;
    return { start, end: to, text: linesOf(code.slice(start, to)) };
  });
}

/** import() gives what a declaration would: a page loads nothing. */
function importCalls(program: object, code: string): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: Node) => {
    const { type, start } = node;
    const end = start + "import".length;
    if (type === "ImportExpression") {
      edits.push({ start, end, text: `(async (name) => ${IMPORTED}(name))` });
    }
    if (type === "MetaProperty" && code.slice(start, end) === "import") {
      throw new CellSyntaxError(
        "Cannot use 'import.meta' outside a module",
        code.slice(0, start).split("\n").length,
      );
    }
    partsOf(node).forEach(visit);
  };
  visit(program as Node);
  return edits;
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
    throw placed(error, 1);
  }
}

function parsed(
  code: string,
  source: string,
): { readonly body: readonly Node[] } {
  try {
    return parse(code, { ecmaVersion: "latest", sourceType: "module" });
  } catch (error) {
    const found = placed(error, 0);
    if (!(found instanceof CellSyntaxError)) throw found;
    const { message, line } = found;
    // Where types stood before it on its line, the column is another.
    const isSame = source.split("\n")[line - 1] === code.split("\n")[line - 1];
    throw isSame ? found : new CellSyntaxError(message, line);
  }
}

/** A parser's complaint, with where in the cell it is; its first column has this number. */
function placed(error: unknown, first: 0 | 1): unknown {
  if (!(error instanceof Error) || !("loc" in error)) return error;
  const { line, column } = error.loc as { line: number; column: number };
  const message = error.message
    .replace(/^Error transforming [^:]*: /, "").replace(/ \(\d+:\d+\)$/, "");
  return new CellSyntaxError(message, line, column + 1 - first);
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
