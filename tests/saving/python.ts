/**
 * The library's files and Python's `safetensors` of today, both ways, with NumPy: part of
 * `deno task test`. What PyTorch and JAX make of them is recorded, in tests/reference/.
 *
 * @module
 */
import { join } from "node:path";
import { assert, assertEquals, assertLess } from "@std/assert";
import {
  he,
  largestDifference,
  Matrix,
  mlp,
  readSafetensors,
  relu,
  restore,
  save,
  seeded,
  type StoredTensor,
  writeSafetensors,
} from "weightlab";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { cachedPython, install } from "../_cached_python.ts";
import { drawn } from "../_property.ts";

const network = (seed: string) =>
  mlp([4, 3, 2], {
    activation: relu,
    init: he(),
    rng: seeded(seed),
    batchNorm: true,
  });

const stored = (x: Matrix): StoredTensor => ({
  dtype: "F64",
  shape: [x.rows, x.columns],
  values: Float64Array.from(x.to1DArray()),
});

const matrix = ({ shape: [rows, columns], values }: StoredTensor) =>
  Matrix.from1DArray(rows, columns, [...values]);

Deno.test("Python's safetensors reads what save() wrote, and restore() what it writes", async () => {
  const line = new StatusLine();
  const python = await cachedPython("weightlab-safetensors", line);
  const packages = ["numpy>=2,<3", "safetensors>=0.5,<1"];
  const installed = await install(python, packages, line);
  assert(installed.success, installed.output);

  const net = network("net"), x = drawn("x", 5, 4);
  for (const seed of [1, 2]) net.forward(drawn(seed, 6, 4), "train");
  const { tensors } = readSafetensors(save(net));
  const y = net.forward(x, "infer");
  const file = writeSafetensors({
    tensors: new Map([...tensors, ["x", stored(x)], ["y", stored(y)]]),
  });

  const folder = await Deno.makeTempDir();
  const [source, target] = [`${folder}/ours`, `${folder}/python's`];
  await Deno.writeFile(source, file);
  const script = join(import.meta.dirname!, "_python.py");
  const { success, output } = await run([python, "-B", script, source, target]);
  assert(success, output);

  const theirs = readSafetensors(await Deno.readFile(target));
  assertEquals(theirs.metadata, { by: "NumPy" });
  const again = network("again"), learned = new Map(theirs.tensors);
  learned.delete("x");
  learned.delete("y");
  restore(again, writeSafetensors({ tensors: learned }));
  const twice = again.forward(x, "infer");
  assertLess(
    largestDifference(twice, matrix(theirs.tensors.get("y")!)),
    1e-12,
  );
  assert(largestDifference(twice, y) > 0.1);
  await Deno.remove(folder, { recursive: true });
});
