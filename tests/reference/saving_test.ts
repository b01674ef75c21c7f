import { assert, assertEquals, assertLess } from "@std/assert";
import {
  largestDifference,
  Matrix,
  mlp,
  readSafetensors,
  relu,
  restore,
  save,
  seeded,
  zeros,
} from "weightlab";
import { base64 } from "../saving/_networks.ts";
import { matrix } from "./_agreement.ts";
import { jax, pytorch } from "./_recorded.ts";

const { saving } = pytorch;

const bytes = (text: string) =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** The network that was recorded, before it is restored. */
const network = () =>
  mlp([4, 3, 2], {
    activation: relu,
    init: zeros(),
    rng: seeded("unused"),
    batchNorm: true,
  });

Deno.test("restore() reads what PyTorch wrote, and the network answers as PyTorch's", () => {
  const net = network();
  restore(net, bytes(saving.file));
  const y = net.forward(matrix(saving.x), "infer");
  assertLess(largestDifference(y, matrix(saving.y)), 1e-12);
});

Deno.test("save() writes the very bytes of PyTorch, which reads them", () => {
  const net = network();
  restore(net, bytes(saving.file));
  assertEquals(base64(save(net)), saving.file);
});

Deno.test("JAX reads what save() writes, answers as the network, and writes the same bytes", () => {
  const net = network();
  restore(net, bytes(saving.file));
  assertEquals(jax.saving.file, base64(save(net)));
  const y = net.forward(matrix(jax.saving.x), "infer");
  assertLess(largestDifference(y, matrix(jax.saving.y)), 1e-12);
});

Deno.test("restore() reads what JAX made, and the network answers as JAX's", () => {
  const { file, y } = jax.saving.doubled;
  const net = network();
  restore(net, bytes(file));
  const answer = net.forward(matrix(jax.saving.x), "infer");
  assertLess(largestDifference(answer, matrix(y)), 1e-12);
  assert(largestDifference(answer, matrix(jax.saving.y)) > 0.1);
  assertEquals(base64(save(net)), file);
});

Deno.test("readSafetensors() reads a state_dict, whose weights are the transpose", () => {
  const net = network();
  restore(net, bytes(saving.file));
  const { tensors } = readSafetensors(bytes(saving.stateDict));
  const { shape: [rows, columns], values } = tensors.get("0.weight")!;
  const weight = Matrix.from1DArray(rows, columns, [...values]);
  assertEquals(weight.transpose().to2DArray(), net.params[0].value.to2DArray());
  const batches = tensors.get("1.num_batches_tracked")!;
  assertEquals([batches.shape, [...batches.values]], [[], [1]]);
});

Deno.test("readSafetensors() reads every type of PyTorch's that float64 has a place for", () => {
  const { tensors } = readSafetensors(bytes(saving.elementTypes));
  assertEquals(new Set(tensors.keys()), new Set(Object.keys(saving.numbers)));
  for (const [name, numbers] of Object.entries(saving.numbers)) {
    const { values } = tensors.get(name)!;
    const same = numbers.every((number, i) => Object.is(values[i], number));
    assert(same && values.length === numbers.length, `${name}: ${values}`);
  }
});
