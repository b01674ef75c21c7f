// The page's pool: workers that train networks for the engine, which may start none itself in
// WebKit, and in others none that a page on file:// can give it. Each is of the engine's own
// script and has a port to it. They are started when a sweep first asks for them, and end with
// the engine.

/** More do not make a page's sweeps quicker: they have sixteen networks. */
const MOST = 8;

const pool = [];

/** How many workers may compute at a time. */
export function cores() {
  return Math.min(navigator.hardwareConcurrency ?? 1, MOST);
}

/** Starts a worker; gives the port that leads to it. */
export function portTo(code) {
  const url = URL.createObjectURL(
    new Blob([code], { type: "text/javascript" }),
  );
  const worker = new Worker(url);
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ type: "join", port: port1 }, [port1]);
  pool.push({ worker, url });
  return port2;
}

/** Ends all of them. */
export function endPool() {
  for (const { worker, url } of pool.splice(0)) {
    worker.terminate();
    URL.revokeObjectURL(url);
  }
}
