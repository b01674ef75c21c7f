import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import {
  Comment,
  type CommentDisplayPart,
  CommentTag,
  type Context,
  Converter,
  type DeclarationReflection,
  type ProjectReflection,
  ReflectionKind,
  type SignatureReflection,
} from "typedoc";
import { ROOT } from "../_architecture.ts";
import { wordsOn, wordsOnParameter } from "../_matrix_words.ts";
import { membersOf, typeOfParts } from "./_written_out.ts";
import { topicOf } from "./_topics.ts";

const rootPath = fileURLToPath(ROOT);
const lib = join(rootPath, "lib");

/** Where ml-matrix's class gets our own words. */
const MATRIX = join(lib, "storage", "matrix.ts");

const SIGNATURES = ReflectionKind.CallSignature |
  ReflectionKind.ConstructorSignature;

/**
 * Tells TypeDoc what it does not find in the comments: what modules are imported by, the topic
 * of each name, the words on ml-matrix's class, and whose options stand where they are given.
 *
 * @param faces What each module is imported by, by its path from the root.
 */
export function describe(
  converter: Converter,
  faces: ReadonlyMap<string, string>,
): void {
  converter.on(Converter.EVENT_CREATE_DECLARATION, (context, declared) => {
    if (declared.name === "Matrix") {
      const file = context.program.getSourceFile(MATRIX)!;
      declared.comment = context.getNodeComment(file.statements[0], false);
    }
  });
  converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    for (const module of context.project.children ?? []) {
      const [{ fullFileName }] = module.sources!;
      module.name = faces.get(relative(rootPath, fullFileName))!;
      // Options stand as their file has them, names by the alphabet.
      module.comment ??= new Comment();
      module.comment.blockTags.push(
        new CommentTag("@sortStrategy", [text("kind, alphabetical")]),
      );
      for (const child of module.children ?? []) {
        setTopic(child, module.name.split("/")[1]);
        if (child.name === "Matrix") leaveParents(child);
        if (child.name === "TrainPlan") writePartsOut(context, child);
      }
    }
    for (const signature of signaturesOf(context.project)) {
      showOptions(signature);
    }
  });
  converter.on(Converter.EVENT_RESOLVE_END, (context) => {
    const { project } = context;
    for (const signature of signaturesOf(project)) {
      if (isMatrix(signature)) describeMethod(signature);
      else takeOver(signature);
      for (const parameter of signature.parameters ?? []) {
        const symbol = context.getSymbolFromReflection(parameter);
        const list = symbol && membersOf(context.programs, symbol);
        if (list) parameter.comment?.summary.push(text(list));
      }
    }
    for (const reflection of Object.values(project.reflections)) {
      if (reflection.comment) gatherThrows(reflection.comment);
      if (!reflection.isDeclaration() && !reflection.isSignature()) continue;
      // Of other packages' files every machine has its own place.
      reflection.sources = reflection.sources
        ?.filter(({ fullFileName }) => fullFileName.startsWith(lib));
      for (const source of reflection.sources ?? []) delete source.url;
    }
  }, -1000);
}

function signaturesOf(project: ProjectReflection): SignatureReflection[] {
  return project.getReflectionsByKind(SIGNATURES)
    .filter((reflection) => reflection.isSignature());
}

/** Puts a name under its topic. */
function setTopic(child: DeclarationReflection, subpath?: string): void {
  const file = child.sources![0].fullFileName;
  const path = relative(lib, child.name === "Matrix" ? MATRIX : file);
  const isType = child.kindOf([
    ReflectionKind.Interface,
    ReflectionKind.TypeAlias,
  ]);
  child.comment ??= new Comment();
  child.comment.blockTags.push(
    new CommentTag("@category", [text(topicOf(path, subpath, isType))]),
  );
}

/** Whether it is a method of ml-matrix's class. */
function isMatrix({ parent }: SignatureReflection): boolean {
  return parent.parent?.name === "Matrix";
}

/** Lets the class stand for itself: nobody has to know what it inherits from. */
function leaveParents(matrix: DeclarationReflection): void {
  matrix.comment!.blockTags.push(
    new CommentTag("@sortStrategy", [
      text("kind, instance-first, alphabetical"),
    ]),
  );
  delete matrix.extendedTypes;
  for (const member of matrix.children ?? []) {
    for (const one of [member, ...member.signatures ?? []]) {
      delete one.inheritedFrom;
      delete one.overwrites;
    }
  }
}

/** Says of a method of ml-matrix what it does and takes, where that does not. */
function describeMethod(signature: SignatureReflection): void {
  const { parent, parameters = [] } = signature;
  const words = wordsOn(parent.name, parent.flags.isStatic);
  if (!hasText(signature.comment) && words !== undefined) {
    signature.comment = new Comment([text(words)]);
  }
  for (const parameter of parameters) {
    const { name, type } = parameter;
    const words = wordsOnParameter(name, `${type}`);
    if (!hasText(parameter.comment) && words !== undefined) {
      parameter.comment = new Comment([text(words)]);
    }
  }
}

/** Has the options of a call written out where the call is described. */
function showOptions({ parameters }: SignatureReflection): void {
  for (const { name, type } of parameters ?? []) {
    if (name !== "options") continue;
    const parts = type?.type === "intersection" ? type.types : [type];
    for (const part of parts) {
      if (part?.type !== "reference") continue;
      part.reflection?.comment?.modifierTags.add("@expand");
    }
  }
}

/** Takes over what the interface of a method says of its parameters. */
function takeOver(signature: SignatureReflection): void {
  const { implementationOf, inheritedFrom, overwrites } = signature;
  const said = (implementationOf ?? inheritedFrom ?? overwrites)?.reflection;
  if (!said?.isSignature()) return;
  for (const [i, parameter] of signature.parameters?.entries() ?? []) {
    if (hasText(parameter.comment)) continue;
    parameter.comment = said.parameters?.[i]?.comment?.clone();
  }
}

/** Writes out what the parts of a plan may be, which its types compute. */
function writePartsOut(context: Context, plan: DeclarationReflection): void {
  for (const property of plan.children ?? []) {
    const symbol = context.getSymbolFromReflection(property)!;
    const type = typeOfParts(context.programs, symbol);
    if (type === undefined) continue;
    context.project.removeTypeReflections(property.type);
    property.type = type;
  }
}

/** Makes of a comment's errors one list, each with its kind. */
function gatherThrows(comment: Comment): void {
  const isThrows = ({ tag }: CommentTag) => tag === "@throws";
  const all = comment.blockTags.filter(isThrows);
  if (all.length === 0) return;
  const parts = all.flatMap(({ typeAnnotation, content }) => [
    text(`\n- ${typeAnnotation ? `\`${kindOf(typeAnnotation)}\` ` : ""}`),
    ...content.map((part): CommentDisplayPart =>
      part.kind === "text" ? text(part.text.replaceAll("\n", "\n  ")) : part
    ),
  ]);
  all[0].content = parts;
  all[0].typeAnnotation = undefined;
  comment.blockTags = comment.blockTags
    .filter((tag) => !isThrows(tag) || tag === all[0]);
}

/** "RangeError" of "{RangeError}". */
function kindOf(annotation: string): string {
  return annotation.replace(/^\{(.*)\}$/, "$1");
}

function hasText(comment: Comment | undefined): boolean {
  return comment !== undefined && comment.summary.length > 0;
}

function text(text: string): CommentDisplayPart {
  return { kind: "text", text };
}
