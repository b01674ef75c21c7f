import { assertEquals, assertThrows } from "@std/assert";
import {
  anything,
  boolean,
  checked,
  count,
  functionOf,
  kind,
  listOf,
  number,
  oneOf,
  optionsOf,
  readOptions,
  text,
  thatIs,
} from "../../lib/check/options.ts";

interface Given {
  readonly lr: number;
  readonly depths: readonly number[];
  readonly eps?: number;
  readonly mode?: "a" | "b";
  readonly title?: string;
}

const given: Given = { lr: 2, depths: [1, 2] };
const lr = number({ above: 0 }), depths = listOf(count(), "depth");
const eps = number({ least: 0 }).or(1e-8), title = text().optional;
const mode = oneOf(["a", "b"]).or("a");

/** Reads `given`, with others of its options. */
function read(others: object = {}) {
  const kinds = { lr, depths, eps, mode, title };
  return readOptions("make", { ...given, ...others }, kinds);
}

Deno.test("readOptions() gives what was given, and the defaults of the rest", () => {
  const options: {
    readonly lr: number;
    readonly depths: readonly number[];
    readonly eps: number;
    readonly mode: "a" | "b";
    readonly title: string | undefined;
  } = read();
  const defaults = { eps: 1e-8, mode: "a", title: undefined };
  assertEquals<unknown>(options, { ...given, ...defaults });
  const others = { eps: 1, mode: "b", title: "t" };
  assertEquals<unknown>(read(others), { ...given, ...others });
  assertEquals(read({ eps: undefined }).eps, 1e-8);
});

Deno.test("readOptions() names the option, what it must be and what it was", () => {
  const refused: [object, typeof RangeError | typeof TypeError, string][] = [
    [{ lr: 0 }, RangeError, "lr must be a finite number above 0, got 0"],
    [{ lr: undefined }, RangeError, "lr must be a finite number above 0, got"],
    [{ depths: 3 }, TypeError, "depths must be an array, got 3"],
    [{ depths: [] }, RangeError, "depths must hold at least one depth, got 0"],
    [{ depths: [1, 0.5] }, RangeError, "depths must be a whole number of"],
    [{ mode: "c" }, RangeError, 'mode must be "a" or "b", got c'],
    [{ title: null }, TypeError, "title must be a text, got null"],
  ];
  for (const [others, kind, message] of refused) {
    assertThrows(() => read(others), kind, `Cannot make: ${message}`);
  }
});

Deno.test("readOptions() wants an object, and no name that has no kind", () => {
  const known = "{ lr, depths, eps, mode, title }";
  assertThrows(
    () => read({ LR: 2 }),
    TypeError,
    `Cannot make: options must be among ${known}, got LR`,
  );
  const wrongs: [unknown, string][] = [
    [undefined, "undefined"],
    [null, "null"],
    [3, "3"],
    ["lr", '"lr"'],
    [[], "an Array"],
    [() => 1, "the function"],
  ];
  for (const [wrong, got] of wrongs) {
    assertThrows(
      () => readOptions("make", wrong as never as { a?: number }, { a: eps }),
      TypeError,
      `Cannot make: options must be an object { a }, got ${got}`,
    );
  }
});

Deno.test("optionsOf() calls the parts of a whole by its name", () => {
  const trials = listOf(
    optionsOf<{ lr: number }>({ lr }),
    "",
    (i) => `trials[${i}]`,
  );
  const read = (one: object) =>
    readOptions("try", { trials: [one] as readonly { lr: number }[] }, {
      trials,
    });
  assertThrows(
    () => read({ lr: -1 }),
    RangeError,
    "Cannot try: trials[0].lr must be a finite number above 0, got -1",
  );
  assertThrows(
    () => read({ lr: 1, rl: 1 }),
    TypeError,
    "Cannot try: trials[0] must be among { lr }, got rl",
  );
  assertThrows(
    () =>
      readOptions("try", { rl: 1 } as never as { lr: number }, { lr }, "start"),
    TypeError,
    "Cannot try: start must be among { lr }, got rl",
  );
});

Deno.test("listOf() gives an array of its own, of a typed array too", () => {
  const source = Float64Array.of(1, 2);
  const { list } = readOptions(
    "make",
    { list: source } as { list: ArrayLike<number> },
    {
      list: listOf(number()),
    },
  );
  source[0] = 3;
  assertEquals(list, [1, 2]);
});

Deno.test("listOf() calls each as it is told, and may leave unsaid what there must be one of", () => {
  const list = listOf(number(), "", (i) => `list[${i}]`);
  const read = (given: readonly number[]) =>
    readOptions("make", { list: given }, { list });
  assertThrows(
    () => read([1, NaN]),
    RangeError,
    "Cannot make: list[1] must be a finite number, got NaN",
  );
  assertThrows(
    () => read([]),
    RangeError,
    "Cannot make: list must hold at least one, got 0",
  );
});

