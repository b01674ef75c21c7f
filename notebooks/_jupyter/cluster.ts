/**
 * `deno task cluster [--workers n] [--port n] [--dashboard-port n]`: a Dask cluster on this
 * machine, a scheduler and a worker a core, until Ctrl-C.
 *
 * @module
 */
import { readArguments, SCHEDULER_PORT } from "./cluster/arguments.ts";
import { startCluster } from "./cluster/local_cluster.ts";
import { setUpCluster } from "./set_up/set_up_cluster.ts";
import { STOPPING } from "./terminal/child.ts";
import { Failure, lastLines, runMain } from "./terminal/failure.ts";

await runMain(async () => {
  const cores = navigator.hardwareConcurrency;
  // What is wrong is said before the long set-up, not after it.
  readArguments(Deno.args, cores);
  const venv = await setUpCluster();

  const options = readArguments(Deno.args, cores);
  say("Starting a scheduler and its workers ...");
  const cluster = await startCluster(venv, options);
  let isStopping = false;
  const stop = () => {
    // Who asks twice will not wait.
    if (isStopping) cluster.kill();
    else cluster.stop();
    isStopping = true;
  };
  for (const signal of STOPPING) Deno.addSignalListener(signal, stop);

  const addresses = await cluster.started;
  if (addresses !== undefined && !isStopping) {
    const { workers } = options;
    if (!Deno.args.includes("--port") && options.port !== SCHEDULER_PORT) {
      say(`Port ${SCHEDULER_PORT} is another program's, so this has another.`);
    }
    say(`\n    workers: ${JSON.stringify(addresses.address)}\n`);
    say(`Dask's dashboard: ${addresses.dashboard}`);
    say(
      `${workers} worker${workers === 1 ? "" : "s"}, one thread each. ` +
        `Ctrl-C here ends ${
          workers === 1 ? "it" : "them"
        }. The log is ${cluster.log}`,
    );
  }
  await cluster.ended;
  if (!isStopping) {
    throw new Failure(
      `The cluster ended by itself. Its log, ${cluster.log}, ends with:\n` +
        lastLines(await Deno.readTextFile(cluster.log)),
    );
  }
  say("The cluster has ended.");
  Deno.exit(0);
});

/** Says something, unless the terminal has been closed: that is no reason to fail. */
function say(text: string): void {
  try {
    console.log(text);
  } catch {
    // Nobody is there.
  }
}
