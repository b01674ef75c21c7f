import { fileURLToPath } from "node:url";

/** Where a Python with Dask may be named. */
const VARIABLE = "WEIGHTLAB_PYTHON";

/**
 * The Python that is to be the cluster's client: the one named in WEIGHTLAB_PYTHON, that of
 * `deno task cluster`, or `python3`.
 */
export function findPython(): string {
  const { state } = Deno.permissions.querySync({
    name: "env",
    variable: VARIABLE,
  });
  const named = state === "granted" ? Deno.env.get(VARIABLE) : undefined;
  if (named) return named;
  const ours = new URL("../../.venv-cluster/bin/python", import.meta.url);
  return isFile(ours) ? fileURLToPath(ours) : "python3";
}

function isFile(url: URL): boolean {
  const { state } = Deno.permissions.querySync({ name: "read", path: url });
  if (state !== "granted") return false;
  try {
    return Deno.statSync(url).isFile;
  } catch {
    return false;
  }
}
