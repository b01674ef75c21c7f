import { builds } from "../kernel/_builds.ts";

/** The builds of the kernel that this machine can run. */
export const here: readonly string[] = builds.map(({ name }) => name);

/** The one that the library takes by itself: native code if there is any. */
export const quickest: string =
  here.find((name) => !["wasm", "exact"].includes(name)) ?? "wasm";
