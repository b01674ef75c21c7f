import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runnerCode } from "../../lib/experiments/_runner_code.ts";

/** A folder as another machine has it: the job runner, and the kernel's libraries in `built/`. */
export class NodeFolder implements AsyncDisposable {
  private constructor(readonly path: string) {}

  static async make(): Promise<NodeFolder> {
    const { runner, files } = runnerCode();
    // A path with a blank in it, as some have.
    const path = await Deno.makeTempDir({ prefix: "weightlab node " });
    await Deno.mkdir(join(path, "built"));
    await Deno.copyFile(runner, join(path, "runner.js"));
    for (const file of files) {
      const from = fileURLToPath(file);
      await Deno.copyFile(
        from,
        join(path, "built", from.split(/[/\\]/).at(-1)!),
      );
    }
    return new NodeFolder(path);
  }

  /** What Deno is called with to run the job runner there. */
  args(flags: readonly string[], args: readonly string[]): string[] {
    return [
      ...["--no-remote", "--no-npm", "--no-config"],
      `--allow-read=${this.path}`,
      ...[...flags, join(this.path, "runner.js"), ...args],
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}
