import { join } from "node:path";
import { writeWhole } from "../files.ts";
import type { Venv } from "./venv.ts";

/** What Jupyter needs to know to start a kernel. */
export interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "message";
  readonly env: Readonly<Record<string, string>>;
}

/** The kernel that the notebooks name `deno`, run by the Deno at that path. */
export function kernelSpec(deno: string): KernelSpec {
  return {
    argv: [deno, "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    // Interrupted by a signal, the kernel would end and lose its variables.
    interrupt_mode: "message",
    // Escape sequences for colours do not belong in a notebook's file.
    env: { NO_COLOR: "1" },
  };
}

/** Writes the kernel's spec where only this environment's Jupyter finds it. */
export async function writeKernelSpec(venv: Venv): Promise<void> {
  const dir = join(venv.jupyter, "kernels", "deno");
  await Deno.mkdir(dir, { recursive: true });
  const text = JSON.stringify(kernelSpec(venv.deno), null, 2) + "\n";
  await writeWhole(join(dir, "kernel.json"), text);
}
