import { assertEquals, assertMatch } from "@std/assert";
import { pageConsole } from "../../../../notebooks/_jupyter/live/engine/console.ts";

/** Calls of `console`, as they are written. */
const CALLS = `
console.log("a %d", 5, [1]); console.info("b"); console.debug({ c: 1 });
console.warn("d"); console.error("e\\nf");
console.table([{ a: 1, b: "x" }, { a: 2.5, c: [1] }]);
console.table([[1, 2], [3, 4]]);
console.table([1, "a"]);
console.table({ He: { loss: 0.5, n: 100 }, Xavier: { loss: 0.25, n: 7 } });
console.table([{ a: 1, b: 2 }], ["b"]);
console.table(5); console.table([]); console.table([1, { a: 2 }]);
console.table([{ a: { b: { c: { d: 1 } } } }]);
console.group("G %d", 1); console.log("in\\nside");
console.group(); console.warn({ a: 1 }); console.table([1]);
console.groupEnd(); console.groupEnd(); console.groupEnd(); console.log("out");
console.count(); console.count("x"); console.count();
console.countReset(); console.count();
console.assert(true, "no"); console.assert(false);
console.assert(false, "why %d", 5); console.assert(false, { a: 1 });
console.dir({ a: { b: { c: {} } } }, { depth: 0 }); console.dir("text");
`;

Deno.test("pageConsole() prints what Deno's console does, where it does", async () => {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", CALLS],
    env: { NO_COLOR: "1" },
  }).output();
  const said = { stdout: "", stderr: "" };
  const own = pageConsole((name, text) => said[name] += text);
  new Function("console", CALLS)(own);
  const decoder = new TextDecoder();
  assertEquals(said.stdout, decoder.decode(stdout));
  assertEquals(said.stderr, decoder.decode(stderr));
});

Deno.test("pageConsole() tells how long something took, by its label", () => {
  const lines: string[] = [];
  const own = pageConsole((_, text) => lines.push(text));
  own.time!("a");
  own.timeLog!("a", 5);
  own.timeEnd!("a");
  own.timeEnd!("a");
  assertMatch(lines[0], /^a: [\d.]+ms 5\n$/);
  assertMatch(lines[1], /^a: [\d.]+ms\n$/);
  assertEquals(lines[2], "Timer 'a' does not exist\n");
});
