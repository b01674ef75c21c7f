// The reference as files: that it is whole. In Chromium it is looked at in
// tests/browser/reference.ts.

import {
  assert,
  assertEquals,
  assertGreater,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { type Reflection, ReflectionKind } from "typedoc";
import entries from "../../lib/help/_entries.json" with { type: "json" };
import { filesBelow, isFace, namesOf } from "../_architecture.ts";
import { faces } from "../_faces.ts";
import { tags, text } from "../notebooks/_html.ts";
import { callsOf } from "./_calls.ts";
import { LICENCES } from "./_licences.ts";
import { buildReference } from "./build.ts";
import { topicOf } from "./_topics.ts";

const to = await Deno.makeTempDir({ prefix: "weightlab-reference-" });
const project = await buildReference({ to, hasPages: false });
const notices = await Deno.readTextFile(`${to}/${LICENCES}`);
const pages = new Map<string, string>();
for (
  const folder of [
    "",
    "modules/",
    "classes/",
    "functions/",
    "variables/",
    "interfaces/",
    "types/",
  ]
) {
  for await (const { name } of Deno.readDir(`${to}/${folder}`)) {
    if (!name.endsWith(".html")) continue;
    pages.set(folder + name, await Deno.readTextFile(`${to}/${folder}${name}`));
  }
}
await Deno.remove(to, { recursive: true });

/** The page of a name. */
function pageOf(from: string, name: string): string {
  const file = `${from.replace("/", "_")}.${name}.html`;
  const found = [...pages.keys()].filter((path) => path.split("/")[1] === file);
  assertEquals(found.length, 1, `pages of ${name}, from ${from}`);
  return found[0];
}

/** A page's words, one space between them. */
function wordsOf(html: string): string {
  return words(
    text(html.replaceAll(/<br\s*\/?>/g, "\n").replaceAll("</li>", " ")),
  );
}

function words(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

Deno.test("the reference has a page for every name that a face exports", async () => {
  const lib = await filesBelow("lib", ".ts");
  const names = lib.filter(({ path }) => isFace(path)).flatMap((face) => {
    const from = `weightlab/${face.path}`.replace(/\/mod\.ts$/, "");
    return namesOf(face).map((name) => [from, name]);
  });
  assertGreater(names.length, 230);
  for (const [from, name] of names) pageOf(from, name);
});

Deno.test("the reference has each option of every call where the call is, or a click away", async () => {
  const calls = callsOf(await faces());
  assertGreater(calls.length, 60);
  let optionsFound = 0;
  for (const { from, name, options } of calls) {
    const path = pageOf(from, name), html = pages.get(path)!;
    const linked = tags(html).map(({ attributes }) => attributes.href ?? "")
      .filter((href) => href.startsWith("../interfaces/"))
      .map((href) => pages.get(href.slice("../".length).split("#")[0])!);
    for (const option of [...options.values()].flat()) {
      const declared = new RegExp(`tsd-kind-property"[^>]*>${option}<`);
      const isThere = [html, ...linked].some((page) => declared.test(page));
      assert(isThere, `${option} of ${name} is not in ${path}`);
      optionsFound++;
    }
  }
  assertGreater(optionsFound, 250);
  const sweep = pages.get(pageOf("weightlab/experiments", "depthSweep"))!;
  for (
    const option of ["workers", "store", "network", "onProgress", "dashboard"]
  ) {
    assertStringIncludes(wordsOf(sweep), `${option}?: `);
  }
});

Deno.test("the reference has a text for every name, member, option and parameter", () => {
  const { CallSignature, ConstructorSignature, Parameter } = ReflectionKind;
  const told = Object.values(project.reflections).filter((one) =>
    one.kindOf([
      ...[CallSignature, ConstructorSignature, Parameter],
      ...[ReflectionKind.Property, ReflectionKind.Accessor],
      ...[ReflectionKind.Class, ReflectionKind.Interface],
      ...[ReflectionKind.TypeAlias, ReflectionKind.Variable],
    ]) && !isOfFunctionType(one) && !isReturned(one)
  );
  assertGreater(told.length, 1500);
  assertGreater(told.filter((one) => one.kindOf(Parameter)).length, 400);
  const silent = told.filter((one) => {
    const isPlain = one.isSignature() && one.kindOf(ConstructorSignature) &&
      !one.parameters?.length;
    return !isPlain && !one.comment?.summary.some(({ text }) => text.trim());
  });
  assertEquals(silent.map((one) => one.getFullName()), []);
  // What no comment named would be called so.
  for (const [path, html] of pages) {
    assert(!html.includes("__namedParameters"), path);
  }
});

/** Whether it is a function's type, or a parameter of one without a name: what takes it tells of it. */
function isOfFunctionType(one: Reflection): boolean {
  const isParameter = one.kindOf(ReflectionKind.Parameter);
  const { name, parent } = isParameter ? one.parent! : one;
  const alias = parent?.parent;
  const isNamed = alias?.isDeclaration() && alias.type?.type === "reflection" &&
    alias.kindOf(ReflectionKind.TypeAlias);
  return name === "__type" && !(isParameter && isNamed);
}

/** Whether it is part of an object that a function returns: `@returns` tells of it. */
function isReturned({ parent }: Reflection): boolean {
  return parent?.name === "__type" &&
    parent.parent?.kindOf(ReflectionKind.CallSignature) === true;
}

Deno.test("the reference has every comment's words, formulas and examples as they are written", () => {
  const plain = (text: string) =>
    words(
      text.replaceAll(/\{@link(?:code)?\s+([^}|\s]+)[^}]*\}/g, "$1")
        .replaceAll(/^```\w*$/gm, "").replaceAll("`", "").replaceAll(
          /^- /gm,
          "",
        ),
    );
  let formulas = 0;
  for (const { name, from, text, parts, notes, example } of entries) {
    const html = pages.get(pageOf(from, name))!, all = wordsOf(html);
    const said = name === "Matrix" ? [text] : [
      text,
      ...parts.map(([, said]) => said),
      // What is thrown without a kind.
      ...notes.map(([, said]) => said.replace(/^an error /, "")),
    ];
    for (const one of said) {
      for (const paragraph of one.split(/\n{2,}/)) {
        const wanted = plain(paragraph);
        assert(all.includes(wanted), `of ${name} lacks: ${wanted}`);
        formulas += /[\^=]/.test(paragraph) ? 1 : 0;
      }
    }
    if (example === undefined) continue;
    assert(all.includes(words(example)), `of ${name} lacks: ${example}`);
    assert(html.includes('<span class="hl-'), `of ${name} is not highlighted`);
  }
  assertGreater(formulas, 100);
});

