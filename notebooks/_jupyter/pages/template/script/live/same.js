// Whether a cell gave what was published, to the last digit.

/** A figure, among the forms of an output. */
export const VEGA_LITE = "application/vnd.vegalite.v5+json";

const FRACTION = String.raw`(?:\.\d+)?(?:e[-+]?\d+)?`;
/** A sign belongs to a number unless it stands between two: 1-2. */
const SIGN = String.raw`(?:(?<![\w.)\]])[-−+])?`;
const OTHERS = String
  .raw`${SIGN}\.\d+(?:e[-+]?\d+)?|\bNaN\b|${SIGN}\bInfinity\b`;

/** The numbers of a text: 1,234.5. */
const NUMBER = new RegExp(
  String.raw`${SIGN}(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)${FRACTION}|${OTHERS}`,
  "g",
);

/** The numbers of JSON, where a comma stands between two. */
const JSON_NUMBER = new RegExp(
  String.raw`${SIGN}\d+${FRACTION}|${OTHERS}`,
  "g",
);

/** The words that say so. */
export const SAME = "identical to the published output";

/**
 * The outputs of a run, as a notebook's file would have them: streams joined, what replaced
 * itself once.
 */
export function asFiled(outputs) {
  const filed = [], places = new Map();
  for (const output of outputs) {
    const last = filed.at(-1);
    if (
      output.output_type === "stream" && last?.output_type === "stream" &&
      last.name === output.name
    ) {
      last.text += output.text;
    } else if (output.update) {
      const place = filed[places.get(output.display_id)];
      if (place) place.data = output.data;
    } else {
      if (output.display_id) places.set(output.display_id, filed.length);
      filed.push({ ...output });
    }
  }
  return filed;
}

/**
 * Says how the outputs of a run differ from those published: undefined where they do not.
 *
 * @param now The run's, as filed.
 * @param published Those of the page, of which figures have their `spec`.
 */
export function difference(now, published) {
  if (now.length !== published.length) {
    return `${
      counted(now.length, "output")
    } here, ${published.length} published`;
  }
  for (const [i, output] of now.entries()) {
    const which = now.length > 1 ? `output ${i + 1}: ` : "";
    const found = differs(partsOf(output), partsOf(published[i]));
    if (found) return which + found;
  }
  return undefined;
}

/** What an output says, part by part; text first, since its numbers are those that are read. */
function partsOf({ output_type, name, text, data = {} }) {
  const types = Object.keys(data).filter((type) => !type.startsWith("image/"));
  return new Map([
    ["kind", output_type + (name ?? "")],
    ["text", text ?? ""],
    ...types.sort((a, b) => b.localeCompare(a)).map((type) => [
      type,
      typeof data[type] === "string" ? data[type] : ordered(data[type]),
    ]),
  ]);
}

function differs(now, published) {
  for (const [type, text] of published) {
    const here = now.get(type);
    if (here === text) continue;
    if (here === undefined || type === "kind") return "another kind of output";
    const isFigure = type === VEGA_LITE;
    return (isFigure ? "in the figure's specification, " : "") +
      (differentNumbers(here, text, isFigure ? JSON_NUMBER : NUMBER) ??
        differentText(here, text));
  }
  return now.size > published.size ? "more than was published" : undefined;
}

/** Which number differs, where nothing else does. */
function differentNumbers(here, published, numbers) {
  const [a, b] = [here, published].map((text) => text.match(numbers) ?? []);
  const [bareHere, barePublished] = [here, published].map((text) =>
    text.replaceAll(numbers, "#").replaceAll(/\s+/g, " ")
  );
  if (bareHere !== barePublished || a.length !== b.length) return undefined;
  const places = a.flatMap((text, i) => text === b[i] ? [] : [i]);
  if (places.length === 0) return undefined;
  const byAt = (i) => valueOf(a[i]) - valueOf(b[i]);
  const first = places.find((i) => byAt(i) !== 0) ?? places[0];
  const by = byAt(first);
  const amount = by === 0
    ? ", written otherwise"
    : Number.isFinite(by)
    ? `, ${Number(Math.abs(by).toPrecision(3))} ${by < 0 ? "less" : "more"}`
    : "";
  const others = places.length > 1
    ? `; ${counted(places.length, "number")} of ${a.length} differ`
    : "";
  return `${a[first]} here, ${b[first]} published${amount}${others}`;
}

/** What stands where two texts begin to differ. */
function differentText(here, published) {
  let at = 0;
  while (here[at] === published[at]) at++;
  const [a, b] = [here, published].map((text) =>
    JSON.stringify(text.slice(Math.max(0, at - 10), at + 30))
  );
  return `${a} here, ${b} published`;
}

function valueOf(text) {
  return Number(text.replaceAll(",", "").replace("−", "-"));
}

/** JSON in which the order of names makes no difference: a notebook's file sorts them. */
function ordered(value) {
  return JSON.stringify(
    value,
    (_, one) =>
      one && typeof one === "object" && !Array.isArray(one)
        ? Object.fromEntries(
          Object.entries(one).sort(([a], [b]) => a < b ? -1 : 1),
        )
        : one,
  );
}

function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
