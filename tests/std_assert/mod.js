// `@std/assert` lives on JSR, which not every network reaches. The npm package
// deno-std carries the same source as plain JavaScript, one file each, without
// types; mod.d.ts beside this file gives it the types of @std/assert 1.x. With
// JSR at hand, `"@std/assert": "jsr:@std/assert@1"` in deno.json replaces both.

// @ts-self-types="./mod.d.ts"

export * from "deno-std/assert/mod.js";