Deno.test("the reference says of options once what they are for, but for what takes paragraphs", () => {
  for (const [path, html] of pages) {
    const twice =
      /<\/div>\n<div class="tsd-comment tsd-typography"><p>(?:(?!<p>|<\/div>)[^])*<\/div>\n<ul class="tsd-parameters">/;
    assert(!twice.test(html), path);
  }
  const train = wordsOf(pages.get(pageOf("weightlab", "train"))!);
  assertStringIncludes(train, "options: TrainOptions How it is trained.");
});

Deno.test("the reference's links lead to what is there, and none to a file of this machine", () => {
  let links = 0;
  const ids = new Map([...pages].map(([path, html]) => [
    path,
    new Set(tags(html).flatMap(({ attributes }) => attributes.id ?? [])),
  ]));
  for (const [path, html] of pages) {
    assert(!html.includes(Deno.cwd()) && !html.includes("file:"), path);
    for (const { name, attributes: { href } } of tags(html)) {
      if (name !== "a" || href === undefined || /^https?:/.test(href)) continue;
      const { pathname, hash } = new URL(href, `file:///${path}`);
      if (pathname === `/${LICENCES}`) continue;
      const target = ids.get(pathname.slice(1));
      assert(target !== undefined, `${href} of ${path} leads nowhere`);
      const id = decodeURIComponent(hash.slice(1));
      assert(id === "" || target.has(id), `${href} of ${path}: no such place`);
      links++;
    }
  }
  assertGreater(links, 5000);
});

Deno.test("the reference has the notices of what it is made with, a click from every page", () => {
  for (const notice of ["Apache License", "Oliver Nightingale", "Zasso"]) {
    assertStringIncludes(notices, notice);
  }
  for (const [path, html] of pages) {
    assert(html.includes(`${LICENCES}">Licences of what`), path);
  }
});

Deno.test("topicOf() is by the folder, and in a subpath's own by kind", () => {
  assertEquals(
    topicOf("layers/affine.ts", undefined, false),
    "Layers and normalization",
  );
  assertEquals(topicOf("charts/png.ts", "charts", false), "Functions");
  assertEquals(topicOf("charts/png.ts", "charts", true), "Options and types");
  assertThrows(
    () => topicOf("new/one.ts", undefined, false),
    Error,
    "lib/new has no name in tests/docs/_topics.ts",
  );
});
