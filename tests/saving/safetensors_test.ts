import { Buffer } from "node:buffer";
import {
  assert,
  assertEquals,
  assertNotStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  readSafetensors,
  type StoredTensor,
  writeSafetensors,
} from "weightlab";
import { holds } from "../_property.ts";

/** A file with this header, its length, and zeros for data. */
function file(header: string | Uint8Array, data = 0): Uint8Array {
  const text = typeof header === "string"
    ? new TextEncoder().encode(header)
    : header;
  const bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

/** The header of a file that was written. */
function headerOf(bytes: Uint8Array): string {
  const size = new DataView(bytes.buffer).getBigUint64(0, true);
  return new TextDecoder().decode(bytes.subarray(8, 8 + Number(size)));
}

const F64 = (...values: number[]): StoredTensor => ({
  dtype: "F64",
  shape: [values.length],
  values: Float64Array.from(values),
});

function message(bytes: Uint8Array): string {
  const error = assertThrows(() => readSafetensors(bytes), Error);
  assert(error instanceof TypeError || error instanceof RangeError);
  const [, said] = error.message.match(/^Cannot read safetensors: (.*)$/s)!;
  return said;
}

Deno.test("writeSafetensors() writes the length, the header, and the data, larger dtypes first, then by name", () => {
  const f32 = { ...F64(1), dtype: "F32" };
  const bytes = writeSafetensors({
    tensors: new Map([["b", F64(1, 2)], ["a", f32], ["Z", F64(-0)]]),
    metadata: { z: "1", a: 'é\n"' },
  });
  const header = '{"__metadata__":{"a":"é\\n\\"","z":"1"},' +
    '"Z":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},' +
    '"b":{"dtype":"F64","shape":[2],"data_offsets":[8,24]},' +
    '"a":{"dtype":"F32","shape":[1],"data_offsets":[24,28]}}';
  assertEquals(headerOf(bytes).trimEnd(), header);
  assertEquals(bytes.length % 8, 28 % 8);
  const data = bytes.slice(-28);
  assertEquals([...data.slice(0, 8)], [0, 0, 0, 0, 0, 0, 0, 128]);
  assertEquals([...data.slice(8, 16)], [0, 0, 0, 0, 0, 0, 240, 63]);
  assertEquals([...data.slice(24)], [0, 0, 128, 63]);
});

Deno.test("names are in the order of their code points, whatever they are", () => {
  const names = [
    "10",
    "2",
    "__proto__",
    "a",
    "a.b",
    "ab",
    "\uffff",
    "\u{1f600}",
  ];
  const tensors = new Map(names.toReversed().map((name) => [name, F64(1)]));
  const read = readSafetensors(writeSafetensors({ tensors }));
  assertEquals([...read.tensors.keys()], names);
  assertEquals(read.tensors.get("__proto__"), F64(1));
  assertEquals(Object.getPrototypeOf(read.metadata), Object.prototype);
});

Deno.test("a file without tensors is one, and so is a tensor without numbers", () => {
  const none = writeSafetensors({ tensors: new Map() });
  assertEquals(readSafetensors(none), { tensors: new Map(), metadata: {} });
  const empty = { dtype: "F64", shape: [0, 3], values: new Float64Array() };
  const tensors = new Map([["b", F64()], ["a", empty], ["c", F64(7)]]);
  const read = readSafetensors(writeSafetensors({ tensors }));
  assertEquals(read.tensors, tensors);
});

const anyTensor = fc.array(fc.nat(3), { maxLength: 3 }).chain((shape) =>
  fc.record({
    dtype: fc.constantFrom("F64", "F32"),
    shape: fc.constant(shape),
    values: fc.array(fc.float(), {
      minLength: shape.reduce((a, b) => a * b, 1),
      maxLength: shape.reduce((a, b) => a * b, 1),
    }).map((values) => Float64Array.from(values)),
  })
);
const anyText = fc.string({ unit: "grapheme" });

Deno.test("what writeSafetensors() writes readSafetensors() reads, to the bit, and writes again", () => {
  const names = anyText.filter((name) => name !== "__metadata__");
  const files = fc.record({
    tensors: fc.array(fc.tuple(names, anyTensor)).map((all) => new Map(all)),
    metadata: fc.dictionary(anyText, anyText, { noNullPrototype: true }),
  });
  holds(
    fc.property(files, (it) => {
      const bytes = writeSafetensors(it), read = readSafetensors(bytes);
      assertEquals(read.metadata, it.metadata);
      assertEquals(new Set(read.tensors.keys()), new Set(it.tensors.keys()));
      for (const [name, { dtype, shape, values }] of read.tensors) {
        const given = it.tensors.get(name)!;
        assertEquals([dtype, shape], [given.dtype, given.shape]);
        assert(values.every((value, i) => Object.is(value, given.values[i])));
      }
      assertEquals(writeSafetensors(read), bytes);
    }),
    200,
  );
});

Deno.test("NaN's bits, infinities and the smallest numbers are kept", () => {
  const bits = BigUint64Array.of(
    0x7ff8_0000_0000_beefn,
    0xfff0_0000_0000_0000n,
    1n,
  );
  const x = F64(...new Float64Array(3));
  x.values.set(new Float64Array(bits.buffer));
  const bytes = writeSafetensors({ tensors: new Map([["x", x]]) });
  const { values } = readSafetensors(bytes).tensors.get("x")!;
  assertEquals(new BigUint64Array(values.buffer), bits);
});

Deno.test("readSafetensors() gives copies, of a view at any place and of shared memory too", () => {
  const bytes = writeSafetensors({ tensors: new Map([["x", F64(1, 2)]]) });
  for (const offset of [0, 1, 3, 8]) {
    const around = new Uint8Array(
      new SharedArrayBuffer(offset + bytes.length + 5),
    );
    around.set(bytes, offset);
    const view = around.subarray(offset, offset + bytes.length);
    const { tensors } = readSafetensors(view);
    around.fill(0);
    assertEquals(tensors.get("x"), F64(1, 2));
  }
  // Node's, whose slice copies nothing, and which lie anywhere in a pool.
  const pooled = Buffer.from("x" + String.fromCharCode(...bytes), "latin1");
  const { tensors } = readSafetensors(pooled.subarray(1));
  pooled.fill(0);
  assertEquals(tensors.get("x"), F64(1, 2));
  const [one, other] = [readSafetensors(bytes), readSafetensors(bytes)];
  const values = (it: typeof one) => it.tensors.get("x")!.values;
  assertNotStrictEquals(values(one).buffer, values(other).buffer);
});

/** Every half, by the definition: sign, 5 bits of exponent, 10 of mantissa. */
function half(bits: number): number {
  const sign = bits >> 15 ? -1 : 1, e = bits >> 10 & 31, m = bits & 1023;
  if (e === 31) return m ? NaN : sign * Infinity;
  return sign * (e === 0 ? m * 2 ** -24 : (1024 + m) * 2 ** (e - 25));
}

Deno.test("F16 and BF16 are read exactly, each of their 65,536 numbers", () => {
  const all = Uint16Array.from({ length: 65536 }, (_, i) => i);
  const read = (dtype: string) => {
    const header =
      `{"x":{"dtype":"${dtype}","shape":[65536],"data_offsets":[0,131072]}}`;
    const bytes = file(header, all.byteLength);
    bytes.set(new Uint8Array(all.buffer), bytes.length - all.byteLength);
    return readSafetensors(bytes).tensors.get("x")!.values;
  };
  const halves = read("F16"), tops = read("BF16");
  const view = new DataView(new ArrayBuffer(4));
  for (const i of all) {
    assert(Object.is(halves[i], half(i)), `F16 ${i}: ${halves[i]}`);
    view.setUint16(0, i);
    assert(Object.is(tops[i], view.getFloat32(0)), `BF16 ${i}: ${tops[i]}`);
  }
});

Deno.test("integers are read exactly, or refused", () => {
  const read = (dtype: string, bytes: number[]) => {
    const header =
      `{"x":{"dtype":"${dtype}","shape":[],"data_offsets":[0,${bytes.length}]}}`;
    const whole = file(header, bytes.length);
    whole.set(bytes, whole.length - bytes.length);
    return [...readSafetensors(whole).tensors.get("x")!.values];
  };
  const ones = Array(8).fill(255);
  for (const size of [1, 2, 4]) {
    assertEquals(read(`I${8 * size}`, ones.slice(0, size)), [-1]);
    assertEquals(read(`U${8 * size}`, ones.slice(0, size)), [256 ** size - 1]);
  }
  assertEquals(read("BOOL", [1]), [1]);
  assertEquals(read("I64", ones), [-1]);
  assertEquals(read("U64", [1, 0, 0, 0, 0, 1, 0, 0]), [2 ** 40 + 1]);
  const error = assertThrows(() => read("U64", ones), RangeError);
  assertEquals(
    error.message,
    'Cannot read safetensors: the tensor "x" must hold integers of at most 2^53, which float64 has, got 18446744073709551615',
  );
});

const tensor = (offsets: string, shape = "[1]", dtype = "F64") =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`;

Deno.test("readSafetensors() says what is wrong with a file", () => {
  const sfile = writeSafetensors({ tensors: new Map([["x", F64(1, 2)]]) });
  const long = "n".repeat(10_000);
  const cases: [Uint8Array, string][] = [
    [
      new Uint8Array(),
      "a safetensors file must begin with 8 bytes for its header's length, got an empty file",
    ],
    [
      sfile.slice(0, 5),
      "a safetensors file must begin with 8 bytes for its header's length, got 5 bytes",
    ],
    [
      sfile.slice(0, 30),
      "the header must have the 56 bytes that the file states, got 22 (the file is cut short)",
    ],
    [
      sfile.slice(0, -1),
      'the tensor "x" must end within the data, got byte 16 of 15 (the file is cut short)',
    ],
    [
      Uint8Array.of(...sfile, 0),
      "the data must end with the last tensor, at byte 16, got 17 bytes (the file is too long)",
    ],
    [
      new TextEncoder().encode("PK\x03\x04 and what follows in a zip"),
      "bytes must be a safetensors file, 8 bytes and a header that begins with {, got a zip archive, as torch.save and numpy.savez write them; in Python safetensors.torch.save_file and its like write one",
    ],
    [
      Uint8Array.of(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9),
      "bytes must be a safetensors file, 8 bytes and a header that begins with {, got a Python pickle, as torch.save wrote them before; in Python safetensors.torch.save_file and its like write one",
    ],
    [
      new TextEncoder().encode('{"0.W": [[1, 2]]}'),
      "bytes must be a safetensors file, 8 bytes and a header that begins with {, got a text; in Python safetensors.torch.save_file and its like write one",
    ],
    [
      new Uint8Array(100),
      "bytes must be a safetensors file, 8 bytes and a header that begins with {, got other bytes; in Python safetensors.torch.save_file and its like write one",
    ],
    [
      new Uint8Array(100).fill(255),
      "bytes must be a safetensors file, 8 bytes and a header that begins with {, got other bytes; in Python safetensors.torch.save_file and its like write one",
    ],
    [file("{nonsense}"), 'the header must be JSON, got "{nonsense}"'],
    [
      file(`{"${long}`),
      `the header must be JSON, got "{\\"${"n".repeat(58)}..."`,
    ],
    [
      file(Uint8Array.of(123, 34, 255, 34, 125)),
      "the header must be a text in UTF-8, got other bytes",
    ],
    [
      file('{"x":1}'),
      'the tensor "x" must be an object { dtype, shape, data_offsets }, got 1',
    ],
    [
      file('{"x":[1,2]}'),
      'the tensor "x" must be an object { dtype, shape, data_offsets }, got an array of 2',
    ],
    [
      file(`{"x":${tensor("[0,8]")},"x":${tensor("[0,8]")}}`, 8),
      'every name in the header must stand there once, got "x" twice',
    ],
    [
      file(`{"x":${tensor("[0,8]")},"\\u0078":${tensor("[8,16]")}}`, 16),
      'every name in the header must stand there once, got "x" twice',
    ],
    [
      file('{"x":{"dtype":"F64","dtype":"F32"}}'),
      'every name in the header must stand there once, got "dtype" twice',
    ],
    [
      file('{"x":{}}'),
      'the dtype of the tensor "x" must be one of F64, F32, F16, BF16, I64, U64, I32, U32, I16, U16, I8, U8, BOOL, got undefined',
    ],
    [
      file('{"x":{"__proto__":{"dtype":"F64"}}}'),
      'the dtype of the tensor "x" must be one of F64, F32, F16, BF16, I64, U64, I32, U32, I16, U16, I8, U8, BOOL, got undefined',
    ],
    [
      file(`{"x":${tensor("[0,1]", "[1]", "F8_E4M3")}}`, 1),
      'the dtype of the tensor "x" must be one of F64, F32, F16, BF16, I64, U64, I32, U32, I16, U16, I8, U8, BOOL, got "F8_E4M3"',
    ],
    [
      file(`{"x":${tensor("[0,8]", "[-1]")}}`, 8),
      'the shape of the tensor "x" must be an array of whole numbers from 0 up, got [-1]',
    ],
    [
      file(`{"x":${tensor("[0,8]", "[1.5]")}}`, 8),
      'the shape of the tensor "x" must be an array of whole numbers from 0 up, got [1.5]',
    ],
    [
      file(`{"x":${tensor("[0,8]", "[[1]]")}}`, 8),
      'the shape of the tensor "x" must be an array of whole numbers from 0 up, got an array of 1',
    ],
    [
      file(`{"x":${tensor("[0,8]", "[1e400]")}}`, 8),
      'the shape of the tensor "x" must be an array of whole numbers from 0 up, got [Infinity]',
    ],
    [
      file(`{"x":${tensor("[0]")}}`, 8),
      'the data_offsets of the tensor "x" must be two whole numbers from 0 up, got [0]',
    ],
    [
      file(`{"x":${tensor("[-8,0]")}}`, 8),
      'the data_offsets of the tensor "x" must be two whole numbers from 0 up, got [-8, 0]',
    ],
    [
      file(`{"x":${tensor("[8,0]")}}`, 8),
      'the data_offsets of the tensor "x" must be 8 bytes apart, as its shape [1] in F64 has it, got [8, 0]',
    ],
    [
      file(`{"x":${tensor("[0,8]", "[2]")}}`, 8),
      'the data_offsets of the tensor "x" must be 16 bytes apart, as its shape [2] in F64 has it, got [0, 8]',
    ],
    [
      file(`{"x":${tensor("[0,8]", `[${Array(30).fill(9e15)}]`)}}`, 8),
      'the data_offsets of the tensor "x" must be Infinity bytes apart, as its shape an array of 30 in F64 has it, got [0, 8]',
    ],
    [
      file(`{"x":${tensor("[0,8]")},"y":${tensor("[4,12]")}}`, 16),
      'the tensor "y" must begin where "x" ends, at byte 8 of the data, got byte 4',
    ],
    [
      file(`{"x":${tensor("[0,8]")},"y":${tensor("[16,24]")}}`, 24),
      'the tensor "y" must begin where "x" ends, at byte 8 of the data, got byte 16',
    ],
    [
      file(`{"x":${tensor("[8,16]")}}`, 16),
      'the tensor "x" must begin where the data begin, at byte 0 of the data, got byte 8',
    ],
    [
      file(`{"x":${tensor("[0,9007199254740984]", "[1125899906842623]")}}`, 16),
      'the tensor "x" must end within the data, got byte 9007199254740984 of 16 (the file is cut short)',
    ],
    [
      file('{"__metadata__":[]}'),
      "__metadata__ must be an object of texts, got an array of 0",
    ],
    [
      file('{"__metadata__":{"a":1}}'),
      '"a" in __metadata__ must be a text, got 1',
    ],
    [
      file(`{"x":{"dtype":{"constructor":{"name":{}}}}}`),
      'the dtype of the tensor "x" must be one of F64, F32, F16, BF16, I64, U64, I32, U32, I16, U16, I8, U8, BOOL, got an object',
    ],
    [
      file(`{"x":{"dtype":{"toString":1,"valueOf":1}}}`),
      'the dtype of the tensor "x" must be one of F64, F32, F16, BF16, I64, U64, I32, U32, I16, U16, I8, U8, BOOL, got an object',
    ],
  ];
  for (const [bytes, said] of cases) {
    assertEquals(message(bytes), said);
  }
});

