import { Matrix } from "weightlab";
import { type Case, testRefusals, untyped } from "./_cases.ts";

const { readSafetensors, restore, save, writeSafetensors } = untyped;

/** A tensor, with these parts of it changed. */
function tensors(change: object, name: unknown = "x") {
  const tensor = { dtype: "F64", shape: [2], values: new Float64Array(2) };
  return { tensors: new Map([[name, { ...tensor, ...change }]]) };
}

const CASES: readonly Case[] = [
  [
    (it) => save(it.net.params),
    TypeError,
    "Cannot save: net must be a layer, such as mlp() or new Relu() gives, got an Array",
  ],
  [
    (it) => save(it.net, "net.safetensors"),
    TypeError,
    'Cannot save: options must be an object { optimizer, dtype, metadata }, got "net.safetensors"',
  ],
  [
    (it) => save(it.net, { optimiser: it.training.optimizer }),
    TypeError,
    "Cannot save: options must be among { optimizer, dtype, metadata }, got optimiser",
  ],
  [
    (it) => save(it.net, { optimizer: "Adam" }),
    TypeError,
    'Cannot save: optimizer must be an optimizer, such as new SGD({ lr: 0.1 }), got "Adam"',
  ],
  [
    (it) => save(it.net, { optimizer: { update: () => {} } }),
    TypeError,
    "Cannot save: optimizer must have stateOf, which says what it remembers, got { update } without one",
  ],
  [
    (it) => save(it.net, { dtype: "float32" }),
    RangeError,
    'Cannot save: dtype must be "F64" or "F32", got float32',
  ],
  [
    (it) => save(it.net, { metadata: "a note" }),
    TypeError,
    'Cannot save: metadata must be an object of texts, such as { made: "by hand" }, got "a note"',
  ],
  [
    (it) => save(it.net, { metadata: { epochs: 3 } }),
    TypeError,
    "Cannot save: metadata.epochs must be a text, got 3",
  ],
  [
    (it) => save(it.net, { metadata: { note: "\ud800" } }),
    RangeError,
    'Cannot save: metadata.note must be a Unicode text, got half of a surrogate pair in "\\ud800"',
  ],
  [
    (it) => save(it.net, { metadata: { "optimizer.lr": "0.1" } }),
    RangeError,
    'Cannot save: names in metadata must not begin with "optimizer", where the optimizer\'s state is, got "optimizer.lr"',
  ],
  [
    (it) =>
      save({
        ...it.relu,
        params: [{ name: "W" }],
        forward() {},
        backward() {},
      }),
    TypeError,
    "Cannot save: W must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => restore(save(it.net), it.net),
    TypeError,
    "Cannot restore: net must be a layer, such as mlp() or new Relu() gives, got a Uint8Array",
  ],
  [
    (it) => restore(it.net, "net.safetensors"),
    TypeError,
    'Cannot restore: bytes must be a Uint8Array, all of a file, got "net.safetensors"',
  ],
  [
    (it) => restore(it.net, Promise.resolve(save(it.net))),
    TypeError,
    "Cannot restore: bytes must be a Uint8Array, all of a file, got a promise (is an await missing?)",
  ],
  [
    (it) => restore(it.net, it.idx),
    TypeError,
    "Cannot restore: bytes must be a safetensors file, 8 bytes and a header that begins with {, got other bytes; in Python safetensors.torch.save_file and its like write one",
  ],
  [
    (it) => restore(it.net, save(it.affine)),
    RangeError,
    'Cannot restore: the file must hold "0.W", "0.b", "1.gamma" and 5 more, which net has, got "W", "b"',
  ],
  [
    (it) => restore(it.net, save(it.net), { optimizer: it.training.updates }),
    TypeError,
    "Cannot restore: optimizer must be an optimizer, such as new SGD({ lr: 0.1 }), got 2",
  ],
  [
    (it) => restore(it.net, save(it.net), { dtype: "F32" }),
    TypeError,
    "Cannot restore: options must be among { optimizer }, got dtype",
  ],
  [
    (it) => restore(it.net, save(it.net), { optimizer: { update: () => {} } }),
    TypeError,
    "Cannot restore: optimizer must have setState, which takes what another remembered, got { update } without one",
  ],
  [
    () => readSafetensors(),
    TypeError,
    "Cannot read safetensors: bytes must be a Uint8Array, all of a file, got undefined",
  ],
  [
    () => readSafetensors(new ArrayBuffer(8)),
    TypeError,
    "Cannot read safetensors: bytes must be a Uint8Array, all of a file, got an ArrayBuffer",
  ],
  [
    () => writeSafetensors(),
    TypeError,
    "Cannot write safetensors: contents must be an object { tensors, metadata }, got undefined",
  ],
  [
    () => writeSafetensors({ tensors: { x: new Matrix(1, 1) } }),
    TypeError,
    "Cannot write safetensors: tensors must be a Map of names to tensors, got { x }",
  ],
  [
    () => writeSafetensors({ tensors: new Map([["x", new Matrix(1, 1)]]) }),
    TypeError,
    'Cannot write safetensors: the tensor "x" must be { dtype, shape, values }, shape an array and values a Float64Array, got a Matrix',
  ],
  [
    () => writeSafetensors({ tensors: new Map([["x", null]]) }),
    TypeError,
    'Cannot write safetensors: the tensor "x" must be { dtype, shape, values }, shape an array and values a Float64Array, got null',
  ],
  [
    () => writeSafetensors(tensors({ values: [1, 2] })),
    TypeError,
    'Cannot write safetensors: the tensor "x" must be { dtype, shape, values }, shape an array and values a Float64Array, got { dtype, shape, values }',
  ],
  [
    () => writeSafetensors(tensors({ dtype: "F16" })),
    RangeError,
    'Cannot write safetensors: the dtype of the tensor "x" must be "F64" or "F32", got "F16"',
  ],
  [
    () => writeSafetensors(tensors({ shape: [2, 2] })),
    RangeError,
    'Cannot write safetensors: the shape of the tensor "x" must be whole numbers whose product is 2, its number of values, got [2, 2]',
  ],
  [
    () => writeSafetensors(tensors({ shape: [-1, -2] })),
    RangeError,
    'Cannot write safetensors: the shape of the tensor "x" must be whole numbers whose product is 2, its number of values, got [-1, -2]',
  ],
  [
    () => writeSafetensors(tensors({}, 1)),
    TypeError,
    "Cannot write safetensors: a tensor's name must be a text, got 1",
  ],
  [
    () => writeSafetensors(tensors({}, "__metadata__")),
    RangeError,
    "Cannot write safetensors: a tensor's name must be another than __metadata__, under which the format has texts",
  ],
  [
    () => writeSafetensors(tensors({}, "x\udc00")),
    RangeError,
    'Cannot write safetensors: a tensor\'s name must be a Unicode text, got half of a surrogate pair in "x\\udc00"',
  ],
];

testRefusals(CASES);
