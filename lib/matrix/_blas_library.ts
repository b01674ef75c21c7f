import { fileURLToPath } from "node:url";
import { checkPermissions, isGranted, type Need } from "../check/permission.ts";

// Finds and opens a native library that has `cblas_dgemm`.

/** Apple's own, for its matrix units; it lies in no file that could be looked for. */
const ACCELERATE = "/System/Library/Frameworks/Accelerate.framework/Accelerate";

/** What Linux distributions and Windows packages call OpenBLAS. */
const SYSTEM = Deno.build.os === "windows"
  ? ["libopenblas.dll", "openblas.dll"]
  : ["libopenblas.so.0", "libopenblas.so"];

/** Opened libraries, by path. They are never closed: their threads live in them. */
const opened = new Map<string, BlasLibrary>();

/** A native library's product, and what it may offer beside it. */
export type BlasLibrary = ReturnType<typeof open>;

/**
 * The library at `path`, or the first that can be opened where one is expected.
 *
 * @param path The file to open; looked for unless given.
 * @throws {Error} if there is none; says what to install.
 * @throws {Deno.errors.NotCapable} naming the flags of the permissions that are missing.
 */
export async function blasLibrary(path?: string): Promise<BlasLibrary> {
  const failures: string[] = [];
  const paths = path === undefined ? await candidates() : [path];
  checkPermissions("use BLAS", [
    { name: "ffi", path: paths[0], more: path === undefined },
  ]);
  for (const candidate of paths) {
    try {
      return load(candidate);
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) throw error;
      failures.push(`${candidate}: ${(error as Error).message}`);
    }
  }
  const remedy = path === undefined
    ? "no library with cblas_dgemm was found. `deno task lab` installs one in .venv; else run `pip install scipy-openblas32` in the project's .venv, or install OpenBLAS (Debian and Ubuntu: apt-get install libopenblas0), or give { library: its file }"
    : "library must be the file of a library with cblas_dgemm for 32-bit sizes";
  throw new Error(
    `Cannot use BLAS: ${remedy}. Nothing has changed. Tried ${
      failures.join("; ")
    }`,
  );
}

function load(path: string): BlasLibrary {
  let library = opened.get(path);
  if (library === undefined) {
    library = openByEitherName(path);
    opened.set(path, library);
  }
  return library;
}

function openByEitherName(path: string): BlasLibrary {
  try {
    return open(path, "");
  } catch (error) {
    try {
      return open(path, "scipy_");
    } catch {
      throw error;
    }
  }
}

/** @param prefix What SciPy's package puts before every name. */
function open(path: string, prefix: "" | "scipy_") {
  const { symbols } = Deno.dlopen(path, {
    dgemm: {
      name: `${prefix}cblas_dgemm`,
      parameters: [
        ...["i32", "i32", "i32"] as const, // order, transposes
        ...["i32", "i32", "i32"] as const, // m, n, k
        ...["f64", "pointer", "i32"] as const, // alpha, A and its row length
        ...["pointer", "i32"] as const, // B
        ...["f64", "pointer", "i32"] as const, // beta, C
      ],
      result: "void",
    },
    getConfig: {
      name: `${prefix}openblas_get_config`,
      parameters: [],
      result: "pointer",
      optional: true,
    },
    getCore: {
      name: `${prefix}openblas_get_corename`,
      parameters: [],
      result: "pointer",
      optional: true,
    },
    getThreads: {
      name: `${prefix}openblas_get_num_threads`,
      parameters: [],
      result: "i32",
      optional: true,
    },
    setThreads: {
      name: `${prefix}openblas_set_num_threads`,
      parameters: ["i32"],
      result: "void",
      optional: true,
    },
    // Accelerate's, from macOS 15 on: one thread (1) or as many as it likes (0), for
    // the calling thread alone.
    setSingleThreaded: {
      name: "BLASSetThreading",
      parameters: ["u32"],
      result: "i32",
      optional: true,
    },
  });
  const config = words(symbols.getConfig?.());
  if (config?.includes("USE64BITINT")) {
    throw new Error("it takes 64-bit sizes");
  }
  return {
    ...symbols,
    path,
    /** "OpenBLAS 0.3.34". */
    name: config?.split(" ").slice(0, 2).join(" ") ??
      (path === ACCELERATE ? "Accelerate" : "BLAS"),
    /** The kind of processor it has chosen its code for. */
    core: words(symbols.getCore?.()),
  };
}

/** The text at an address. */
function words(
  pointer: Deno.PointerValue | undefined,
): string | undefined {
  return pointer ? Deno.UnsafePointerView.getCString(pointer) : undefined;
}

/** Where a library is expected, best first. */
async function candidates(): Promise<string[]> {
  if (Deno.build.os === "darwin") return [ACCELERATE];
  const venv = new URL("../../.venv/", import.meta.url);
  const read: Need = { name: "read", path: venv };
  if (!isGranted(read)) checkPermissions("use BLAS", [read, { name: "ffi" }]);
  const installed = venv.protocol === "file:" ? await inVenv(venv) : [];
  return [...installed, ...SYSTEM];
}

/** OpenBLAS as the package scipy-openblas32 brings it. */
async function inVenv(venv: URL): Promise<string[]> {
  const folders = [
    new URL("Lib/", venv), // on Windows
    ...(await names(new URL("lib/", venv))).map((python) =>
      new URL(`lib/${python}/`, venv)
    ),
  ].map((lib) => new URL("site-packages/scipy_openblas32/lib/", lib));
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await names(folder))
        .filter((name) => /^(lib)?scipy_openblas\.(so|dll)$/.test(name))
        .map((name) => fileURLToPath(new URL(name, folder)))
    ),
  );
  return files.flat();
}

/** The names in a folder; none if there is no such folder. */
async function names(folder: URL): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map((e) => e.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
