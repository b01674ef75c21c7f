import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  canonical,
  decode,
  encode,
  pack,
  packedParts,
  unpack,
} from "../../lib/store/codec.ts";
import { holds } from "../_property.ts";

/** Every kind of typed array, by name. */
const KINDS = [
  Float64Array,
  Float32Array,
  Float16Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  BigInt64Array,
  BigUint64Array,
] as const;

type Typed = InstanceType<typeof KINDS[number]>;

/** A typed array of any kind over any bytes, at any multiple of its elements' size. */
const typedArray: fc.Arbitrary<Typed> = fc.tuple(
  fc.constantFrom(...KINDS),
  fc.uint8Array({ maxLength: 40 }),
  fc.nat(2),
).map(([Kind, bytes, offset]) => {
  const size = Kind.BYTES_PER_ELEMENT;
  const length = Math.floor(bytes.length / size);
  const buffer = new ArrayBuffer((offset + length) * size);
  new Uint8Array(buffer).set(bytes.subarray(0, length * size), offset * size);
  return new Kind(buffer, offset * size, length);
});

const name = fc.oneof(
  fc.string(),
  fc.constantFrom("$", "$$", "$x", "$$x", "__proto__", "toString", "1", ""),
);

const leaf = fc.oneof(
  fc.double(),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 5e-324, 2 ** 53, -1e21),
  fc.string({ unit: "binary" }),
  fc.constantFrom("$", '"$', "\u2028", "\ud800", "NaN", '{"$":"NaN"}'),
  fc.boolean(),
  fc.constant(null),
  typedArray,
);

/** Anything that can be encoded, nested; no property of it is undefined. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(fc.oneof(tie("value"), fc.constant(undefined)), { maxLength: 5 }),
    fc.array(fc.tuple(name, tie("value")), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

/** Holds two values to the same kinds, names in the same order, and bits. */
function assertSame(got: unknown, expected: unknown): void {
  if (typeof expected !== "object" || expected === null) {
    assert(Object.is(got, expected), `${String(got)} for ${String(expected)}`);
    return;
  }
  assertStrictEquals(
    Object.getPrototypeOf(got),
    Object.getPrototypeOf(expected),
  );
  if (ArrayBuffer.isView(expected)) {
    assertEquals(bytes(got as Typed), bytes(expected as Typed));
    return;
  }
  assertEquals(Object.keys(got as object), Object.keys(expected));
  for (const key of Object.keys(expected)) {
    assertSame(at(got, key), at(expected, key));
  }
}

const at = (value: unknown, key: string) =>
  Object.getOwnPropertyDescriptor(value, key)!.value;

const bytes = ({ buffer, byteOffset, byteLength }: Typed) =>
  new Uint8Array(buffer, byteOffset, byteLength);

Deno.test("decode() gives what encode() was given, on one line that is JSON", () => {
  holds(
    fc.property(value, (value) => {
      const text = encode(value);
      assert(!/[\n\r]/.test(text));
      JSON.parse(text);
      assertSame(decode(text), value);
      assertSame(decode(new TextDecoder().decode(utf8(text))), value);
    }),
    500,
  );
});

const utf8 = (text: string) => new TextEncoder().encode(text);

Deno.test("encode() of worked examples", () => {
  const rows: [unknown, string][] = [
    [{ std: 0.1, label: "a" }, '{"std":0.1,"label":"a"}'],
    [
      [NaN, Infinity, -Infinity, -0, 0],
      '[{"$":"NaN"},{"$":"Infinity"},{"$":"-Infinity"},-0.0,0]',
    ],
    [{ a: undefined, b: [undefined] }, '{"b":[{"$":"undefined"}]}'],
    [{ $: 1, $a: 2, a$: 3 }, '{"$$":1,"$$a":2,"a$":3}'],
    [Float64Array.of(1), '{"$":"Float64Array","base64":"AAAAAAAA8D8="}'],
    [Uint8Array.of(255, 0), '{"$":"Uint8Array","base64":"/wA="}'],
    [undefined, '{"$":"undefined"}'],
    [null, "null"],
  ];
  for (const [value, text] of rows) assertEquals(encode(value), text);
  assertEquals(decode(encode({ a: undefined, b: 1 })), { b: 1 });
  // An array of a class of its own, and one in shared memory.
  const numbers = Float32Array.of(1, NaN);
  class Numbers extends Float32Array {}
  assertEquals(encode(Numbers.from(numbers)), encode(numbers));
  const shared = new Float32Array(new SharedArrayBuffer(8));
  shared.set(numbers);
  assertEquals(encode(shared), encode(numbers));
  // A hole is read as undefined; an object without a prototype as one with.
  assertSame(decode(encode(new Array(2))), [undefined, undefined]);
  assertSame(decode(encode(Object.assign(Object.create(null), { a: 1 }))), {
    a: 1,
  });
});

Deno.test("canonical() is the same for the same value whatever the order of its names", () => {
  assertEquals(
    canonical({ b: { d: 1, c: -0 }, a: [2, 1], u: undefined }),
    '{"a":[2,1],"b":{"c":-0.0,"d":1}}',
  );
  const backwards = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(backwards)
      : typeof value === "object" && value && !ArrayBuffer.isView(value)
      ? Object.fromEntries(
        Object.entries(value).reverse().map((
          [name, inner],
        ) => [name, backwards(inner)]),
      )
      : value;
  holds(
    fc.property(value, (value) => {
      assertEquals(canonical(backwards(value)), canonical(value));
      assertEquals(
        canonical(decode(canonical(value))),
        canonical(value),
      );
    }),
    200,
  );
});

