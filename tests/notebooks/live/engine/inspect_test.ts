import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Matrix } from "ml-matrix";
import { randn, seeded } from "weightlab";
import {
  inspect,
  printed,
} from "../../../../notebooks/_jupyter/live/engine/inspect.ts";
import { holds } from "../../../_property.ts";

/** What Deno tells of a value. */
const told = (value: unknown) => Deno.inspect(value, { colors: false });

class P {
  x = 1;
  #y = 2;
  hidden() {
    return this.#y;
  }
  get z() {
    return 3;
  }
}
class Q extends P {
  w = [1, 2];
}
class MyArray extends Array {}
class MyErr extends Error {
  code = 5;
  override name = "MyErr";
}
const circ: Record<string, unknown> = { a: 1 };
circ.self = circ;
circ.deep = { up: circ, list: [circ] };
const deep = (n: number): unknown => n === 0 ? 1 : { d: deep(n - 1) };
const deepA = (n: number): unknown => n === 0 ? 1 : [deepA(n - 1)];
const sparse = [1, , , 4];
const withProp = Object.assign([1, 2], { x: 5 });
const fn = Object.assign(function foo() {}, { prop: 1 });
const VALUES: Record<string, unknown> = {
  u: undefined,
  n: null,
  t: true,
  i: 5,
  nz: -0,
  nan: NaN,
  big: 10n,
  s: "a",
  sq: "it's",
  sdq: 'say "x"',
  both: `"'`,
  all: "\"'`",
  nl: "a\nb\tc\\d",
  ctl: "\x00\x1b\x7f",
  uni: "한글 ☃ 🎉",
  long: "x".repeat(200),
  sym: Symbol("a"),
  sym2: Symbol(),
  symit: Symbol.iterator,
  f1: fn,
  f2: () => {},
  f3: async () => {},
  f4: function* gg() {},
  f5: class {},
  f6: P,
  f7: Q,
  f8: async function* ag() {},
  math: Math.max,
  f9: Object.assign(() => {}, { a: 1 }),
  o: {},
  o1: { a: 1 },
  o2: { "a-b": 1, 5: 2, [Symbol("k")]: 3 },
  und: { a: undefined, f: () => {}, s: Symbol("q") },
  nested: { a: { b: { c: { d: { e: { f: 1 } } } } } },
  d4: deep(4),
  d5: deep(5),
  d6: deep(6),
  dA5: deepA(5),
  dA8: deepA(8),
  arr: [],
  a1: [1],
  a6: [1, 2, 3, 4, 5, 6],
  a7: [1, 2, 3, 4, 5, 6, 7],
  a100: Array.from({ length: 100 }, (_, i) => i),
  a101: Array.from({ length: 101 }, (_, i) => i),
  a250: Array.from({ length: 250 }, (_, i) => i * 1.5),
  af: Array.from({ length: 30 }, (_, i) => Math.sqrt(i)),
  as: Array.from(
    { length: 26 },
    (_, i) => String.fromCharCode(97 + i).repeat(i % 5 + 1),
  ),
  aobj: Array.from({ length: 10 }, (_, i) => ({ i, sq: i * i })),
  aa: [[1, 2], [3, 4]],
  aaa: [[[1]]],
  aaaa: [[[[1, [2]]]]],
  mixed: [1, "a", null, undefined, { a: 1 }, [2]],
  neg: [-1, 2, -3, 4, -5, 6, -7],
  bigs: [1n, 2n, 3n, 4n, 5n, 6n, 7n],
  sparse,
  withProp,
  empty10: Array(10),
  E2: MyArray.from([1, 2]),
  longstrs: ["x".repeat(50), "y".repeat(50)],
  longobj: {
    alpha: "x".repeat(30),
    beta: "y".repeat(30),
    gamma: "z".repeat(30),
  },
  obj7: { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8 },
  objlong: Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => ["key" + i, i]),
  ),
  obj120: Object.fromEntries(
    Array.from({ length: 120 }, (_, i) => ["key" + i, i]),
  ),
  p: new P(),
  q: new Q(),
  e2: new MyArray(),
  np: Object.create(null),
  np2: Object.assign(Object.create(null), { a: 1 }),
  inh: Object.create({ a: 1 }),
  anon: new (class {})(),
  anon2: new (class {
    a = 1;
  })(),
  tag: { [Symbol.toStringTag]: "Tagged", a: 1 },
  getter: {
    get a() {
      return 1;
    },
    set a(one) {
      String(one);
    },
    get b() {
      return 2;
    },
    set c(one: number) {
      String(one);
    },
  },
  m: new Map([["a", 1], ["b", 2]]),
  m0: new Map(),
  mo: new Map([[{ a: 1 }, { b: 2 }]]),
  mnest: { m: new Map([["a", new Map([["b", [1]]])]]) },
  m20: new Map(Array.from({ length: 20 }, (_, i) => ["k" + i, i])),
  m120: new Map(Array.from({ length: 120 }, (_, i) => [i, i])),
  set: new Set([1, 2]),
  set0: new Set(),
  setlong: new Set(Array.from({ length: 30 }, (_, i) => i)),
  set120: new Set(Array.from({ length: 120 }, (_, i) => i)),
  wm: new WeakMap(),
  ws: new WeakSet(),
  subm: new (class SM extends Map<number, number> {})([[1, 2]]),
  f32: new Float32Array([1, 2.5]),
  f64: new Float64Array(10),
  u8: new Uint8Array(300),
  u80: new Uint8Array(0),
  bi: new BigInt64Array(2),
  date: new Date(0),
  bad: new Date(NaN),
  re: /a/gi,
  url: new URL("http://a/b?c#d"),
  pp: new Promise(() => {}),
  proxy: new Proxy({ a: 1 }, {}),
  bn: Object(5),
  bs: Object("abc"),
  bb: Object(false),
  bsy: Object(Symbol("x")),
  bbi: Object(5n),
  circ,
  gen: (function* () {})(),
  ait: [1][Symbol.iterator](),
  math2: Math,
  json: JSON,
  refl: Reflect,
  intl: new Intl.NumberFormat(),
  mat: new Matrix([[1, 2], [3, 4.5]]),
  matbig: Matrix.ones(20, 15),
  matIn: { m: new Matrix([[1, 2]]) },
  mats: [new Matrix([[1]])],
  wmat: randn(seeded(1), 2, 3),
  custom: {
    [Symbol.for("Deno.customInspect")]: (i: unknown, o: unknown) =>
      `custom ${typeof i} ${typeof o}`,
  },
  custom2: {
    a: {
      [Symbol.for("nodejs.util.inspect.custom")]: (
        d: unknown,
        _: unknown,
        i: unknown,
      ) => `node ${d} ${typeof i}`,
    },
  },
  ml: { a: "line1\nline2\nline3" },
  mlarr: ["a\nb", "c"],
  longml: { a: "word ".repeat(30), b: ("line ".repeat(5) + "\n").repeat(5) },
  numkeys: { 1: "a", 2: "b" },
  negz: [-0, 0],
  quotesKey: { "it's": 1, 'say "x"': 2, "": 3, "한": 1 },
  bools: Array(20).fill(true),
  nulls: Array(8).fill(null),
  strs: ["He", "Xavier", "LeCun", "0.01", "orthogonal", "uniform", "normal"],
  wide: ["한글", "다", "라마바", "사", "아자", "차", "카"],
  objarr: { a: [1, 2, 3], b: [4, 5, 6], c: { d: [7, 8] } },
  hist: {
    train: { loss: [2.3, 1.2], acc: [0.1, 0.5] },
    test: { loss: [2.2], acc: [0.2] },
  },
  deepmix: [{ a: [{ b: [{ c: [1] }] }] }],
  sizes: {
    a: new Float32Array(4),
    b: new Float64Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
  },
  classIn: { p: new P(), k: P },
  symdesc: { [Symbol.iterator]: 1 },
  strobj: { s: "a".repeat(80) },
  str120: "a ".repeat(60),
  arr16str: Array.from({ length: 16 }, (_, i) => "item number " + i),
  emptyIn: { a: {}, b: [], c: new Map(), d: new Set() },
  nonenum: Object.defineProperty({ a: 1 }, "hid", { value: 2 }),
  frozen: Object.freeze({ a: 1 }),
  layers: [{ name: "affine", size: [784, 100] }, { name: "sigmoid" }],
};

