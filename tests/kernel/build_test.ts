import { assertEquals } from "@std/assert";
import { buildKernel, BUILT, FILES } from "./build.ts";

Deno.test("the kernel's files are byte for byte what `deno task kernel` builds", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await buildKernel(folder);
    assertEquals(
      (await Array.fromAsync(Deno.readDir(BUILT))).map((e) => e.name).sort(),
      FILES.toSorted(),
    );
    for (const name of FILES) {
      const [committed, built] = await Promise.all(
        [BUILT, folder].map((at) => Deno.readFile(`${at}/${name}`)),
      );
      assertEquals(
        committed.length === built.length &&
          committed.every((byte, i) => byte === built[i]),
        true,
        `lib/kernel/source/ gives another ${name}; run \`deno task kernel\` and commit it`,
      );
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
