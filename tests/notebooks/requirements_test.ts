import {
  assert,
  assertEquals,
  assertGreater,
  assertStringIncludes,
} from "@std/assert";
import { DENO_VERSION } from "../../notebooks/_jupyter/set_up/pinned_deno.ts";

const JUPYTER = new URL("../../notebooks/_jupyter/set_up/", import.meta.url);
/** A list of ranges, and the lock that is made of it. */
interface Requirements {
  readonly name: string;
  readonly ranges: string;
  readonly lock: string;
}

const all: readonly Requirements[] = await Promise.all(
  ["requirements", "requirements-cluster"].map(async (name) => ({
    name,
    ranges: await Deno.readTextFile(new URL(`${name}.txt`, JUPYTER)),
    lock: await Deno.readTextFile(new URL(`${name}.lock`, JUPYTER)),
  })),
);
const [jupyter, cluster] = all;

/** A package with one version, for the systems and Pythons that the marker names. */
interface Locked {
  readonly version: string;
  readonly marker: string;
  readonly hashes: readonly string[];
}

/** What a lock holds, by the package's name. */
function parseLock(text: string): Map<string, Locked[]> {
  const held = new Map<string, Locked[]>();
  const entry = /^([\w.-]+)==(\S+)(?: ; (.*?))? \\\n((?: {4}--hash=.*\n?)+)/gm;
  for (const [, name, version, marker = "", hashes] of text.matchAll(entry)) {
    const entry = {
      version,
      marker,
      hashes: [...hashes.matchAll(/--hash=(\S+)/g)].map(([, hash]) => hash),
    };
    held.set(name, [...(held.get(name) ?? []), entry]);
  }
  return held;
}

/** Whether a version lies in a range such as ">=4.4,<5" or "==2.8.1". */
function lies(version: string, range: string): boolean {
  return range.split(",").every((bound) => {
    const [, operator, limit] = bound.match(/^(>=|<|==)([\d.]+)$/)!;
    const difference = compare(version, limit);
    if (operator === "==") return difference === 0;
    return operator === "<" ? difference < 0 : difference >= 0;
  });
}

function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split(".").map(Number));
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

for (const { name: file, ranges, lock } of all) {
  Deno.test(`${file}.lock satisfies every range of ${file}.txt`, () => {
    const held = parseLock(lock);
    const lines = ranges.split("\n").filter((line) => /^\w/.test(line));
    assertGreater(lines.length, 2);
    for (const line of lines) {
      const [, name, range, marker] = line.match(
        /^([\w-]+)([^;\s]+)(?:;\s*(.*))?$/,
      )!;
      const versions = held.get(name);
      assert(versions, `${name} is not locked`);
      for (const { version } of versions) {
        assert(lies(version, range), `${name} is ${version}, not ${range}`);
      }
      // What is locked for every system is so for those of the range.
      if (marker === undefined && versions.length === 1) {
        assertEquals(versions[0].marker, "", name);
      }
    }
  });

  Deno.test(`${file}.lock holds a hash of every file, and nothing without one`, () => {
    const held = parseLock(lock);
    const entries = [...held.values()].flat();
    assertGreater(entries.length, 30);
    assertEquals(entries.length, lock.match(/^[^\s#]/gm)?.length);
    for (const { hashes } of entries) {
      assertGreater(hashes.length, 0);
      for (const hash of hashes) {
        assert(/^sha256:[0-9a-f]{64}$/.test(hash), hash);
      }
    }
  });

  Deno.test(`${file}.lock was made by the command that ${file}.txt names`, () => {
    const command = ranges.match(/^# {3}(uv pip compile .*)$/m)![1];
    assertStringIncludes(lock, `#    ${command}\n`);
  });
}

Deno.test("requirements.lock serves Windows, macOS and Linux, and Python from 3.10 on", () => {
  const held = parseLock(jupyter.lock);
  const markers = (name: string) =>
    (held.get(name) ?? []).map(({ marker }) => marker);
  // What Jupyter needs on one system alone, and where a later Python needs another.
  assertEquals(markers("pywinpty"), ["os_name == 'nt'"]);
  assertEquals(markers("appnope"), ["sys_platform == 'darwin'"]);
  assertEquals(markers("exceptiongroup"), ["python_full_version < '3.11'"]);
  assertEquals(markers("ipython"), [
    "python_full_version < '3.11'",
    "python_full_version >= '3.11'",
  ]);
});

Deno.test("requirements.lock brings no Dask, and requirements-cluster.lock no Jupyter", () => {
  const [notebooks, dask] = [jupyter, cluster].map(({ lock }) =>
    parseLock(lock)
  );
  assert(notebooks.has("jupyterlab") && dask.has("distributed"));
  assert(!notebooks.has("dask") && !notebooks.has("distributed"));
  assert(!dask.has("jupyterlab") && !dask.has("ipython"));
});

Deno.test("requirements-cluster.lock has the Deno that runs the notebooks", () => {
  const versions = parseLock(cluster.lock).get("deno")!;
  assertEquals(versions.map(({ version }) => version), [DENO_VERSION]);
});

Deno.test("a range holds its ends: the lower one in, the upper one out", () => {
  assert(lies("4.4", ">=4.4,<5") && lies("4.10.2", ">=4.4,<5"));
  assert(!lies("5", ">=4.4,<5") && !lies("4.3.9", ">=4.4,<5"));
  assert(lies("0.3.34.481.3", ">=0.3.27,<0.4"));
  assert(lies("2.8.1", "==2.8.1") && !lies("2.8.2", "==2.8.1"));
});