Deno.test("inspect() tells every kind of value as Deno does", () => {
  for (const [name, value] of Object.entries(VALUES)) {
    assertEquals(inspect(value), told(value), name);
    assertEquals(inspect({ [name]: [value] }), told({ [name]: [value] }), name);
  }
});

Deno.test("inspect() tells errors with where they were thrown, and what they hold", () => {
  const errors = [
    new Error("plain"),
    new MyErr("of its own class"),
    new TypeError("outer", { cause: new RangeError("inner") }),
    new AggregateError([new Error("one"), 2], "several"),
    Object.assign(new Error("with more"), { extra: 1 }),
    new Error(""),
    new Error("of two\nlines"),
  ];
  for (const error of errors) {
    assertEquals(inspect(error), told(error));
    assertEquals(inspect({ error }), told({ error }));
  }
  // As Firefox has stacks: frames alone.
  const error = new Error("a reason");
  error.stack = "f@cell-1.ts:2:3\n@cell-1.ts:4:5\n";
  assertEquals(
    inspect(error),
    "Error: a reason\n    at f@cell-1.ts:2:3\n    at @cell-1.ts:4:5",
  );
});

Deno.test("inspect() tells any JSON as Deno does", () => {
  holds(
    fc.property(
      fc.jsonValue({ maxDepth: 6 }),
      (value) => assertEquals(inspect(value), told(value)),
    ),
    300,
  );
});

