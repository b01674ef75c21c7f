// A value as text, as `Deno.inspect` gives it and a kernel therefore shows it.

import { inColumns } from "./columns.ts";

/** How values are told. */
export interface InspectOptions {
  /** How many levels of objects within one another are told. Default: 4. */
  readonly depth?: number;
  /** How many elements are. Default: 100. */
  readonly iterableLimit?: number;
  /** How long a line may be. Default: 80. */
  readonly breakLength?: number;
}

/** How many levels of objects within one another a line may hold. */
const LEVELS_A_LINE = 3;
/** What a line has beside entries: brackets, and room. */
const BESIDE_ENTRIES = 10;

/** A text is told as one up to this length, however long the line. */
const SHORT_TEXT = 16;

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t" },
  ...{ "\v": "\\v", "\\": "\\\\" },
};

/** The text of a value. */
export function inspect(value: unknown, options: InspectOptions = {}): string {
  return new Telling(options).text(value, 0);
}

/** An object in parts: `Map(1) {`, `"a" => 1`, `}`; before them what it is, a function's name. */
interface Told {
  readonly base?: string;
  readonly open: string;
  readonly close: "]" | "}";
  readonly parts: readonly string[];
  /** The elements of an array, which may stand in columns. */
  readonly elements?: ArrayLike<unknown>;
}

/** One value being told. */
class Telling {
  readonly #depth: number;
  readonly #limit: number;
  readonly #lineLength: number;
  #indent = 0;
  /** How deep the object lies that was begun last. */
  #begun = 0;
  readonly #above: object[] = [];
  /** The numbers of those that are within themselves. */
  readonly #circular = new Map<object, number>();

  constructor(
    { depth = 4, iterableLimit = 100, breakLength = 80 }: InspectOptions,
  ) {
    this.#depth = depth;
    this.#limit = iterableLimit;
    this.#lineLength = breakLength;
  }

  text(value: unknown, depth: number): string {
    switch (typeof value) {
      case "string":
        return this.#string(value);
      case "bigint":
        return `${value}n`;
      case "number":
        return Object.is(value, -0) ? "-0" : String(value);
      case "object":
      case "function":
        return value === null ? "null" : this.#object(value, depth);
      default:
        return String(value);
    }
  }

