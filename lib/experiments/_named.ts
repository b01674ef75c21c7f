import { reworded } from "../check/errors.ts";
import { kindOf } from "../check/kind_of.ts";
import { checkOneOf } from "../check/kinds.ts";
import { type Kind, kind, thatIs } from "../check/options.ts";

/** What makes one sort of part of a network, by the names that plans give it. */
type Makers = Readonly<Record<string, (constants: never) => unknown>>;

/**
 * A part of a network as plain data: its name and its constants,
 * `{ name: "normal", std: 0.1 }`, or its name alone where it needs no constant, "he".
 */
export type Named<M extends Makers> = {
  [N in keyof M & string]:
    | ([] extends Parameters<M[N]> ? N : never)
    | ({ readonly name: N } & Constants<Parameters<M[N]>>);
}[keyof M & string];

type Constants<P extends readonly unknown[]> = P["length"] extends 0 ? unknown
  : PlainOf<NonNullable<P[0]>>;

/** Options without those that are functions, which are no data, or may be one. */
type PlainOf<O> = {
  readonly [
    K in keyof O as NonNullable<O[K]> extends Function_ ? never : K
  ]: Exclude<O[K], Function_>;
};

type Function_ = (...args: never[]) => unknown;

/**
 * A maker for a table that takes no constants: it refuses those that a plan gives it.
 *
 * @param made What it makes.
 */
export function plain<T>(made: () => T): () => T {
  return (constants = {}) => {
    const [constant] = Object.keys(constants);
    if (constant === undefined) return made();
    throw new TypeError(
      `Cannot make it: options must be a name alone, got ${constant}`,
    );
  };
}

/**
 * Makes what a plan names.
 *
 * @param makers The table that has it.
 * @param named What {@linkcode named} has read.
 */
export function make<M extends Makers>(
  makers: M,
  named: Named<M>,
): ReturnType<M[keyof M]> {
  const { name, ...constants } = partsOf(named);
  return makers[name](constants as never) as ReturnType<M[keyof M]>;
}

/** Functions and lists are no constants: what a plan holds must be data, and alike everywhere. */
const CONSTANT: Kind<unknown> = thatIs(
  "a number, a text, true or false",
  (it) => ["number", "string", "boolean", "undefined"].includes(typeof it),
);

/**
 * A name of a table and its constants, held to what the maker of that name takes.
 *
 * @param makers The table.
 * @param parts What constants must be that may be parts in turn.
 * @param look Looks at what is made of it, if that is a maker in turn.
 */
export function named<M extends Makers>(
  makers: M,
  parts: Readonly<Record<string, Kind<unknown>>> = {},
  look: (made: ReturnType<M[keyof M]>, named: Named<M>) => void = () => {},
): Kind<Named<M>> {
  return kind((doing, path, value) => {
    const isText = typeof value === "string";
    if (
      !isText &&
      (typeof value !== "object" || value === null || Array.isArray(value))
    ) {
      throw new TypeError(
        `Cannot ${doing}: ${path} must be a name or an object { name, .. }, got ${
          kindOf(value)
        }`,
      );
    }
    const read = (isText ? value : { ...value }) as Named<M>;
    const { name, ...constants } = partsOf(read);
    checkOneOf(
      doing,
      isText ? path : `${path}.name`,
      name,
      Object.keys(makers),
    );
    for (const [constant, given] of Object.entries(constants)) {
      const part = Object.hasOwn(parts, constant) ? parts[constant] : CONSTANT;
      const held = part.read(doing, `${path}.${constant}`, given);
      Object.assign(read, { [constant]: held });
    }
    try {
      look(make(makers, read), read);
    } catch (error) {
      throw saidOf(error as Error, `Cannot ${doing}: ${path}`);
    }
    return read;
  });
}

/**
 * What a maker says of its options, said of the part of the plan: "Cannot make SGD: lr must.."
 * of `plans[3].optimizer.lr`.
 */
function saidOf(error: Error, part: string): Error {
  const said = error.message.replace(
    /^Cannot make [^:]*: (options\b)?/,
    (_, all) => all ? part : `${part}.`,
  );
  return reworded(error, said);
}

/** The name of a part that a plan has, or has not. */
export function nameOf(
  named: string | { readonly name: string } | undefined,
): string | undefined {
  return named === undefined ? undefined : partsOf(named).name;
}

function partsOf(
  named: string | { readonly name: string },
): { readonly name: string } {
  return typeof named === "string" ? { name: named } : named;
}
