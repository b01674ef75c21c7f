import { assertEquals } from "@std/assert";
import { buildKernel, FILES, KERNEL } from "./build.ts";

Deno.test("the kernel's files are byte for byte what `deno task kernel` builds", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await buildKernel(folder);
    const committed = Array.fromAsync(Deno.readDir(`${KERNEL}/built`));
    assertEquals(
      (await committed).map(({ name }) => `built/${name}`).sort(),
      FILES.filter((name) => name.startsWith("built")).sort(),
    );
    for (const name of FILES) {
      const [committed, built] = await Promise.all(
        [KERNEL, folder].map((at) => Deno.readFile(`${at}/${name}`)),
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