  #string(text: string): string {
    const isLong = text.length > SHORT_TEXT &&
      text.length > this.#lineLength - this.#indent - 4;
    return isLong
      ? text.split(/(?<=\n)/).map(quoted).join(
        ` +\n${" ".repeat(this.#indent + 2)}`,
      )
      : quoted(text);
  }

  #object(value: object, depth: number): string {
    const own = this.#custom(value, depth);
    if (own !== undefined) return own;
    if (this.#above.includes(value)) {
      const number = this.#circular.get(value) ?? this.#circular.size + 1;
      this.#circular.set(value, number);
      return `[Circular *${number}]`;
    }
    const told = this.#told(value, depth);
    if (typeof told === "string") return told;
    const number = this.#circular.get(value);
    const base = [
      ...number === undefined ? [] : [`<ref *${number}>`],
      ...told.base ? [told.base] : [],
    ].join(" ");
    return this.#bracketed({ ...told, base }, depth);
  }

  /** What a value has itself to say. */
  #custom(value: object, depth: number): string | undefined {
    const { [DENO]: deno, [NODE]: node } = value as Record<symbol, unknown>;
    const options = { depth: this.#depth, iterableLimit: this.#limit };
    let own: unknown;
    if (typeof deno === "function") own = deno.call(value, inspect, options);
    else if (typeof node === "function") {
      own = node.call(value, this.#depth - depth, options, inspect);
    } else return undefined;
    return typeof own === "string"
      ? this.#indented(own)
      : this.text(own, depth);
  }

  #indented(text: string): string {
    return text.replaceAll("\n", `\n${" ".repeat(this.#indent)}`);
  }

  /** An object in parts; whole where it has none, or lies too deep. */
  #told(value: object, depth: number): Told | string {
    const { name, prefix } = called(value);
    const inside = <T>(tell: () => T): T => {
      this.#above.push(value);
      this.#begun = depth + 1;
      const told = tell();
      this.#above.pop();
      return told;
    };
    const keys = keysOf(value);
    const properties = () =>
      keys.map((key) => this.#property(value, key, depth + 1));
    const whole = `[${prefix(name === null ? "Object" : "").trimEnd()}]`;
    const isDeep = depth > this.#depth;

    if (Array.isArray(value) || isTyped(value)) {
      const { length } = value as ArrayLike<unknown>;
      const isPlain = Array.isArray(value) && name === "Array";
      const open = isPlain ? "[" : `${prefix("Array", `(${length})`)}[`;
      const others = keys.filter((key) => !isIndex(key));
      if (length === 0 && others.length === 0) return `${open}]`;
      if (isDeep) return isPlain ? "[Array]" : whole;
      return inside(() => ({
        ...{ open, close: "]", elements: value as ArrayLike<unknown> },
        parts: [
          ...this.#elements(value as ArrayLike<unknown>, depth + 1),
          ...others.map((key) => this.#property(value, key, depth + 1)),
        ],
      }));
    }
    if (value instanceof Map || value instanceof Set) {
      const open = `${prefix("Map", `(${value.size})`)}{`;
      if (value.size === 0 && keys.length === 0) return `${open}}`;
      if (isDeep) return whole;
      return inside(() => ({
        ...{ open, close: "}" },
        parts: [...this.#entries(value, depth + 1), ...properties()],
      }));
    }
    const base = this.#base(value, keys);
    if (base !== undefined) {
      if (keys.length === 0) return base;
      if (isDeep) return whole;
      return inside(() => ({
        ...{ base, open: "{", close: "}", parts: properties() },
      }));
    }
    const hidden = hiddenOf(value);
    const open = name === "Object" && prefix("Object") === "Object "
      ? "{"
      : `${prefix("Object")}{`;
    if (keys.length === 0 && hidden.length === 0) return `${open}}`;
    if (isDeep) return whole;
    return inside(() => ({
      ...{ open, close: "}", parts: [...hidden, ...properties()] },
    }));
  }

  /** What is told of a function, an error, a date or the like before its properties. */
  #base(value: object, keys: PropertyKey[]): string | undefined {
    if (typeof value === "function") return functionName(value);
    if (value instanceof Error) {
      const stack = stackOf(value);
      for (const name of ["name", "message", "stack"] as const) {
        const at = keys.indexOf(name);
        if (at >= 0 && stack.includes(String(value[name]))) keys.splice(at, 1);
      }
      for (const name of ["cause", "errors"]) {
        if (Object.hasOwn(value, name) && !keys.includes(name)) keys.push(name);
      }
      return this.#indented(stack);
    }
    if (value instanceof RegExp) return String(value);
    if (value instanceof Date) {
      return isNaN(+value) ? "Invalid Date" : value.toISOString();
    }
    for (const kind of BOXES) {
      if (!(value instanceof kind)) continue;
      if (kind === String) {
        keys.splice(0, keys.length, ...keys.filter((key) => !isIndex(key)));
      }
      const inner = value.valueOf();
      const text = typeof inner === "string"
        ? quoted(inner)
        : this.text(inner, 0);
      return `[${kind.name}: ${text}]`;
    }
    return undefined;
  }

  /** The elements of an array, holes counted. */
  #elements(array: ArrayLike<unknown>, depth: number): string[] {
    const parts: string[] = [];
    let at = 0;
    for (; at < array.length && parts.length < this.#limit; at++) {
      const first = at;
      while (at < array.length && !(at in array)) at++;
      if (at > first) parts.push(`<${counted(at - first, "empty item")}>`);
      if (at === array.length || parts.length >= this.#limit) break;
      parts.push(this.#inner(array[at], depth));
    }
    return [...parts, ...more(array.length - at)];
  }

  #entries(
    value: Map<unknown, unknown> | Set<unknown>,
    depth: number,
  ): string[] {
    const parts: string[] = [];
    for (const one of value) {
      if (parts.length === this.#limit) break;
      parts.push(
        value instanceof Map
          ? (one as [unknown, unknown]).map((part) => this.#inner(part, depth))
            .join(" => ")
          : this.#inner(one, depth),
      );
    }
    return [...parts, ...more(value.size - parts.length)];
  }

  #property(value: object, key: PropertyKey, depth: number): string {
    const own = Object.getOwnPropertyDescriptor(value, key)!;
    const text = own.get
      ? own.set ? "[Getter/Setter]" : "[Getter]"
      : own.set
      ? "[Setter]"
      : this.#inner(own.value, depth);
    const name = typeof key === "symbol"
      ? String(key)
      : key === "__proto__"
      ? "['__proto__']"
      : /^[A-Za-z_]\w*$/.test(String(key))
      ? String(key)
      : quoted(String(key));
    return `${own.enumerable ? name : `[${name}]`}: ${text}`;
  }

  #inner(value: unknown, depth: number): string {
    this.#indent += 2;
    const text = this.text(value, depth);
    this.#indent -= 2;
    return text;
  }

  /** Parts within brackets: on a line if they fit it, arrays' in columns. */
  #bracketed(
    { base = "", open, close, parts, elements }: Told,
    depth: number,
  ): string {
    let lines = parts;
    if (elements !== undefined) {
      const isCut = parts.length > this.#limit;
      const some = isCut ? parts.slice(0, -1) : parts;
      const isNumeric = parts.every((_, i) =>
        ["number", "bigint"].includes(typeof elements[i])
      );
      const rows = inColumns(some, this.#lineLength - this.#indent, isNumeric);
      if (rows !== some) lines = isCut ? [...rows, parts.at(-1)!] : rows;
    }
    const start = base === "" ? open : `${base} ${open}`;
    const line = parts.join(", ");
    const length = line.length - 2 * (parts.length - 1) + 2 * parts.length +
      this.#indent + open.length + base.length + BESIDE_ENTRIES;
    const fits = lines === parts && !line.includes("\n") &&
      !base.includes("\n") && this.#begun - depth <= LEVELS_A_LINE &&
      length <= this.#lineLength;
    if (fits) return `${start} ${line} ${close}`;
    const indent = `\n${" ".repeat(this.#indent)}`;
    return `${start}${indent}  ${lines.join(`,${indent}  `)}${indent}${close}`;
  }
}