Deno.test("encode() and pack() refuse what cannot be kept, and say where it is", () => {
  const circle: Record<string, unknown> = { a: [1] };
  (circle.a as unknown[]).push({ back: circle });
  const rows: [unknown, string, string][] = [
    [{ a: [1, { f() {} }] }, "value.a[1].f", "the function f"],
    [Symbol("s"), "value", "Symbol(s)"],
    [[1n], "value[0]", "1"],
    [{ m: new Map() }, "value.m", "a Map"],
    [{ d: new Date(0) }, "value.d", "a Date"],
    [{ v: new DataView(new ArrayBuffer(1)) }, "value.v", "a DataView"],
    [[new ArrayBuffer(1)], "value[0]", "an ArrayBuffer"],
    [circle, "value.a[1].back", "what it is within"],
  ];
  for (const [value, where, got] of rows) {
    for (const call of [encode, canonical, pack]) {
      assertThrows(
        () => call(value),
        TypeError,
        `Cannot ${
          call === pack ? "pack" : "encode"
        }: ${where} must be plain data or a typed array, got ${got}`,
      );
    }
  }
  // Twice is no circle.
  const twice = { a: 1 };
  assertEquals(decode(encode([twice, twice])), [twice, twice]);
});

Deno.test("decode() refuses texts that encode() cannot have given", () => {
  const rows: [string, string][] = [
    ["", "nothing"],
    ['{"a":1', '{"a":1'],
    ['{"$":"Infinite"}', '{"$":"Infinite"}'],
    ['{"$":"Float64Array","base64":"AAAA"}', "Float64Array"],
    ['{"$":"Uint8Array","base64":"?"}', "Uint8Array"],
    ['{"$":"Uint8Array"}', "Uint8Array"],
    ['{"$x":1}', "$x"],
    ["x".repeat(100), `${"x".repeat(80)}...`],
  ];
  for (const [text, got] of rows) {
    const { message } = assertThrows(() => decode(text), SyntaxError);
    assert(
      message.startsWith(
        "Cannot decode: the text must be what encode gave, got ",
      ) && message.includes(got),
      message,
    );
  }
});

Deno.test("unpack() gives what pack() was given", () => {
  holds(
    fc.property(value, (value) => assertSame(unpack(pack(value)), value)),
    500,
  );
});

Deno.test("pack() of the same value gives the same bytes, of another value others", () => {
  holds(
    fc.property(value, value, (a, b) => {
      assertEquals(pack(decode(encode(a))), pack(a));
      assertEquals(encode(a) === encode(b), equal(pack(a), pack(b)));
    }),
    200,
  );
  // The rest of a number's eight bytes is zero whatever lay there.
  assertEquals(
    pack(Uint8Array.of(7)).slice(-8),
    Uint8Array.of(7, 0, 0, 0, 0, 0, 0, 0),
  );
});

const equal = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

Deno.test("unpack() gives views of the bytes, each from a multiple of 8", () => {
  const arrays = [
    Uint8Array.of(1),
    Float64Array.of(0.5, NaN),
    Int16Array.of(3),
  ];
  const packed = pack({ arrays, name: "xyz" });
  const read = unpack(packed) as { arrays: Float64Array[] };
  for (const [i, array] of read.arrays.entries()) {
    assertStrictEquals<unknown>(array.buffer, packed.buffer);
    assertEquals(array.byteOffset % 8, 0);
    assertEquals<unknown>(array, arrays[i]);
  }
  // Also of bytes in the middle of others, and in shared memory.
  const shared = new Uint8Array(new SharedArrayBuffer(packed.length + 16), 8);
  shared.set(packed);
  const there = unpack(shared.subarray(0, packed.length)) as typeof read;
  assertStrictEquals<unknown>(there.arrays[1].buffer, shared.buffer);
  assertEquals(there, read);
  // Of bytes that begin elsewhere there is one copy.
  const odd = new Uint8Array(packed.length + 1).subarray(1);
  odd.set(packed);
  const copy = unpack(odd) as typeof read;
  assertEquals(copy, read);
  assertEquals(copy.arrays[1].byteOffset % 8, 0);
});

Deno.test("pack() of large data makes no text of it", () => {
  const x = new Float64Array(1e6).fill(1 / 3);
  const packed = pack({ train: { x } });
  assertEquals(packed.length, 8e6 + 80);
  const read = unpack(packed) as { train: { x: Float64Array } };
  assertInstanceOf(read.train.x, Float64Array);
  assertEquals(read.train.x.length, 1e6);
});

Deno.test("packedParts() are the bytes of pack(), with views of the arrays", () => {
  holds(
    fc.property(value, (value) => {
      const parts = packedParts(value);
      assertEquals(parts.flatMap((part) => [...part]), [...pack(value)]);
    }),
    100,
  );
  const x = Float64Array.of(1, 2);
  const buffers = packedParts({ x }).map(({ buffer }) => buffer);
  assert(buffers.includes(x.buffer));
});

Deno.test("unpack() refuses other bytes, and a part of them", () => {
  const packed = pack({ x: Float64Array.of(1, 2) });
  const rows: [Uint8Array, string][] = [
    [new Uint8Array(), "other bytes"],
    [new TextEncoder().encode("a text of 23 characters"), "other bytes"],
    [packed.slice(0, -8), `${packed.length - 8} of ${packed.length} bytes`],
  ];
  for (const [bytes, got] of rows) {
    assertThrows(
      () => unpack(bytes),
      SyntaxError,
      `Cannot unpack: the bytes must be what pack gave, got ${got}`,
    );
  }
});