Deno.test("boolean(), functionOf(), thatIs(), checked() and anything() hold to no more than they say", () => {
  interface Others {
    readonly on: boolean;
    readonly f: () => number;
    readonly even: number;
    readonly small: bigint;
    readonly rest: object;
  }
  const even = checked((doing: string, name: string, value: number) => {
    if (value % 2) throw new RangeError(`Cannot ${doing}: ${name} is odd`);
  });
  const make = (options: object) =>
    readOptions("make", options as Others, {
      on: boolean(),
      f: functionOf<() => number>("such as one"),
      even,
      small: thatIs<bigint>("a small number", (value) => value < 3n),
      rest: anything<object>(),
    });
  const right = { on: false, f: () => 1, even: 2, small: 2n, rest: [] };
  assertEquals(make(right), right);
  assertThrows(() => make({ ...right, on: 0 }), TypeError, "on must be true");
  assertThrows(() => make({ ...right, f: 1 }), TypeError, "such as one, got 1");
  assertThrows(() => make({ ...right, even: 3 }), RangeError, "even is odd");
  assertThrows(
    () => make({ ...right, small: 3n }),
    TypeError,
    "Cannot make: small must be a small number, got 3",
  );
});

Deno.test("listOf() calls one of a list as it is told", () => {
  const titles = listOf(text(), undefined, (i, list) => `${list}[${i}]`);
  const make = (titles_: unknown) =>
    readOptions("make", { titles: titles_ } as { titles: readonly string[] }, {
      titles,
    });
  assertEquals(make(["a", "b"]), { titles: ["a", "b"] });
  assertThrows(
    () => make(["a", 1]),
    TypeError,
    "Cannot make: titles[1] must be a text, got 1",
  );
  assertThrows(
    () => make(new Array(1)),
    TypeError,
    "Cannot make: titles[0] must be a text, got undefined",
  );
});

Deno.test("optionsOf() reads options within options, by the same rules", () => {
  interface Start {
    readonly lr: number;
    readonly mode?: "a" | "b";
  }
  const make = (start: unknown) =>
    readOptions("make", { start } as { start: Start }, {
      start: optionsOf<Start>({ lr, mode }),
    });
  assertEquals(make({ lr: 1 }), { start: { lr: 1, mode: "a" } });
  const refused: [unknown, typeof RangeError | typeof TypeError, string][] = [
    [{ lr: 0 }, RangeError, "start.lr must be a finite number above 0, got 0"],
    [{ rl: 1 }, TypeError, "start must be among { lr, mode }, got rl"],
    [3, TypeError, "start must be an object { lr, mode }, got 3"],
  ];
  for (const [start, kind, message] of refused) {
    assertThrows(() => make(start), kind, `Cannot make: ${message}`);
  }
  const called = optionsOf<Start>(
    { lr, mode },
    (option, whole, { mode }) => `${option} of ${whole} (${mode})`,
  );
  assertThrows(
    () => called.read("make", "it", { lr: 0, mode: "b" }, {}),
    RangeError,
    "Cannot make: lr of it (b) must be",
  );
});

Deno.test("a kind may look at what its option belongs to", () => {
  interface Range {
    readonly from: number;
    readonly to: number;
  }
  const to = kind((doing, name, value, whole) => {
    if (Number(value) > (whole as Range).from) return Number(value);
    throw new RangeError(`Cannot ${doing}: ${name} is not beyond from`);
  });
  const make = (range: Range) =>
    readOptions("make", range, { from: number(), to });
  assertEquals(make({ from: 1, to: 2 }), { from: 1, to: 2 });
  assertThrows(() => make({ from: 2, to: 2 }), RangeError, "make: to is not");
});

// What the compiler must refuse; none of it runs.
export function refusedByTheCompiler(): void {
  // @ts-expect-error: it lacks `title`.
  readOptions("make", given, { lr, depths, eps, mode });
  // @ts-expect-error: it has one too many.
  readOptions("make", given, { lr, depths, eps, mode, title, more: text() });
  // @ts-expect-error: `eps` need not be given, and so needs a default.
  readOptions("make", given, { lr, depths, eps: number(), mode, title });
  // @ts-expect-error: `lr` must be given, and so has no default.
  readOptions("make", given, { lr: lr.or(1), depths, eps, mode, title });
  // @ts-expect-error: `lr` is no text.
  readOptions("make", given, { lr: text(), depths, eps, mode, title });
  // @ts-expect-error: "c" is none of the words.
  readOptions("make", given, { lr, depths, eps, mode: mode.or("c"), title });
  // @ts-expect-error: it lacks `title`.
  optionsOf<Given>({ lr, depths, eps, mode });
  // @ts-expect-error: it has one too many.
  optionsOf<Given>({ lr, depths, eps, mode, title, more: text() });
}
