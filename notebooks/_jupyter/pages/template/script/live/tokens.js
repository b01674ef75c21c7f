// TypeScript in tokens: what an editor colours, and where numbers stand. Words get the colours
// that the page's own code has, so that a cell looks alike before it is edited and after.

const KEYWORDS = new Set(
  ("abstract as async await break case catch class const constructor continue debugger " +
    "declare default delete do else enum export extends false final finally for from function " +
    "if implements import in Infinity instanceof interface let NaN new null of override " +
    "package private protected public readonly return static super switch this throw true " +
    "try type typeof undefined var void while with yield").split(" "),
);

/** Of these a value is the last part: what follows divides it, or is subtracted. */
const VALUES = new Set(
  "false Infinity NaN null super this true undefined".split(" "),
);

const BUILTINS =
  /^(?:Array|ArrayBuffer|Atomics|BigInt|Boolean|DataView|Date|Function|Intl|JSON|Map|Math|Number|Object|Promise|Proxy|Reflect|RegExp|Set|String|Symbol|Weak(?:Map|Set)|(?:Big)?(?:Ui|I)nt(?:8|16|32|64)Array|Uint8ClampedArray|Float(?:32|64)Array|decodeURI(?:Component)?|encodeURI(?:Component)?|globalThis|is(?:Finite|NaN)|parse(?:Float|Int))$/;

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>\/\/.*|\/\*[^]*?(?:\*\/|$))`,
    String.raw`(?<string>"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?)`,
    String.raw`(?<number>0[xX][\da-fA-F_]+n?|0[oO][0-7_]+n?|0[bB][01_]+n?|` +
    String.raw`(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*|n)?)`,
    String.raw`(?<word>[@#]?[\p{L}_$][\p{L}\p{N}\p{M}_$]*)`,
    String.raw`(?<mark>\+\+|--|=>|\*\*|\.\.\.|\?\.(?!\d)|[^\s])`,
  ].join("|"),
  "yu",
);
const REGULAR_EXPRESSION =
  /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
/** Text of a template up to its end, or to the code in it. */
const TEMPLATE_TEXT = /(?:\\[^]|\$(?!\{)|[^`\\$])*(?:`|\$\{|$)/y;

/**
 * The tokens of a cell, in order; what is in progress (a string without its end) is one too.
 *
 * @param source TypeScript.
 * @returns for each its `kind` ("comment", "string", "number", "keyword", "builtin", "word" or
 *   "mark"), where it starts and where it ends. The text of a template is in strings, the
 *   code in it is not.
 */
export function tokensOf(source) {
  const tokens = [];
  const open = []; // how many braces are open in the code of each template around
  let at = 0;
  let before; // the token before, but for comments
  const add = (kind, end) => {
    tokens.push({ kind, start: at, end });
    if (kind !== "comment") before = tokens.at(-1);
    at = end;
  };
  const matched = (pattern) => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0].length;
  };
  const templateText = (start) => {
    const from = at;
    at += start;
    const end = at + matched(TEMPLATE_TEXT);
    at = from;
    add("string", end);
    if (source.endsWith("${", end) && end - from > start) open.push(0);
  };
  while (at < source.length) {
    const letter = source[at];
    if (/\s/.test(letter)) at++;
    else if (letter === "`") templateText(1);
    else if (letter === "}" && open.at(-1) === 0) {
      open.pop();
      templateText(1);
    } else {
      if (letter === "/" && !endsValue(source, before)) {
        const length = matched(REGULAR_EXPRESSION);
        if (length) {
          add("string", at + length);
          continue;
        }
      }
      TOKEN.lastIndex = at;
      const { groups } = TOKEN.exec(source);
      const kind = Object.keys(groups).find((name) => groups[name]);
      const text = groups[kind];
      if (open.length > 0 && text === "{") open[open.length - 1]++;
      if (open.length > 0 && text === "}") open[open.length - 1]--;
      const isMember = source[at - 1] === "." && before?.kind === "mark";
      add(
        kind !== "word" || isMember
          ? kind
          : KEYWORDS.has(text)
          ? "keyword"
          : BUILTINS.test(text)
          ? "builtin"
          : "word",
        at + text.length,
      );
    }
  }
  return tokens;
}

/** Whether a value may end with a token, or none, so that an operator between two follows. */
export function endsValue(source, token) {
  if (token === undefined) return false;
  const text = source.slice(token.start, token.end);
  if (token.kind === "mark") return /^(?:[)\]}]|\+\+|--)$/.test(text);
  if (token.kind === "keyword") return VALUES.has(text);
  return token.kind !== "string" || !text.endsWith("${");
}
