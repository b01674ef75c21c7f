import { literalValue } from "./literals.js";

// What a number becomes as it is dragged or stepped: values that one can read and say, written
// as the cell writes them. A quantity goes through 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 of each
// decade, so that ten steps are a factor of ten; a whole number goes through whole numbers, from
// 100 on through those of two digits. Finer are two digits, and whole numbers one by one. What
// is positive stays so; what is 0 or negative to begin with may be anything, in equal steps.

const READABLE = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80];
const TWO_DIGITS = Array.from({ length: 90 }, (_, i) => 10 + i);
const MOST_DECADES = 12;

/** Values of a decade, written as from 10 to 99, in all decades. */
const decades = (values) => ({
  at: (i) => {
    const decade = Math.floor(i / values.length);
    return Number(`${values[i - decade * values.length]}e${decade - 1}`);
  },
  near: (value) => Math.floor(Math.log10(value) * values.length),
  least: -MOST_DECADES * values.length,
  most: MOST_DECADES * values.length,
});

/** The whole numbers below 100, then those of two digits. */
const WHOLE = {
  at: (i) => {
    const size = Math.abs(i);
    return size < 100 ? i : Math.sign(i) * TWO_DIGIT_SCALE.at(size + 80);
  },
  near: (value) =>
    Math.abs(value) < 100
      ? value
      : Math.sign(value) * (TWO_DIGIT_SCALE.near(Math.abs(value)) - 80),
};
const TWO_DIGIT_SCALE = decades(TWO_DIGITS);
const READABLE_SCALE = decades(READABLE);

const ONE_BY_ONE = { at: (i) => i, near: (value) => value };

const equalSteps = (unit) => ({
  at: (i) => Number((i * unit).toPrecision(12)),
  near: (value) => Math.floor(value / unit),
  least: -1e6,
  most: 1e6,
});

/** What a number goes through: `at(i)` of whole i from `least` to `most`. */
function scaleOf({ text, isReal, isUnsigned, isAnySign }, isFine) {
  const isPositive = !isAnySign && literalValue(text) > 0;
  const least = isPositive ? 1 : isUnsigned ? 0 : undefined;
  if (!isReal) {
    const scale = isFine ? ONE_BY_ONE : WHOLE;
    const most = isFine ? 1e12 : 980;
    return { ...scale, least: least ?? -most, most };
  }
  if (isPositive) return isFine ? TWO_DIGIT_SCALE : READABLE_SCALE;
  const digits = /\.(\d*)/.exec(text)?.[1].length ?? 0;
  const exponent = Number(/e([+-]?\d+)/i.exec(text)?.[1] ?? 0);
  const unit = Number(`1e${exponent - Math.max(digits, 1) - (isFine ? 1 : 0)}`);
  const steps = equalSteps(unit);
  return { ...steps, least: least ?? steps.least };
}

/** Where a value is in a scale: the last one that is not above it, and whether it is it. */
function placeIn(scale, value) {
  let i = scale.near(value);
  while (scale.at(i + 1) <= value) i++;
  while (scale.at(i) > value) i--;
  return { below: i, above: scale.at(i) === value ? i : i + 1 };
}

/**
 * A number, so many steps on or back.
 *
 * @param number One of `numbersOf()`; that it `isAnySign` says that it was 0 or negative to
 *   begin with.
 * @param by How many steps, negative for back.
 * @param isFine Whether they are the finer ones.
 * @returns the literal in its place.
 */
export function stepped(number, by, isFine = false) {
  if (by === 0) return number.text;
  const scale = scaleOf(number, isFine);
  const { below, above } = placeIn(scale, literalValue(number.text));
  const to = by > 0
    ? Math.max(below, Math.min(below + by, scale.most))
    : Math.min(above, Math.max(above + by, scale.least));
  return written(scale.at(to), number);
}

/**
 * How far a slider for a number goes, as whole places from `least` to `most`: for a quantity
 * from .001 or a hundredth of it to ten or its hundredfold.
 */
export function slideOf(number) {
  const scale = scaleOf(number, false);
  const value = literalValue(number.text);
  const place = (value) => placeIn(scale, value).below;
  const [first, last] = value <= 0 || number.isAnySign
    ? [place(value) - 20, place(value) + 20]
    : number.isReal
    ? [place(Math.min(0.001, value / 100)), place(Math.max(10, value * 100))]
    : [1, Math.max(20, place(value * 10))];
  return {
    least: Math.max(first, scale.least),
    most: Math.min(last, scale.most),
  };
}

/** Where a slider for a number stands when the number has become `text`. */
export function slidePlace(number, text = number.text) {
  return placeIn(scaleOf(number, false), literalValue(text)).below;
}

/** The literal that a number becomes when its slider stands at a place. */
export function slidTo(number, place) {
  return written(scaleOf(number, false).at(place), number);
}

/** A value as the literal that it takes the place of is written. */
function written(value, { text, isReal }) {
  if (isReal && /e/i.test(text)) {
    const [, e] = /(e)/i.exec(text);
    return value.toExponential().replace(/e\+?/, e);
  }
  let plain = String(value);
  if (text.includes("_")) plain = plain.replace(/\B(?=(?:\d{3})+$)/g, "_");
  if (text.endsWith("n")) return `${plain}n`;
  // 2 would be a whole number from then on.
  if (text.includes(".") && !/[.e]/.test(plain)) plain += ".0";
  return /^-?\./.test(text) ? plain.replace(/^(-?)0\./, "$1.") : plain;
}
