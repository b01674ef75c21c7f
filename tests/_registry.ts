/** A folder with the project's own settings, whose packages come from a stand-in for npm. */
export interface Registry extends AsyncDisposable {
  /** What `deno cache` of a module with this source fetches into an empty cache, by name. */
  readonly fetchedBy: (source: string) => Promise<string[]>;
}

/** The parts of a lock file that say what a package is. */
interface Lock {
  readonly npm: Record<
    string,
    { integrity: string; dependencies?: readonly string[] }
  >;
}

/** The project's settings: the workspace's root and its members. */
interface Settings {
  readonly workspace: readonly string[];
  readonly imports: Record<string, string>;
}

/**
 * Serves an empty package for each that `root`'s deno.lock names, and writes down which of
 * them are asked for: what a first use of the library downloads is known without a network.
 */
export async function startRegistry(root: URL): Promise<Registry> {
  const read = async <T>(path: string): Promise<T> =>
    JSON.parse(await Deno.readTextFile(new URL(path, root)));
  const [settings, lock, tarball] = await Promise.all([
    read<Settings>("deno.json"),
    read<Lock>("deno.lock"),
    emptyPackage(),
  ]);
  const hash = await crypto.subtle.digest("SHA-512", tarball);
  const integrity = `sha512-${new Uint8Array(hash).toBase64()}`;
  const ids = Object.keys(lock.npm);

  const fetched = new Set<string>();
  const server = Deno.serve({ port: 0, onListen: () => {} }, (request) => {
    const { pathname, origin } = new URL(request.url);
    const [name, file] = decodeURIComponent(pathname.slice(1)).split("/-/");
    if (file !== undefined) {
      fetched.add(name);
      return new Response(tarball);
    }
    const held = ids.filter((id) => nameOf(id) === name).map(versionOf);
    const dist = (version: string) => ({
      integrity,
      tarball: tarballAt(origin, name, version),
    });
    const versions = held.map((version) => [
      version,
      { version, dist: dist(version) },
    ]);
    return Response.json({ name, versions: Object.fromEntries(versions) });
  });
  const origin = `http://localhost:${server.addr.port}`;

  const dir = await Deno.makeTempDir({ prefix: "weightlab-" });
  const write = async (path: string, content: unknown) => {
    const url = new URL(path, `file://${dir}/`);
    await Deno.mkdir(new URL(".", url), { recursive: true });
    await Deno.writeTextFile(url, JSON.stringify(content));
  };
  await write("deno.json", {
    ...settings,
    // What lies in the project stays there.
    imports: Object.fromEntries(
      Object.entries(settings.imports).map(([name, target]) => [
        name,
        target.startsWith("./") ? new URL(target, root).href : target,
      ]),
    ),
  });
  for (const member of settings.workspace) {
    await write(`${member}/deno.json`, await read(`${member}/deno.json`));
  }
  const npm = ids.map((id) => [id, {
    ...lock.npm[id],
    integrity,
    tarball: tarballAt(origin, nameOf(id), versionOf(id)),
  }]);
  await write("deno.lock", { ...lock, npm: Object.fromEntries(npm) });

  const fetchedBy = async (source: string) => {
    fetched.clear();
    const module = `${dir}/module.ts`;
    await Deno.writeTextFile(module, source);
    const cache = await Deno.makeTempDir({ dir });
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["cache", "--frozen", module],
      cwd: dir,
      env: {
        DENO_DIR: cache,
        NPM_CONFIG_REGISTRY: `${origin}/`,
        NO_COLOR: "1",
      },
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    return [...fetched].toSorted();
  };
  return {
    fetchedBy,
    [Symbol.asyncDispose]: async () => {
      await server.shutdown();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

// The name of a package in a lock file is "vega-lite@6.5.0_vega@6.4.0": what follows the
// version is what it was resolved with.

function nameOf(id: string): string {
  return id.slice(0, id.indexOf("@", 1));
}

function versionOf(id: string): string {
  return id.slice(nameOf(id).length + 1).split("_")[0];
}

function tarballAt(origin: string, name: string, version: string): string {
  return `${origin}/${name}/-/${version}.tgz`;
}

/** A package with nothing in it but its name, as npm packs one. */
async function emptyPackage(): Promise<Uint8Array<ArrayBuffer>> {
  const content = new TextEncoder().encode('{"name":"empty"}\n');
  const octal = (n: number, width: number) =>
    n.toString(8).padStart(width - 1, "0") + "\0";
  const header = (checksum: string) =>
    "package/package.json".padEnd(100, "\0") + octal(0o644, 8) + octal(0, 8) +
    octal(0, 8) + octal(content.length, 12) + octal(0, 12) + checksum + "0";
  const bytes = (text: string) => new TextEncoder().encode(text);
  const sum = bytes(header(" ".repeat(8))).reduce((a, b) => a + b);
  const tar = new Uint8Array(4 * 512);
  tar.set(bytes(header(octal(sum, 7) + " ")));
  tar.set(content, 512);
  const packed = new Blob([tar]).stream().pipeThrough(
    new CompressionStream("gzip"),
  );
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
