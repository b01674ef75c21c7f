import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { ROOT } from "../../notebooks/_jupyter/project.ts";
import { withKernel } from "./_env.ts";
import { explain } from "../../notebooks/_jupyter/terminal/failure.ts";

/** One benchmark's times, in nanoseconds. */
export interface Timing {
  readonly group: string;
  readonly name: string;
  readonly min: number;
  readonly p75: number;
}

interface BenchOutput {
  readonly benches: {
    group: string | null;
    name: string;
    results: { ok?: { min: number; p75: number }; failed?: unknown }[];
  }[];
}

/**
 * Runs files of `Deno.bench`, in a process of their own.
 *
 * @param kernel The kernel that computes; the quickest unless given.
 * @param filter Which of the benchmarks; all unless given.
 */
export async function denoBench(
  files: readonly string[],
  kernel?: "wasm",
  filter?: string,
): Promise<Timing[]> {
  const { success, stdout, output } = await run(
    [
      ...[Deno.execPath(), "bench", "-A", "--json"],
      ...(filter === undefined ? [] : [`--filter=${filter}`]),
      ...files,
    ],
    { cwd: ROOT, env: withKernel(kernel) },
  );
  if (!success) throw explain(`Cannot run ${files.join(", ")}`, output);
  const { benches }: BenchOutput = JSON.parse(
    stdout.slice(stdout.indexOf("{")),
  );
  return benches.map(({ group, name, results: [{ ok }] }) => {
    if (ok === undefined) throw new Error(`${group}: ${name} failed`);
    return { group: group ?? "", name, min: ok.min, p75: ok.p75 };
  });
}
