import { assertEquals } from "@std/assert";

/** How a sweep is run side by side. */
interface Team {
  readonly workers: number;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * Holds a sweep of `total` networks to the same results on workers, bit for bit, and to
 * its progress.
 */
export async function assertSameOnWorkers(
  total: number,
  sweep: (team: Team) => Promise<unknown[]>,
): Promise<void> {
  const alone = await sweep({ workers: 1 });
  assertEquals(alone.length, total);
  const seen: number[] = [];
  const team = await sweep({
    workers: 2,
    onProgress: (progress) => {
      assertEquals(progress.total, total);
      seen.push(progress.done);
    },
  });
  assertEquals(team, alone);
  // assertEquals takes -0 for 0.
  const digits = (runs: unknown) =>
    Deno.inspect(runs, { depth: Infinity, iterableLimit: Infinity });
  assertEquals(digits(team), digits(alone));
  assertEquals([seen[0], seen.at(-1)], [0, total]);
}
