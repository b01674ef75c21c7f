/** A list of values by name; the names without a list are left out of the grid. */
type Lists = Readonly<Record<string, readonly unknown[] | undefined>>;

/** One value of each list, by name. */
export type Point<L extends Lists> =
  & {
    readonly [N in keyof L as undefined extends L[N] ? never : N]: Value<L[N]>;
  }
  & {
    readonly [N in keyof L as undefined extends L[N] ? N : never]?: Value<L[N]>;
  };

type Value<List> = NonNullable<List> extends readonly (infer V)[] ? V : never;

/**
 * Every combination of the lists' values, those of the last name next to each other:
 * `grid({ depth: [1, 2], seed: ["a", "b"] })` is depth 1 with both seeds, then depth 2.
 */
export function grid<const L extends Lists>(lists: L): Point<L>[] {
  return Object.entries(lists).reduce<object[]>(
    (points, [name, list]) =>
      list === undefined
        ? points
        : points.flatMap((point) =>
          list.map((value) => ({ ...point, [name]: value }))
        ),
    [{}],
  ) as Point<L>[];
}
