import { assertEquals } from "@std/assert";
import { agreeingKernel } from "../../lib/kernel/_agreeing_kernel.ts";
import { agreeingKernel as inAPage } from "../../lib/kernel/_no_native.ts";
import {
  NATIVE,
  type NativeName,
  nativeNames,
} from "../../lib/kernel/native_builds.ts";

Deno.test("a page says of a native build what other platforms than its own say", () => {
  const names = Object.keys(NATIVE) as NativeName[];
  const elsewhere = names.filter((name) => !nativeNames().includes(name));
  assertEquals(elsewhere.map(inAPage), elsewhere.map(agreeingKernel));
  assertEquals(inAPage("neon"), "it is for Deno on linux, aarch64");
});
