// What a cell does to what other cells give, which its names do not tell.

import { parse } from "acorn";
import { analyze } from "eslint-scope";
import { transform } from "sucrase";
import { compiled } from "../../notebooks/_jupyter/live/engine/cells.ts";

/** Methods that change what they are called on: of arrays, maps, typed arrays, matrices. */
const CHANGING = new Set([
  ...["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill"],
  ...["copyWithin", "set", "add", "delete", "clear", "sub", "mul", "div"],
  ...["addRow", "addColumn", "setRow", "setColumn", "addRowVector", "apply"],
  ...["subRowVector", "mulRowVector", "divRowVector", "addColumnVector"],
  ...["setSubMatrix", "removeRow", "removeColumn", "swapRows", "negate"],
]);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

/**
 * Why cells depend on more than the names that they use, or on how often another ran: a
 * sentence each. Nothing if they do not.
 *
 * @param sources The code cells of a notebook, in order.
 */
export function stateBetween(sources: readonly string[]): string[] {
  const cells = sources.map((source, i) => ({
    ...compiled(source),
    ...scopesOf(source),
    number: i + 1,
  }));
  const found: string[] = [];
  const givenBy = new Map<string, typeof cells[number]>();
  for (const cell of cells) {
    for (const { identifier } of cell.free.filter((one) => one.isWrite())) {
      found.push(`cell ${cell.number} assigns to ${identifier.name}`);
    }
    for (const name of cell.declared) {
      const other = givenBy.get(name);
      if (other !== undefined) {
        found.push(`cells ${other.number} and ${cell.number} declare ${name}`);
      } else givenBy.set(name, cell);
    }
  }
  for (const cell of cells) {
    for (const { identifier } of cell.free) {
      const { name } = identifier, from = givenBy.get(name);
      if (from === undefined) continue;
      const says = (what: string) =>
        found.push(`cell ${cell.number} ${what}, of cell ${from.number}`);
      if (from.number > cell.number) says(`uses ${name}`);
      if (from.draws.has(name)) says(`draws from ${name}`);
      if (from.imports.has(name)) continue;
      const change = changeOf(identifier as unknown as Node, cell.parents);
      if (change !== undefined) says(`changes ${name}${change}`);
    }
    for (const [name, by] of cell.keptBy) {
      const user = cells.find((one) => one !== cell && one.uses.includes(by));
      if (user === undefined) continue;
      found.push(
        `cell ${user.number} calls ${by}, which changes ${name}, both of cell ${cell.number}`,
      );
    }
  }
  return [...new Set(found)];
}

function scopesOf(source: string) {
  const code = transform(source, {
    transforms: ["typescript"],
    keepUnusedImports: true,
    disableESTransforms: true,
  }).code;
  const program = parse(code, {
    ecmaVersion: "latest",
    sourceType: "module",
    ranges: true,
  });
  const scopes = analyze(program as never, {
    ecmaVersion: 2022,
    sourceType: "module",
  });
  const [scope] = scopes.globalScope!.childScopes;
  const parents = parentsOf(program as unknown as Node);
  const draws = new Set<string>(), imports = new Set<string>();
  const keptBy: [name: string, by: string][] = [];
  for (const { name, defs: [def], references } of scope.variables) {
    if (def?.type === "ImportBinding") imports.add(name);
    const made = (def?.node as unknown as Node | undefined)?.init as
      | Node
      | null
      | undefined;
    const isDrawn = made?.type === "CallExpression" &&
      (made.callee as Node).name === "seeded";
    if (isDrawn) draws.add(name);
    for (const reference of references) {
      if (!isDrawn && (reference.init || !reference.isWrite())) continue;
      const node = reference.identifier as unknown as Node;
      const by = outermostFunction(node, parents);
      if (by !== undefined) keptBy.push([name, by]);
    }
  }
  return {
    free: scopes.globalScope!.through.filter(({ identifier }) =>
      !scope.set.has(identifier.name)
    ),
    declared: scope.variables.map(({ name }) => name),
    ...{ draws, imports, keptBy, parents },
  };
}

/** The name of the outermost level whose value is a function in which a node stands. */
function outermostFunction(node: Node, parents: Map<Node, Node>) {
  let within = node, name: string | undefined;
  for (let at = parents.get(node); at; within = at, at = parents.get(at)) {
    const isFunction = /Function/.test(within.type);
    if (isFunction && at.type === "VariableDeclarator") {
      name = (at.id as Node).name as string;
    }
    if (within.type === "FunctionDeclaration" && at.type === "Program") {
      name = (within.id as Node).name as string;
    }
  }
  return name;
}

/** How a name's value is changed where it stands: ".push()", ".width =". */
function changeOf(node: Node, parents: Map<Node, Node>): string | undefined {
  let path = "", at = node, parent = parents.get(node);
  while (parent?.type === "MemberExpression" && parent.object === at) {
    const { name } = parent.property as Node;
    path += parent.computed ? "[..]" : `.${name}`;
    [at, parent] = [parent, parents.get(parent)];
  }
  if (path === "" || parent === undefined) return undefined;
  if (parent.type === "AssignmentExpression" && parent.left === at) {
    return `${path} =`;
  }
  if (parent.type === "UpdateExpression") return `${path} ${parent.operator}`;
  const method = /\.(\w+)$/.exec(path)?.[1] ?? "";
  return parent.type === "CallExpression" && parent.callee === at &&
      CHANGING.has(method)
    ? `${path}()`
    : undefined;
}

function parentsOf(program: Node): Map<Node, Node> {
  const parents = new Map<Node, Node>();
  const visit = (node: Node) => {
    for (const child of Object.values(node).flat()) {
      if (typeof (child as Node | null)?.type !== "string") continue;
      parents.set(child as Node, node);
      visit(child as Node);
    }
  };
  visit(program);
  return parents;
}
