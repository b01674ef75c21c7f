import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { pack } from "../../lib/store/codec.ts";
import { hashOf, keyOf } from "../../lib/store/keys.ts";

const study = { code: "c", golden: "g", data: "d" };
const job = { hidden: [3, 2], std: -0, lr: 0.1 };

Deno.test("keyOf() is the SHA-256 of the canonical text of what a result depends on", () => {
  const text =
    '{"code":"c","data":"d","golden":"g","job":{"hidden":[3,2],"lr":0.1,"std":-0.0}}';
  const key = createHash("sha256").update(text).digest("hex");
  assertEquals(keyOf(study, job), key);
  assertMatch(key, /^[0-9a-f]{64}$/);
});

Deno.test("keyOf() is another if anything is, and the same whatever the order of names", () => {
  const key = keyOf(study, job);
  for (const part of ["code", "golden", "data"] as const) {
    assertNotEquals(keyOf({ ...study, [part]: "x" }, job), key);
  }
  for (const other of [{ std: 0 }, { lr: NaN }, { hidden: [2, 3] }]) {
    assertNotEquals(keyOf(study, { ...job, ...other }), key);
  }
  const { lr, ...rest } = job;
  assertEquals(keyOf(study, { lr, ...rest, label: undefined }), key);
});

Deno.test("hashOf() is the SHA-256 of what pack() gives, of shared memory too", () => {
  const numbers = new Float64Array(new SharedArrayBuffer(24));
  numbers.set([1, NaN, -0]);
  const data = { train: { x: numbers, t: Uint8Array.of(1, 2) } };
  const whole = createHash("sha256").update(pack(data)).digest("hex");
  assertEquals(hashOf(data), whole);
  numbers[2] = 0;
  assertNotEquals(hashOf(data), whole);
});