Deno.test("inspect() tells any objects, maps, sets and arrays as Deno does", () => {
  const any = fc.anything({
    ...{ withBigInt: true, withDate: true, withMap: true, withSet: true },
    ...{ withTypedArray: true, withSparseArray: true, maxDepth: 4 },
    withNullPrototype: true,
  });
  holds(
    fc.property(any, (value) => assertEquals(inspect(value), told(value))),
    500,
  );
});

Deno.test("inspect() sets long arrays in Deno's columns", () => {
  const elements = [
    fc.double(),
    fc.integer(),
    fc.oneof(fc.double(), fc.string({ maxLength: 20 })),
    fc.constantFrom("He", "한글", "🎉", "a longer one", "다"),
  ];
  for (const element of elements) {
    holds(
      fc.property(fc.array(element, { maxLength: 130 }), (value) => {
        assertEquals(inspect(value), told(value));
        assertEquals(inspect({ a: { value } }), told({ a: { value } }));
      }),
      100,
    );
  }
});

Deno.test("inspect() quotes any text as Deno does", () => {
  const code = fc.oneof(
    fc.integer({ max: 0x17f, min: 0 }),
    fc.constantFrom(..."\"'`\\\n".split("").map((one) => one.charCodeAt(0))),
  );
  const text = fc.array(code, { maxLength: 120 })
    .map((codes) => String.fromCharCode(...codes));
  holds(
    fc.property(
      text,
      (value) => assertEquals(inspect(value), told(value)),
    ),
    300,
  );
});

Deno.test("inspect() tells as deep, as many and as wide as it is asked to", () => {
  const value = {
    list: Array.from({ length: 20 }, (_, i) => i),
    deep: deep(9),
  };
  for (
    const options of [
      { depth: 1 },
      { depth: Infinity },
      { iterableLimit: 3 },
      { breakLength: 200 },
      {},
    ]
  ) {
    assertEquals(
      inspect(value, options),
      Deno.inspect(value, { colors: false, ...options }),
    );
  }
});

Deno.test("what a page cannot look into says so", () => {
  assertEquals(inspect(Promise.resolve(1)), "Promise { <pending> }");
});

/** Arguments of `console.log`, as they are written. */
const LOGGED = [
  '"a"',
  '"100%"',
  '"%s"',
  '"%s","x"',
  '"%s",5',
  '"%s",{a:1}',
  '"%s",null',
  '"%s",undefined',
  '"%s",Symbol("q")',
  '"%s",10n',
  '"%s",-0',
  '"%s", [1,[2,[3]]]',
  '"%s", {toString(){return "T"}}',
  '"%d",1.5',
  '"%d","42"',
  '"%d","4.7"',
  '"%d","x"',
  '"%d",10n',
  '"%d",{}',
  '"%d",null',
  '"%d",Symbol("a")',
  '"%d",-0',
  '"%i",1.9',
  '"%i","3.9"',
  '"%i",-1.9',
  '"%i",{}',
  '"%i",5n',
  '"%f","2.5"',
  '"%f",2.5',
  '"%f","x"',
  '"%f",5n',
  '"%j",{a:1}',
  '"%j","a"',
  '"%j",(() => { const c = {}; c.c = c; return c; })()',
  '"%j",undefined',
  '"%o",{a:1,f(){}}',
  '"%o",[1,2]',
  '"%o","s"',
  '"%O",{a:{b:{c:{d:{e:{f:1}}}}}}',
  '"%O","s"',
  '"%o",5',
  '"%c red","color:red"',
  '"%%"',
  '"%% %s","a"',
  '"%%","a"',
  '"50% of %s","x"',
  '"%x","a"',
  '"%s %s","a"',
  '"%s","a","b",{c:1}',
  '"a",{b:1},"c",[1]',
  '{a:1},"%s","x"',
  '1,"a"',
  '"a\\nb",5',
  '"%s", "a\\nb"',
  "",
  "undefined",
  'null,"x"',
  '"%s%s%d","a","b",3',
  '"%","a"',
  '"a%","b"',
  '"%s", new Date(0)',
  '"%s", new (class {})()',
  '"%d", true',
  '"%i", true',
  '"%f", true',
  '"%d",""',
  '"%s",true',
];

Deno.test("printed() prints what Deno's console.log does", async () => {
  const code = LOGGED.map((args) =>
    `console.log(${args}); console.log("\\x01");`
  )
    .join("\n");
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", code],
    env: { NO_COLOR: "1" },
  }).output();
  const lines = new TextDecoder().decode(stdout).split("\n\x01\n");
  for (const [i, args] of LOGGED.entries()) {
    assertEquals(printed((0, eval)(`[${args}]`)), lines[i], args);
  }
});
