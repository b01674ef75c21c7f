// Networks that a cluster trains. Needs Dask, so its name keeps it out of a
// plain `deno test`: `deno task test:cluster` names it.

import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { join } from "node:path";
import { trainAll } from "weightlab/experiments";
import { NOTEBOOKS } from "../../notebooks/_jupyter/project.ts";
import { setUp } from "../../notebooks/_jupyter/set_up/set_up.ts";
import { jupyterEnv } from "../../notebooks/_jupyter/set_up/venv.ts";
import { Caller, jobsOf, numbers } from "./_caller_process.ts";
import { LocalCluster, until } from "./_local_cluster.ts";
import { bits, EXAMPLES, plansOf } from "./_plans.ts";

Deno.test("networks of a cluster are those of one thread, bit for bit", async () => {
  await using cluster = await LocalCluster.start();
  const plans = plansOf(12);
  const here = await trainAll(plans, { train: EXAMPLES, workers: 1 });
  const there = await trainAll(plans, {
    ...{ train: EXAMPLES, workers: cluster.address },
  });
  assertEquals(bits(there), bits(here));
});

Deno.test("a study whose scheduler was killed goes on from its store", async () => {
  const store = await Deno.makeTempFile();
  const plans = plansOf(100, 2000);
  let error: Error | undefined;
  {
    await using cluster = await LocalCluster.start();
    // This thread waits, so another process kills.
    const killer = new Deno.Command("sh", {
      args: [
        "-c",
        `until [ $(wc -l < ${store}) -gt 10 ]; do sleep .1; done; kill -9 ${cluster.schedulerPid}`,
      ],
    }).spawn();
    await trainAll(plans, {
      ...{ train: EXAMPLES, workers: cluster.address, store },
    }).catch((thrown) => error = thrown);
    await killer.status;
  }
  assertMatch(error!.message, /the scheduler was lost/);
  const kept = (await Deno.readTextFile(store)).trim().split("\n").length;
  assert(
    error!.message.endsWith(
      `; ${kept} results are kept in ${store}, and the same call goes on from there`,
    ),
    error!.message,
  );
  await using cluster = await LocalCluster.start();
  const seen: number[] = [];
  const there = await trainAll(plans, {
    ...{ train: EXAMPLES, workers: cluster.address, store },
    onProgress: ({ done }) => seen.push(done),
  });
  assertEquals(seen[0], kept);
  assert(kept > 10 && kept < 100, `${kept}`);
  const here = await trainAll(plans, { train: EXAMPLES, workers: 2 });
  assertEquals(bits(there), bits(here));
});

Deno.test("a full disk under the store ends a study on a cluster, which is free again", async () => {
  await using cluster = await LocalCluster.start({ workers: 1 });
  const plans = plansOf(20);
  const study = { train: EXAMPLES, workers: cluster.address };
  const error = await trainAll(plans, { ...study, store: "/dev/full" })
    .then(() => undefined, (thrown: Error) => thrown);
  assertMatch(error!.message, /No space left/);
  const runs = await trainAll(plans, study);
  assertEquals(runs.length, plans.length);
});

Deno.test("a worker whose arithmetic differs gets no job, beside one that gets all", async () => {
  const folder = await Deno.makeTempDir();
  // Without fused multiply-adds, and claiming to have them: the exact kernel is not taken.
  await Deno.writeTextFile(
    join(folder, "claims.js"),
    `const { Instance } = WebAssembly;
WebAssembly.Instance = function (module, imports) {
  const { exports } = new Instance(module, imports);
  return { exports: { ...exports, madd: () => 1 } };
};`,
  );
  const other = join(folder, "deno");
  const flags = `--preload=${folder}/claims.js --v8-flags=--no-enable-fma3`;
  await Deno.writeTextFile(
    other,
    `#!/bin/sh\nshift\nexec ${Deno.execPath()} run ${flags} "$@"\n`,
    { mode: 0o755 },
  );
  const env = { WEIGHTLAB_DENO: other, WEIGHTLAB_KERNEL: "wasm" };
  const plans = plansOf(20);
  await using cluster = await LocalCluster.start({ workers: 1 });
  const odd = await cluster.addWorker(env);
  const runs = await trainAll(plans, {
    ...{ train: EXAMPLES, workers: cluster.address },
  });
  assertEquals(
    bits(runs),
    bits(await trainAll(plans, { train: EXAMPLES, workers: 1 })),
  );
  assertEquals(cluster.pids(odd).runners, []);
  assertEquals(cluster.pids(0).runners.length, 1);

  await using none = await LocalCluster.start({ workers: 2, env });
  const begun = Date.now();
  const error = await trainAll(plans, {
    ...{ train: EXAMPLES, workers: none.address },
  }).then(() => undefined, (thrown: Error) => thrown);
  assertMatch(
    error!.message,
    /no worker may compute: .*it computes other numbers: .* its kernel is wasm/,
  );
  assert(error!.message.includes(Deno.hostname()), error!.message);
  assertLess(Date.now() - begun, 15_000);
});

