import {
  IntrinsicType,
  type SomeType,
  TypeScript as ts,
  UnionType,
} from "typedoc";

/** The types that compute what a part of a plan may be. */
const PARTS = /^(?:Named<|ByLayer$)/;

/**
 * What a part of a plan may be, one by one: a name, or a name with its constants.
 *
 * @returns undefined for what is no part.
 */
export function typeOfParts(
  programs: readonly ts.Program[],
  symbol: ts.Symbol,
): SomeType | undefined {
  const node = symbol.declarations![0];
  if (!ts.isPropertySignature(node)) return undefined;
  if (!PARTS.test(node.type?.getText() ?? "")) return undefined;
  const checker = checkerOf(programs, node);
  const types = unionOf(checker, checker.getTypeOfSymbol(symbol));
  const names = new Set(
    types.map((type) => type.isStringLiteral() ? type.value : undefined),
  );
  const parts = types.flatMap((type): string[] => {
    if (type.isStringLiteral()) return [JSON.stringify(type.value)];
    if (checker.isArrayLikeType(type)) {
      return ["a list of them, one for each layer"];
    }
    const constants = type.getProperties();
    const [name] = constants.filter(({ name }) => name === "name")
      .map((one) => checker.getTypeOfSymbol(one));
    // Without constants the name alone will do.
    const isBare = constants.length === 1 && name.isStringLiteral() &&
      names.has(name.value);
    return isBare
      ? []
      : [`{ ${constants.map((one) => typed(checker, one)).join("; ")} }`];
  });
  // Text that stands as it is, without parentheses.
  return new UnionType(parts.map((part) => new IntrinsicType(part)));
}

/**
 * What an object that a parameter takes may hold, as a list, where no page of the reference
 * tells of its type: one of another package, or one made of another by `Omit`.
 *
 * @returns undefined for a parameter that takes no such object.
 */
export function membersOf(
  programs: readonly ts.Program[],
  parameter: ts.Symbol,
): string | undefined {
  const checker = checkerOf(programs, parameter.declarations![0]);
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
  const { symbol } = type;
  const isForeign = symbol?.declarations?.every((one) =>
    ts.isInterfaceDeclaration(one) &&
    /\/ml-matrix\//.test(one.getSourceFile().fileName)
  );
  const isMade = type.aliasSymbol?.name === "Omit";
  if (!isForeign && !isMade) return undefined;
  return type.getProperties().map((one) => {
    const said = ts.displayPartsToString(one.getDocumentationComment(checker));
    return `\n- \`${typed(checker, one)}\`${said && ` ${said.trim()}`}`;
  }).join("");
}

function checkerOf(
  programs: readonly ts.Program[],
  node: ts.Node,
): ts.TypeChecker {
  const { fileName } = node.getSourceFile();
  return programs.find((one) => one.getSourceFile(fileName))!.getTypeChecker();
}

function unionOf(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
  const present = checker.getNonNullableType(type);
  return present.isUnion() ? present.types : [present];
}

/** "lr: number", "eps?: number". */
function typed(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const isOptional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const type = checker.getTypeOfSymbol(symbol);
  const said = checker.typeToString(
    isOptional ? checker.getNonNullableType(type) : type,
    undefined,
    ts.TypeFormatFlags.NoTruncation,
  );
  return `${symbol.name}${isOptional ? "?" : ""}: ${said}`;
}
