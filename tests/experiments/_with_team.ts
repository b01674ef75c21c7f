import { useTeam } from "weightlab/experiments";

/**
 * Gives a test a team in use, which ends with it.
 *
 * @param size How many workers.
 * @param test Gets the numbers of the workers that were asked for, as they are.
 */
export async function withTeam(
  size: number,
  test: (asked: readonly number[]) => Promise<unknown>,
): Promise<void> {
  const url = new URL("./_teammate.ts", import.meta.url);
  const started: Worker[] = [], asked: number[] = [];
  useTeam({
    size,
    worker: (i) => {
      asked.push(i);
      return started[i] ??= new Worker(url, { type: "module" });
    },
  });
  try {
    await test(asked);
  } finally {
    useTeam();
    for (const worker of started) worker.terminate();
  }
}
