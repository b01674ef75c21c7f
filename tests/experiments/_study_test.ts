import { assertEquals, assertNotEquals } from "@std/assert";
import type { TrainPlan } from "weightlab/experiments";
import { checkedPlans, jobsOf, keysOf } from "../../lib/experiments/_study.ts";
import type { RunnerCode } from "../../lib/experiments/_runner_code.ts";
import { hashOf, keyOf } from "../../lib/store/keys.ts";

const CODE = { sha256: "code", golden: "bits" } as RunnerCode, DATA = [1, 2];

const PLAN: TrainPlan = {
  hidden: [3],
  activation: "relu",
  init: ["he", { name: "normal", std: 0.1 }],
  optimizer: { name: "SGD", lr: 0.1 },
  batchSize: 2,
  updates: 1,
  weightSeed: 1,
  batchSeed: 1,
};

/** The key of a plan that has been checked. */
function keyFor(plan: TrainPlan): string {
  const jobs = jobsOf(checkedPlans("test", [plan]));
  return keysOf(CODE, jobs, DATA)[0];
}

Deno.test("keysOf() knows a plan by what it says and nothing else", () => {
  const study = { code: "code", golden: "bits", data: hashOf(DATA) };
  assertEquals(keyFor(PLAN), keyOf(study, PLAN));
  assertEquals(keyFor({ ...PLAN, label: "a" }), keyOf(study, PLAN));
});

Deno.test("keysOf() tells learning rates apart, in any order of their constants", () => {
  const rated = (lr: Extract<TrainPlan["optimizer"], { name: "SGD" }>["lr"]) =>
    keyFor({ ...PLAN, optimizer: { name: "SGD", lr } });
  const then = { name: "stepDecay", lr: 0.1, every: 2 } as const;
  const warmup = { name: "linearWarmup", updates: 3 } as const;
  assertEquals(
    rated({ ...warmup, then }),
    rated({ then: { every: 2, lr: 0.1, name: "stepDecay" }, ...warmup }),
  );
  const keys = [
    rated(0.1),
    rated(then),
    rated({ name: "constantRate", lr: 0.1 }),
    rated({ ...warmup, then: 0.1 }),
    rated({ ...warmup, then }),
    rated({ ...warmup, then: { ...then, every: 3 } }),
  ];
  assertEquals(new Set(keys).size, keys.length);
  assertNotEquals(keyFor({ ...PLAN, clipNorm: 1 }), keyFor(PLAN));
});
