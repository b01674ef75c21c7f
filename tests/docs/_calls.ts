import ts from "typescript";
import { compilerSettings } from "../_compiler_settings.ts";

/** A public function or class, and what the objects that its parameters take may hold. */
export interface Call {
  /** What it is imported from. */
  readonly from: string;
  readonly name: string;
  /** By the parameter's name: the options' names. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/**
 * Every public function and class with options, as TypeScript sees it: inherited ones are among
 * them, those of types that are computed, too.
 *
 * @param faces What each module is imported by, with its path from the root.
 */
export function callsOf(
  faces: readonly (readonly [from: string, path: string])[],
): Call[] {
  const { compilerOptions, files } = compilerSettings(
    faces.map(([, path]) => path),
  );
  const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, "/");
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();

  const optionsOf = (parameter: ts.Symbol): string[] => {
    const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
    return type.getProperties().map(({ name }) => name);
  };
  return faces.flatMap(([from], i) => {
    const file = checker.getSymbolAtLocation(program.getSourceFile(files[i])!)!;
    return checker.getExportsOfModule(file).flatMap((exported): Call[] => {
      const symbol = exported.flags & ts.SymbolFlags.Alias
        ? checker.getAliasedSymbol(exported)
        : exported;
      if (symbol.valueDeclaration === undefined) return [];
      const type = checker.getTypeOfSymbol(symbol);
      const parameters = [
        ...type.getCallSignatures(),
        ...type.getConstructSignatures(),
      ].flatMap(({ parameters }) => parameters)
        .filter(({ name }) => name === "options");
      return parameters.length === 0 ? [] : [{
        from,
        name: exported.name,
        options: new Map(parameters.map((one) => [one.name, optionsOf(one)])),
      }];
    });
  });
}
