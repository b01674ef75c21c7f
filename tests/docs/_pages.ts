import { Comment, PageEvent, Reflection, type Renderer } from "typedoc";
import { LICENCES } from "./_licences.ts";

/**
 * Makes pages that work from a folder as from a server, say what they are about and lead back
 * to the notebooks.
 *
 * @param hasPages Whether the notebooks' pages lie in the folder above.
 */
export function finishPages(renderer: Renderer, hasPages: boolean): void {
  renderer.on(PageEvent.END, (page) => {
    const { contents = "", model } = page;
    const base = contents.match(/ data-base="([^"]*)"/)![1];
    const back = `<a href="${base}../index.html">The notebooks</a>`;
    page.contents = contents
      // From a folder no other file's drawings can be used; icons.js puts them into each page.
      .replaceAll(/href="[^"]*assets\/icons\.svg#/g, 'href="#')
      // A question mark says the one, and nobody writes to the others.
      .replaceAll(
        /<code class="tsd-tag">(?:Const|Optional|Readonly)<\/code>\s*/g,
        "",
      )
      // One sentence says what options are for: the parameter's, not their interface's, too.
      .replaceAll(
        /(<\/div>\n)<div class="tsd-comment tsd-typography"><p>(?:(?!<p>)[\s\S])*?<\/div>\n(?=<ul class="tsd-parameters">)/g,
        "$1",
      )
      // A long name goes on in a second line where a word of it begins.
      .replace(
        /<h1>.*<\/h1>/,
        (title) => title.replaceAll(/([a-z])(?=[A-Z])/g, "$1<wbr>"),
      )
      .replace(
        /(<meta name="description" content=")[^"]*/,
        (_, start) => start + escaped(descriptionOf(model)),
      )
      .replace(
        "<footer>",
        `<footer><p><a href="${base}${LICENCES}">Licences of what these pages are made with</a></p>`,
      )
      .replace(
        '<div id="tsd-toolbar-links">',
        (start) => hasPages ? start + back : start,
      );
  });
}

/** The first paragraph of what a page is about, as plain text. */
function descriptionOf(model: unknown): string {
  const about = model as Reflection;
  const signatures = about.isDeclaration() ? about.signatures ?? [] : [];
  const said = [about, ...signatures].map(({ comment }) =>
    Comment.combineDisplayParts(comment?.summary)
  );
  const [first] = (said.find((text) => text !== "") ?? "")
    .replaceAll(/\{@link(?:code)?\s+([^}|]+)[^}]*\}/g, "$1")
    .replaceAll(/[`*]/g, "").split(/\n\s*\n/);
  return first.replaceAll(/\s+/g, " ").trim() || "weightlab's API reference.";
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
