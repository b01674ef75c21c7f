import * as library from "weightlab";

const { kernelInUse } = library as unknown as {
  kernelInUse?: () => { readonly name: string };
};

/** Which build of the kernel computes. */
export function kernelName(): string {
  return kernelInUse?.().name ?? "unknown";
}