Deno.test("a header that is deep, large or strange is refused, or read as what it says", () => {
  const deep = "[".repeat(200_000) + "]".repeat(200_000);
  message(file(`{"x":${deep}}`));
  message(file(`{"x":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`));
  message(file("{".repeat(1_000_000)));
  message(file(`{"${"\\\\".repeat(500_000)}":1}`));
  for (
    const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]
  ) {
    const header = `{"__metadata__":{"${name}":"a"},"${name}":${
      tensor("[0,8]")
    }}`;
    const { tensors, metadata } = readSafetensors(file(header, 8));
    assertEquals([...tensors.keys()], [name]);
    assertEquals(Object.entries(metadata), [[name, "a"]]);
  }
  assertEquals(
    Object.getOwnPropertyNames(Object.prototype).includes("a"),
    false,
  );
});

Deno.test("a file that is cut anywhere, or has another bit anywhere in its header, never passes for it", () => {
  const tensors = new Map([["x", F64(1, 2)], ["y", F64(3)]]);
  const bytes = writeSafetensors({ tensors, metadata: { a: "b" } });
  for (let end = 0; end < bytes.length; end++) message(bytes.slice(0, end));
  const data = 3 * 8, whole = readSafetensors(bytes);
  for (let at = 0; at < bytes.length - data; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const other = bytes.slice();
      other[at] ^= 1 << bit;
      try {
        const read = readSafetensors(other);
        // Another name, text or blank: as good a file.
        assertEquals(read.tensors.size, whole.tensors.size);
      } catch (error) {
        assert(error instanceof TypeError || error instanceof RangeError);
        assert(error.message.startsWith("Cannot read safetensors: "));
      }
    }
  }
});
