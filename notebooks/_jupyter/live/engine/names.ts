// Which names a program declares at its outermost level, and which it uses from elsewhere.

/** A node of the syntax tree, by its place in the source. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** A node whose parts are asked for. */
// deno-lint-ignore no-explicit-any -- each type of node has parts of its own
type Parts = Node & Record<string, any>;

/** The names that a program has to do with. */
export interface Names {
  /** Those declared at its outermost level. */
  readonly declared: ReadonlySet<string>;
  /** Those used that it does not declare: reads, and assignments. */
  readonly uses: ReadonlySet<string>;
  /** Those assigned to that it does not declare. */
  readonly assigned: ReadonlySet<string>;
  /** Those of `declared` that are assigned to after their declaration. */
  readonly changed: ReadonlySet<string>;
}

interface Scope {
  readonly names: Set<string>;
  /** The one around it. */
  readonly above?: Scope;
  /** Whether `var` declares here. */
  readonly isFunction?: boolean;
}

/**
 * The names of a program.
 *
 * @param program What acorn made of the source of a module.
 */
export function namesOf(program: { readonly body: readonly Node[] }): Names {
  const top: Scope = { names: new Set(), isFunction: true };
  const references: { name: string; scope: Scope; isWrite: boolean }[] = [];

  const declare = (name: string, scope: Scope, isVar: boolean) => {
    let at = scope;
    while (isVar && !at.isFunction && at.above) at = at.above;
    at.names.add(name);
  };

  /** What a pattern binds: declares it, or where it is not declared, assigns to it. */
  const bind = (
    pattern: Parts | null,
    scope: Scope,
    take: (name: string) => void,
  ): void => {
    switch (pattern?.type) {
      case undefined:
        return;
      case "Identifier":
        return take(pattern!.name);
      case "ObjectPattern":
        for (const property of pattern!.properties) {
          if (property.computed) visit(property.key, scope);
          bind(property.value ?? property.argument, scope, take);
        }
        return;
      case "ArrayPattern":
        for (const element of pattern!.elements) bind(element, scope, take);
        return;
      case "AssignmentPattern":
        bind(pattern!.left, scope, take);
        return visit(pattern!.right, scope);
      case "RestElement":
        return bind(pattern!.argument, scope, take);
      default:
        visit(pattern!, scope);
    }
  };

  const assign = (pattern: Parts, scope: Scope) =>
    bind(
      pattern,
      scope,
      (name) => references.push({ name, scope, isWrite: true }),
    );

  const visitFunction = (node: Parts, scope: Scope) => {
    const names = new Set<string>();
    if (node.type !== "ArrowFunctionExpression") names.add("arguments");
    let above = scope;
    if (node.type === "FunctionExpression" && node.id) {
      above = { names: new Set([node.id.name]), above };
    }
    const own: Scope = { names, above, isFunction: true };
    for (const one of node.params) bind(one, own, (name) => names.add(name));
    if (node.body.type === "BlockStatement") visitAll(node.body.body, own);
    else visit(node.body, own);
  };

  const visitAll = (nodes: readonly Parts[], scope: Scope) => {
    for (const node of nodes) visit(node, scope);
  };

  const visit = (node: Parts, scope: Scope): void => {
    const within = (): Scope => ({ names: new Set(), above: scope });
    switch (node.type) {
      case "Identifier":
        references.push({ name: node.name, scope, isWrite: false });
        return;
      case "ImportDeclaration":
        for (const { local } of node.specifiers) scope.names.add(local.name);
        return;
      case "ExportNamedDeclaration":
        if (node.declaration) visit(node.declaration, scope);
        else if (!node.source) {
          for (const { local } of node.specifiers) visit(local, scope);
        }
        return;
      case "ExportAllDeclaration":
      case "MetaProperty":
      case "BreakStatement":
      case "ContinueStatement":
        return;
      case "LabeledStatement":
        return visit(node.body, scope);
      case "VariableDeclaration":
        for (const { id, init } of node.declarations) {
          bind(id, scope, (name) => declare(name, scope, node.kind === "var"));
          if (init) visit(init, scope);
        }
        return;
      case "FunctionDeclaration":
        if (node.id) scope.names.add(node.id.name);
        return visitFunction(node, scope);
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        return visitFunction(node, scope);
      case "ClassDeclaration":
      case "ClassExpression": {
        const own = within();
        if (node.id) {
          own.names.add(node.id.name);
          if (node.type === "ClassDeclaration") scope.names.add(node.id.name);
        }
        if (node.superClass) visit(node.superClass, own);
        return visitAll(node.body.body, own);
      }
      case "StaticBlock":
        return visitAll(node.body, { ...within(), isFunction: true });
      case "PropertyDefinition":
      case "MethodDefinition":
      case "Property":
        if (node.computed) visit(node.key, scope);
        if (node.value) {
          const isField = node.type === "PropertyDefinition";
          visit(
            node.value,
            isField ? { names: new Set(["arguments"]), above: scope } : scope,
          );
        }
        return;
      case "MemberExpression":
        visit(node.object, scope);
        if (node.computed) visit(node.property, scope);
        return;
      case "AssignmentExpression":
        assign(node.left, scope);
        return visit(node.right, scope);
      case "UpdateExpression":
        return assign(node.argument, scope);
      case "CatchClause": {
        const own = within();
        bind(node.param, own, (name) => own.names.add(name));
        return visit(node.body, own);
      }
      case "ForInStatement":
      case "ForOfStatement": {
        const own = within();
        if (node.left.type === "VariableDeclaration") visit(node.left, own);
        else assign(node.left, own);
        visit(node.right, own);
        return visit(node.body, own);
      }
      case "BlockStatement":
      case "ForStatement":
      case "SwitchStatement":
        return visitAll(partsOf(node) as Parts[], within());
      default:
        visitAll(partsOf(node) as Parts[], scope);
    }
  };

  visitAll(program.body, top);
  const uses = new Set<string>(), assigned = new Set<string>();
  const changed = new Set<string>();
  for (const { name, scope, isWrite } of references) {
    let at: Scope | undefined = scope;
    while (at !== undefined && !at.names.has(name)) at = at.above;
    if (at === undefined) {
      uses.add(name);
      if (isWrite) assigned.add(name);
    } else if (at === top && isWrite) changed.add(name);
  }
  return { declared: top.names, uses, assigned, changed };
}

/** The nodes that a node is made of, in their order. */
export function partsOf(node: Node): Node[] {
  return Object.values(node).flat().filter((part) =>
    typeof (part as Node | null)?.type === "string"
  );
}
