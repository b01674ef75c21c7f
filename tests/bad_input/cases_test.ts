import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { filesBelow } from "../_architecture.ts";
import { type Fixtures, fixtures, stateOf, untyped } from "./_cases.ts";

Deno.test("the fixtures' state shows each kind of change", () => {
  const changes: ((it: Fixtures) => void)[] = [
    (it) => it.x.set(2, 3, 7),
    (it) => it.rng(),
    (it) => it.data.t[0] = 1,
    (it) => it.net.params[0].value.set(0, 0, 7),
    (it) => it.net.params[0].grad.set(0, 0, 7),
    (it) => it.norm.forward(it.x, "train"),
    (it) => it.param.value.set(1, 1, 7),
    (it) => it.idx[3] = 2,
    (it) => it.run.trainAccuracy.push(1),
  ];
  for (const change of changes) {
    const it = fixtures();
    const before = stateOf(it);
    assertEquals(stateOf(it), before);
    change(it);
    assertNotEquals(stateOf(it), before, String(change));
  }
});

Deno.test("what no cell can import is undefined here too, and every name is there", () => {
  assertEquals(untyped.rleu, undefined);
  assert(Object.values(untyped).every((value) => value !== undefined));
});

/** What takes nothing, or anything, and so cannot be called badly. */
const WITHOUT_ARGUMENTS = ["batchNormalizationGraph", "help", "kernelInUse"];

Deno.test("every function and class of the library has a bad call in a table", async () => {
  const tables = (await filesBelow("tests/bad_input", "_test.ts"))
    .map(({ text }) => text.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""'));
  const missing = Object.entries(untyped)
    .filter(([name, value]) =>
      typeof value === "function" && !WITHOUT_ARGUMENTS.includes(name) &&
      !tables.some((text) => new RegExp(`\\b${name}\\(`).test(text))
    );
  assertEquals(
    missing.map(([name]) => name),
    [],
    "add one to tests/bad_input/<its folder in lib/>_test.ts",
  );
});
