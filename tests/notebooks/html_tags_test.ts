import { assertEquals } from "@std/assert";
import { loads, tags, text } from "./_html.ts";

Deno.test("tags() reads names and attributes, and passes over scripts", () => {
  const html = `<P id="a&amp;b" hidden><script>"<b>"</script><img src='x'/>`;
  assertEquals(tags(html), [
    { name: "p", attributes: { id: "a&b", hidden: "" } },
    { name: "script", attributes: {} },
    { name: "img", attributes: { src: "x" } },
  ]);
});

Deno.test("loads() finds what a page fetches, and no link or data", () => {
  const html = '<link href="a.css"><a href="b.html">b</a><script src="c.js">' +
    '</script><img src="data:,"><style>@import "d.css"; p { background: ' +
    'url(e.png) } q { background: url("data:,") }</style>';
  assertEquals(loads(html), ["a.css", "c.js", '"d.css"', "e.png"]);
});

Deno.test("text() drops tags and resolves entities", () => {
  assertEquals(text("<b>1 &lt; 2</b> &amp;amp;"), "1 < 2 &amp;");
});
