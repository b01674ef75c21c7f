// The golden network on a 64-bit ARM processor, which qemu plays: Deno for aarch64, with the
// kernel's native build and with WebAssembly. `deno task test:arm`, some minutes.

import { join } from "node:path";
import { exists } from "../../notebooks/_jupyter/files.ts";
import { DENO_VERSION } from "../../notebooks/_jupyter/set_up/pinned_deno.ts";
import { pipInstall } from "../../notebooks/_jupyter/set_up/venv.ts";
import { explain, Failure } from "../../notebooks/_jupyter/terminal/failure.ts";
import { StatusLine } from "../../notebooks/_jupyter/terminal/status_line.ts";
import { findProgram } from "../_find_program.ts";
import { cachedPython } from "../_cached_python.ts";
import { cachesFolder } from "../_caches_folder.ts";
import { asked, assertGolden, ownCache, variants } from "./_run_golden.ts";

const PACKAGES = "qemu-user-static libc6-arm64-cross libgcc-s1-arm64-cross";

/** Where Debian lays the libraries that a program for aarch64 is linked with. */
const LIBRARIES = "/usr/aarch64-linux-gnu";

/** A command that runs Deno as if this machine were an aarch64. */
async function denoForArm(): Promise<string[]> {
  const qemu = await findProgram(["qemu-aarch64-static", "qemu-aarch64"]);
  const loader = join(LIBRARIES, "lib", "ld-linux-aarch64.so.1");
  const libgcc = join(LIBRARIES, "lib", "libgcc_s.so.1");
  if (!qemu || !await exists(loader) || !await exists(libgcc)) {
    throw new Failure(
      `Cannot test on aarch64: ${
        qemu ? `${LIBRARIES} lacks its libraries` : "qemu is not in PATH"
      }. On Debian and Ubuntu install what it takes with \`apt-get install ${PACKAGES}\`.`,
    );
  }
  const folder = join(cachesFolder(), "weightlab-arm", DENO_VERSION);
  const deno = join(folder, "bin", "deno");
  if (!await exists(deno)) await fetchDeno(folder);
  return [qemu, "-L", LIBRARIES, deno];
}

/** npm has binaries for aarch64 from 2.9 on only; PyPI has them all. */
async function fetchDeno(folder: string): Promise<void> {
  const line = new StatusLine();
  const python = await cachedPython("weightlab-arm", line);
  line.say(`Deno ${DENO_VERSION} for aarch64 from PyPI ...`);
  const { success, output } = await pipInstall(python, [
    ...["--no-compile", "--no-deps", "--only-binary=:all:", "--upgrade"],
    ...["--platform", "manylinux_2_27_aarch64", "--target", folder],
    `deno==${DENO_VERSION}`,
  ], line);
  if (!success) throw explain("Cannot fetch Deno for aarch64", output);
}

Deno.test("goldenHash() is the golden hash on aarch64", async (t) => {
  const deno = await denoForArm();
  const env = await ownCache("aarch64");
  const [byItself] = variants("neon");
  for (const variant of [byItself, asked("wasm"), asked("exact")]) {
    await t.step(variant.name, () => assertGolden(deno, variant, env));
  }
});
