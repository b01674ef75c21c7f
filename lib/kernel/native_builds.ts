/** The native builds by name, widest first, with the platform of each. */
export const NATIVE = {
  avx512: { os: "linux", arch: "x86_64", file: "linux_x86_64_avx512.so" },
  avx2: { os: "linux", arch: "x86_64", file: "linux_x86_64_avx2.so" },
  neon: { os: "linux", arch: "aarch64", file: "linux_aarch64.so" },
} as const;

/** The name of a native build. */
export type NativeName = keyof typeof NATIVE;

/** The names of the native builds that there are for this platform, widest first. */
export function nativeNames(): NativeName[] {
  if (typeof Deno === "undefined" || Deno.dlopen === undefined) return [];
  const { os, arch } = Deno.build;
  return (Object.keys(NATIVE) as NativeName[]).filter((name) =>
    NATIVE[name].os === os && NATIVE[name].arch === arch
  );
}
