import { kernelInUse } from "weightlab";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";

/** What the numbers were measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  /** The widest vectors the processor has, where the system tells. */
  readonly vectors?: "AVX-512" | "AVX2";
  readonly memoryGB: number;
  readonly system: string;
  readonly date: string;
  /** Processes that wanted to run when the run began: 0 on a quiet machine. */
  readonly load: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** Taken when this module is loaded: a later one would be the benchmark's own. */
const loadAtStart = Deno.loadavg()[0];

/** Looks at this machine. */
export async function machine(): Promise<Machine> {
  const { processor, vectors } = await describeProcessor();
  return {
    processor,
    vectors,
    cores: navigator.hardwareConcurrency,
    memoryGB: Math.round(Deno.systemMemoryInfo().total / 2 ** 30),
    system: `${Deno.build.os} ${Deno.osRelease()}, ${Deno.build.arch}`,
    date: new Date().toISOString().slice(0, 10),
    load: loadAtStart,
    versions: {
      Deno: Deno.version.deno,
      V8: Deno.version.v8,
      kernel: kernelInUse().name,
    },
  };
}

async function describeProcessor(): Promise<
  Pick<Machine, "processor" | "vectors">
> {
  if (Deno.build.os === "linux") {
    const text = await Deno.readTextFile("/proc/cpuinfo");
    const flags = text.match(/^flags\s*: (.*)$/m)?.[1].split(" ") ?? [];
    return {
      processor: text.match(/^model name\s*: (.*)$/m)?.[1] ?? Deno.build.arch,
      vectors: flags.includes("avx512f")
        ? "AVX-512"
        : flags.includes("avx2")
        ? "AVX2"
        : undefined,
    };
  }
  if (Deno.build.os === "darwin") {
    const { stdout } = await run(["sysctl", "-n", "machdep.cpu.brand_string"]);
    return { processor: stdout.trim(), vectors: undefined };
  }
  const processor = Deno.env.get("PROCESSOR_IDENTIFIER") ?? Deno.build.arch;
  return { processor, vectors: undefined };
}
