// `node:worker_threads` in a page, where nobody can wait for a message without giving way.

export function receiveMessageOnPort(): never {
  throw new Error(
    "Cannot wait for a worker's message: Deno must run the program",
  );
}
