import { assertEquals, assertNotStrictEquals, assertThrows } from "@std/assert";
import {
  Affine,
  BatchNormalization,
  constant,
  he,
  Matrix,
  Momentum,
  param,
  readSafetensors,
  Relu,
  save,
  seeded,
  Sequential,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { drawn } from "../_property.ts";
import { base64, block, own, WIDTH } from "./_networks.ts";
import { Stateful } from "./_stateful.ts";

const affine = (seed = 1) =>
  new Affine(WIDTH, WIDTH, { init: he(), rng: seeded(seed) });
const norm = () => new BatchNormalization(WIDTH);

/** The names in what save() gives. */
const names = (
  ...call: Parameters<typeof save>
) => [...readSafetensors(save(...call)).tensors.keys()];

Deno.test("save() names what each layer has learned by the way to it", () => {
  assertEquals(names(affine()), ["W", "b"]);
  const net = new Sequential([
    affine(),
    new Relu(),
    new Sequential([norm(), own()]),
  ]);
  assertEquals(names(net), [
    "0.W",
    "0.b",
    "2.0.beta",
    "2.0.gamma",
    "2.0.runningMean",
    "2.0.runningVariance",
    "2.1.count",
    "2.1.shift",
  ]);
});

Deno.test("save() counts the batches of a cumulative average, which its next step needs", () => {
  const layer = new BatchNormalization(WIDTH, { convention: "paper" });
  for (const seed of [1, 2, 3]) layer.forward(drawn(seed, 4, WIDTH), "train");
  const { tensors } = readSafetensors(save(layer));
  assertEquals(tensors.get("batches"), {
    dtype: "F64",
    shape: [1, 1],
    values: Float64Array.of(3),
  });
  assertEquals(layer.clone().buffers[2].value, layer.buffers[2].value);
});

Deno.test("save() finds what a block holds without naming it, once", () => {
  const held = () => [affine(), norm(), own()];
  const of = (numbers: readonly number[]) =>
    ["W", "b"].map((name) => `${numbers[0]}.${name}`).concat(
      ["beta", "gamma", "runningMean", "runningVariance"]
        .map((name) => `${numbers[1]}.${name}`),
    ).sort();
  assertEquals(names(block(held(), "named")), [
    ...of([0, 1]),
    "2.count",
    "2.shift",
  ]);
  // The buffer of a user's layer that nobody names is nowhere to be found.
  assertEquals(names(block(held(), "silent")), [...of([0, 1]), "shift"]);
  assertEquals(names(block(held(), "half")), [
    "0.beta",
    "0.gamma",
    "0.runningMean",
    "0.runningVariance",
    "1.count",
    "1.shift",
    "2.W",
    "2.b",
  ]);
  const shared = norm();
  const twice = block([shared, block([shared, affine()], "named")], "named");
  assertEquals(names(twice), [
    "0.beta",
    "0.gamma",
    "0.runningMean",
    "0.runningVariance",
    "1.1.W",
    "1.1.b",
  ]);
});

Deno.test("save() writes the parameters of a block itself, and those of layers whose parameters it leaves out", () => {
  const scale = param("scale", new Matrix([[2]]));
  const outer = { ...block([affine()], "named"), params: [scale] };
  assertEquals(names(new Sequential([outer])), ["0.0.W", "0.0.b", "0.scale"]);
});

Deno.test("save() writes these bytes of a tiny network", () => {
  const net = new Affine(2, 1, {
    init: constant({ value: 0.5 }),
    rng: seeded(1),
  });
  net.b.value.set(0, 0, -1);
  const header = '{"__metadata__":{"by":"hand"},' +
    '"W":{"dtype":"F64","shape":[2,1],"data_offsets":[0,16]},' +
    '"b":{"dtype":"F64","shape":[1,1],"data_offsets":[16,24]}}';
  const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
  const golden = [
    ...[padded.length, 0, 0, 0, 0, 0, 0, 0],
    ...new TextEncoder().encode(padded),
    ...[0, 0, 0, 0, 0, 0, 0xe0, 0x3f],
    ...[0, 0, 0, 0, 0, 0, 0xe0, 0x3f],
    ...[0, 0, 0, 0, 0, 0, 0xf0, 0xbf],
  ];
  assertEquals([...save(net, { metadata: { by: "hand" } })], golden);
});

Deno.test("save() by default", async () => {
  const net = new Sequential([affine(), norm()]);
  await assertDefaults<{ dtype: "F64" | "F32" }>(
    (options) => base64(save(net, options)),
    { dtype: ["F64", "F32"] },
  );
  await assertDefaults<{ metadata: Record<string, string> }>(
    (options) => base64(save(net, options)),
    { metadata: [{}, { a: "b" }] },
  );
});

Deno.test('save({ dtype: "F32" }) rounds, and refuses what float32 has no room for', () => {
  const net = affine();
  const { tensors } = readSafetensors(save(net, { dtype: "F32" }));
  const { dtype, values } = tensors.get("W")!;
  assertEquals(dtype, "F32");
  assertEquals([...values], net.W.value.to1DArray().map(Math.fround));
  net.b.value.set(0, 0, Infinity).set(0, 1, NaN);
  save(net, { dtype: "F32" });
  net.b.value.set(0, 2, 1e39);
  const error = assertThrows(() => save(net, { dtype: "F32" }), RangeError);
  assertEquals(
    error.message,
    'Cannot save: every number of the tensor "b" must be within float32, 3.4e38, got 1e+39; "F64" holds it',
  );
});

Deno.test("save() gives bytes that nothing changes later", () => {
  const net = affine(), file = save(net), before = base64(file);
  net.W.value.fill(0);
  const again = save(net);
  assertNotStrictEquals(again.buffer, file.buffer);
  assertEquals(base64(file), before);
  assertEquals(file.byteLength, file.buffer.byteLength);
});

Deno.test("save({ optimizer }) writes its moments and counts", () => {
  const net = new Sequential([affine(), new Relu(), affine(2)]);
  const optimizer = new Stateful();
  optimizer.update(net.params);
  optimizer.update(net.params.slice(0, 1));
  const { tensors, metadata } = readSafetensors(
    save(net, { optimizer, metadata: { note: "halfway" } }),
  );
  const moments = [...tensors.keys()].filter((name) => /^opt/.test(name));
  assertEquals(moments, [
    "optimizer.0.W.m",
    "optimizer.0.b.m",
    "optimizer.2.W.m",
    "optimizer.2.b.m",
  ]);
  assertEquals(metadata, {
    note: "halfway",
    optimizer: "Stateful",
    "optimizer.updates": "2",
    "optimizer.0.W.updates": "2",
    "optimizer.0.b.updates": "1",
    "optimizer.2.W.updates": "1",
    "optimizer.2.b.updates": "1",
  });
});

Deno.test("save() refuses what would be lost or mistaken", () => {
  const said = (run: () => unknown) => assertThrows(run, Error).message;
  const [first, second] = [own(), own()];
  assertEquals(
    said(() => save(new Sequential([block([first, second], "silent")]))),
    'Cannot save: what a layer has learned must have names that differ, got two called "0.shift", in Block; if they belong to layers within it, let it name those in its layers',
  );
  for (const name of ["optimizer", "optimizer.updates"]) {
    assertEquals(
      said(() => save(first, { metadata: { [name]: "mine" } })),
      `Cannot save: names in metadata must not begin with "optimizer", where the optimizer's state is, got "${name}"`,
    );
  }
  const state = new Stateful().stateOf(first.params);
  const giving = (state: unknown) =>
    Object.assign(new Stateful(), { stateOf: () => state });
  const saving = (state: unknown) =>
    said(() => save(first, { optimizer: giving(state) }));
  assertEquals(
    saving({ ...state, updates: 0.5 }),
    "Cannot save: an optimizer's updates must be a whole number of at least 0, got 0.5",
  );
  assertEquals(
    saving({ ...state, params: [] }),
    "Cannot save: stateOf of optimizer must give the state of 1 parameters, got 0",
  );
  const called = (name: string) => ({
    ...block([], "silent"),
    params: ["W", name].map((name) => param(name, new Matrix(1, 1))),
  });
  const optimizer = new Momentum({ lr: 0.1 }), clash = called("optimizer.W.v");
  optimizer.update(clash.params);
  assertEquals(
    said(() => save(clash, { optimizer })),
    'Cannot save: net must have no parameter that is called as an optimizer\'s are, got "optimizer.W.v"',
  );
  const value = new Matrix(1, 1), odd = block([], "silent");
  const oddly = (part: object) =>
    said(() => save(new Sequential([{ ...odd, ...part }])));
  assertEquals(
    oddly({ buffers: { mean: value } }),
    "Cannot save: buffers of Block must be an array, got { mean }",
  );
  assertEquals(
    oddly({ buffers: [value] }),
    "Cannot save: a name in Block must be a text, got undefined",
  );
  assertEquals(
    oddly({ layers: [{ ...first, params: undefined }] }),
    "Cannot save: net's layer 0.0 must be a layer, such as mlp() or new Relu() gives, got { name, params, buffers, forward, backward }",
  );
  const moments = { "a.b": new Matrix(1, 1) };
  assertEquals(
    saving({ updates: 1, params: [{ updates: 1, moments }] }),
    'Cannot save: the names of an optimizer\'s moments must be without a dot, got "a.b"',
  );
});