Deno.test("tls: a cluster with certificates does jobs; who has none is refused", async () => {
  const folder = await Deno.makeTempDir();
  const openssl = async (...args: string[]) => {
    const { success, stderr } = await new Deno.Command("openssl", {
      ...{ args, cwd: folder, stderr: "piped" },
    }).output();
    assert(success, new TextDecoder().decode(stderr));
  };
  const key = ["-newkey", "rsa:2048", "-nodes"];
  await openssl(
    ...["req", "-x509", ...key, "-days", "2", "-subj", "/CN=study"],
    ...["-keyout", "ca-key.pem", "-out", "ca.pem"],
  );
  await openssl(...["req", ...key, "-subj", "/CN=node"], ...[
    "-keyout",
    "key.pem",
    "-out",
    "node.csr",
  ]);
  await openssl(...["x509", "-req", "-in", "node.csr", "-CA", "ca.pem"], ...[
    "-CAkey",
    "ca-key.pem",
    "-CAcreateserial",
    "-days",
    "2",
  ], ...["-out", "cert.pem"]);
  const env = Object.fromEntries([
    ["CA_FILE", "ca.pem"],
    ...["SCHEDULER", "WORKER", "CLIENT"].flatMap((role) => [
      [`${role}__CERT`, "cert.pem"],
      [`${role}__KEY`, "key.pem"],
    ]),
  ].map(([name, file]) => [
    `DASK_DISTRIBUTED__COMM__TLS__${name}`,
    join(folder, file),
  ]));
  await using cluster = await LocalCluster.start({ protocol: "tls", env });
  const known = new Caller(cluster.address, jobsOf(10, 1), {}, env);
  assertEquals((await known.ended()).results, numbers(10));
  const stranger = await new Caller(cluster.address, jobsOf(10, 1)).ended();
  assertMatch(stranger.error!, /tls:.. needs certificates: DASK_/);
});

Deno.test("an interrupt in a notebook: the cell ends, the cluster is free, the next call goes on", async () => {
  await using cluster = await LocalCluster.start();
  const store = await Deno.makeTempFile();
  const threeDone = join(await Deno.makeTempDir(), "three-done");
  const venv = await setUp();
  const study = (long: number) => `
await trainAll([0, 1, 2, ${long}].map((i) => ({
  hidden: [300], activation: "relu", init: "he", optimizer: { name: "SGD", lr: 0.01 },
  batchSize: 50, updates: i === 3 ? 1e7 : 50, weightSeed: i, batchSeed: i,
})), { train, workers: "${cluster.address}", store: "${store}", onProgress: (at) => {
  seen.push(at.done);
  if (at.done === 3) Deno.writeTextFileSync("${threeDone}", "");
} });`;
  const child = new Deno.Command(venv.python, {
    args: [
      join(import.meta.dirname!, "../notebooks/_interrupts.py"),
      NOTEBOOKS,
    ],
    env: jupyterEnv(venv),
    ...{ stdin: "piped", stdout: "piped", stderr: "inherit" },
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify([{
    setup: [
      `import { loadMnist } from "weightlab"; import { trainAll } from "weightlab/experiments";
       const { train } = await loadMnist({ train: 1000 }); let seen = [];`,
    ],
    code: study(3),
    seconds: [threeDone],
    // Free: a job that needs both workers' time is done, and three are known.
    after: `seen = [];${study(4)}
if (seen[0] !== 3) throw new Error("known: " + seen);`,
  }])));
  await writer.close();
  const { stdout } = await child.output();
  const told = JSON.parse(new TextDecoder().decode(stdout));
  assertEquals([told.status, told.next, told.nextError], ["error", "ok", null]);
  // Not when its job ends, which takes hours: half a second where nothing else runs.
  assertLess(told.took, 5);
  await until(
    "no runner is at work",
    () =>
      [0, 1].every((i) => cluster.pids(i).runners.every((pid) => !isBusy(pid))),
    5,
  );
});

/** Whether a process computes: it uses more than a tenth of a second. */
function isBusy(pid: number): boolean {
  const ticks = () =>
    Deno.readTextFileSync(`/proc/${pid}/stat`).split(" ").slice(13, 15)
      .reduce((sum, text) => sum + Number(text), 0);
  const before = ticks();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  return ticks() - before > 10;
}
