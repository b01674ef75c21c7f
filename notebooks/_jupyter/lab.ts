/**
 * `deno task lab [--port N] [any option of jupyter lab]`: sets everything up and
 * opens the notebooks in JupyterLab. The reader's options go before ours.
 *
 * @module
 */
import { choosePort, FIRST_PORT } from "./lab/port.ts";
import { startServer } from "./lab/server.ts";
import { hasScreen, surroundings, taskCommand } from "./lab/surroundings.ts";
import { isReferenceCurrent, makeReference } from "./pages/reference.ts";
import { setUp } from "./set_up/set_up.ts";
import { STOPPING } from "./terminal/child.ts";
import { Failure, lastLines, runMain } from "./terminal/failure.ts";
import { option } from "./terminal/option.ts";

await runMain(async () => {
  const args = Deno.args;
  const askedPort = option(args, "--port", "--ServerApp.port");
  // An occupied port is said before the long set-up, not after it.
  if (askedPort !== undefined) choosePort(askedPort);
  const venv = await setUp();

  if (!await isReferenceCurrent()) {
    console.log("Building the library's reference ...");
    // Everything but the link to it works without.
    await makeReference().catch(({ message }) => console.error(message));
  }

  const port = choosePort(askedPort);
  if (askedPort === undefined && port !== FIRST_PORT) {
    console.log(`Port ${FIRST_PORT} is occupied; taking ${port}.`);
  }
  const around = await surroundings();
  console.log("Starting JupyterLab ...");
  const server = await startServer(venv, {
    port,
    opensBrowser: hasScreen(around),
    args,
  });

  let isStopping = false;
  const stop = () => {
    isStopping = true;
    server.stop();
  };
  for (const signal of STOPPING) Deno.addSignalListener(signal, stop);

  const address = await server.answers();
  if (address !== undefined) {
    console.log(`\n    ${address}\n`);
    if (
      around.inContainer && option(args, "--ip", "--ServerApp.ip") === undefined
    ) {
      const again = [taskCommand(around), "lab", "--ip 0.0.0.0"];
      console.log(
        `To reach it from outside this container, publish the port and run: ${
          [...again, ...args].join(" ")
        }`,
      );
    }
    console.log(`Ctrl-C here ends it. Its log is ${server.log}`);
  }
  const endedWell = await server.ended;
  if (!endedWell && !isStopping) {
    throw new Failure(
      `JupyterLab ended by itself. Its log, ${server.log}, ends with:\n` +
        lastLines(await Deno.readTextFile(server.log)),
    );
  }
  console.log("JupyterLab has ended.");
  Deno.exit(0);
});
