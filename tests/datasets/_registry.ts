import { gzipSync } from "node:zlib";

/** A registry of npm on this machine that has one package. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
  /** How many times the package itself was asked for. */
  readonly downloads: () => number;
}

/** Serves a package of these files; Deno is not to look for it anywhere else. */
export async function serveRegistry(
  name: string,
  version: string,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<Registry> {
  const description = JSON.stringify({ name, version });
  const archive = new Uint8Array(gzipSync(tar({
    "package.json": new TextEncoder().encode(description),
    ...files,
  })));
  const digest = await crypto.subtle.digest("SHA-512", archive);
  let downloads = 0;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => {
      const { pathname, origin } = new URL(request.url);
      if (pathname === `/${name}`) {
        const tarball = `${origin}/${name}.tgz`;
        const integrity = `sha512-${new Uint8Array(digest).toBase64()}`;
        const dist = { tarball, integrity };
        return Response.json({
          name,
          "dist-tags": { latest: version },
          versions: { [version]: { name, version, dist } },
        });
      }
      if (pathname !== `/${name}.tgz`) return new Response("", { status: 404 });
      downloads++;
      return new Response(archive);
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    downloads: () => downloads,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** A tar archive (POSIX ustar): for each file 512 bytes of header, then its bytes. */
function tar(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const [path, bytes] of Object.entries(files)) {
    const header = new Uint8Array(512);
    const write = (at: number, text: string) =>
      header.set(new TextEncoder().encode(text), at);
    const octal = (value: number) => value.toString(8).padStart(11, "0");
    write(0, `package/${path}`);
    write(100, "0000644");
    write(124, octal(bytes.length));
    write(136, octal(0));
    write(148, " ".repeat(8));
    write(156, "0");
    write(257, "ustar\x0000");
    const sum = header.reduce((a, b) => a + b, 0);
    write(148, `${sum.toString(8).padStart(6, "0")}\0 `);
    const padding = new Uint8Array((512 - bytes.length % 512) % 512);
    blocks.push(header, bytes, padding);
  }
  blocks.push(new Uint8Array(1024));
  const archive = new Uint8Array(blocks.reduce((n, b) => n + b.length, 0));
  let at = 0;
  for (const block of blocks) {
    archive.set(block, at);
    at += block.length;
  }
  return archive;
}