const DENO = Symbol.for("Deno.customInspect");
const NODE = Symbol.for("nodejs.util.inspect.custom");

const BOXES = [Number, String, Boolean, Symbol, BigInt];

function isTyped(value: object): boolean {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function isIndex(key: PropertyKey): boolean {
  return typeof key === "string" && /^(0|[1-9]\d*)$/.test(key);
}

/** The names of what belongs to an object: symbols after the others, elements left out. */
function keysOf(value: object): PropertyKey[] {
  // Of long arrays, which have a key for each element, none is looked for.
  const names = isTyped(value) ? [] : Object.keys(value);
  const symbols = Object.getOwnPropertySymbols(value).filter((symbol) =>
    Object.prototype.propertyIsEnumerable.call(value, symbol)
  );
  return [...names, ...symbols];
}

/** What is told of objects that keep to themselves what they hold. */
function hiddenOf(value: object): string[] {
  if (value instanceof WeakMap || value instanceof WeakSet) {
    return ["<items unknown>"];
  }
  return value instanceof Promise ? ["<pending>"] : [];
}

/** The class of an object, and what is told of it before what it holds: `Map(2) `. */
function called(value: object): {
  readonly name: string | null;
  readonly prefix: (kind: string, size?: string) => string;
} {
  let name: string | null = null;
  for (
    let at: object | null = value;
    at !== null && name === null;
    at = Object.getPrototypeOf(at)
  ) {
    const made = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    const isClass = typeof made === "function" && made.name !== "" &&
      made.prototype !== undefined && value instanceof made;
    if (isClass) name = made.name;
  }
  const tag = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  return {
    name,
    prefix: (kind, size = "") => {
      const first = name ?? `[${kind}${size}: null prototype]`;
      const isOther = typeof tag === "string" && tag !== "" && tag !== name;
      return `${name === null ? first : first + size} ${
        isOther ? `[${tag}] ` : ""
      }`;
    },
  };
}

/** An error's name and message, and where it was thrown. */
function stackOf(error: Error): string {
  const first = String(error), { stack } = error;
  if (!stack) return `[${first}]`;
  // Not every engine begins a stack with them.
  return stack.includes(error.message) && stack.includes(error.name)
    ? stack
    : [first, ...stack.trimEnd().split("\n")].join("\n    at ");
}

// deno-lint-ignore ban-types -- any function
function functionName(value: Function): string {
  const source = Function.prototype.toString.call(value);
  if (/^class\b/.test(source)) {
    const { name: base } = Object.getPrototypeOf(value);
    return `[class ${value.name || "(anonymous)"}${
      base ? ` extends ${base}` : ""
    }]`;
  }
  const kind = value.constructor.name;
  return `[${kind}${value.name ? `: ${value.name}` : " (anonymous)"}]`;
}

function quoted(text: string): string {
  const quote = ['"', "'", "`"].find((one) => !text.includes(one)) ?? '"';
  const inner = text.replaceAll(
    // deno-lint-ignore no-control-regex -- those are the ones
    /[\\\x00-\x1f\x7f-\x9f]/g,
    (one) =>
      ESCAPES[one] ?? `\\x${one.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return quote + (quote === '"' ? inner.replaceAll('"', '\\"') : inner) +
    quote;
}

function more(count: number): string[] {
  return count > 0 ? [`... ${count} more item${count === 1 ? "" : "s"}`] : [];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** What `console.log` prints of its arguments: a text is itself, and may say how others are. */
export function printed(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== "string") return joined(values);
  // A lone text is printed as it is.
  if (rest.length === 0) return first;
  const start = first.replaceAll(
    /%([%sdifjoOc])/g,
    (directive, letter) =>
      letter === "%"
        ? "%"
        : rest.length === 0
        ? directive
        : formatted(letter, rest.shift()) ?? directive,
  );
  return [start, ...rest.length > 0 ? [joined(rest)] : []].join(" ");
}

function joined(values: readonly unknown[]): string {
  return values.map((value) =>
    typeof value === "string" ? value : inspect(value)
  ).join(" ");
}

/** A value as a letter of `console.log`'s first text asks for it. */
function formatted(letter: string, value: unknown): string | undefined {
  switch (letter) {
    case "s":
      return String(value);
    case "d":
    case "i":
      return number(value, (text) => Number.parseInt(text));
    case "f":
      return number(value, Number.parseFloat);
    case "j":
      try {
        return JSON.stringify(value);
      } catch {
        return "[Circular]";
      }
    case "c":
      return "";
    default:
      return inspect(value);
  }
}

function number(value: unknown, read: (text: string) => number): string {
  if (typeof value === "bigint") return `${value}`;
  return ["number", "string"].includes(typeof value)
    ? `${read(String(value))}`
    : "NaN";
}
