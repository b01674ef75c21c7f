import { useTeam } from "weightlab/experiments";
import { send } from "./surroundings.ts";

// A worker of a page cannot start others in every browser: the page starts them, and they train
// networks for the one that runs cells. Each has a port to it, which the page gives both.

/** Who waits for a port, by the number of the worker that it leads to. */
const waiting = new Map<number, (port: MessagePort) => void>();
/** The ports that were asked for. */
const ports: Promise<MessagePort>[] = [];

/** Has sweeps done by so many workers of the page, which are started when there are some. */
export function useCores(cores: number): void {
  useTeam({
    // On one core the calling thread does as well.
    size: cores > 1 ? cores : 0,
    worker: (index) =>
      ports[index] ??= new Promise((resolve) => {
        waiting.set(index, resolve);
        send({ type: "teammate", index });
      }),
  });
}

/** Takes a port that the page gives. */
export function takePort(index: number, port: MessagePort): void {
  waiting.get(index)?.(port);
  waiting.delete(index);
}
