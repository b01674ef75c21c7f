/**
 * What a value is, in words for a message: "undefined", "an Array", "a Promise (is an
 * await missing?)".
 *
 * @param value Anything; what stands where something else must.
 */
export function kindOf(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return functionKind(value);
  if (value === null || typeof value !== "object") return String(value);
  if (value instanceof Promise) return "a promise (is an await missing?)";
  const name: string | undefined = value.constructor?.name;
  if (name === undefined || name === "Object") {
    const keys = Object.keys(value);
    return keys.length === 0 ? "an empty object" : `{ ${keys.join(", ")} }`;
  }
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}

/**
 * Whether a value is a class, which must be called with `new`: `LayerNormalization`
 * where a function that makes one is meant.
 *
 * @param value Anything.
 */
export function isClass(value: unknown): boolean {
  return typeof value === "function" &&
    /^class\b/.test(Function.prototype.toString.call(value));
}

function functionKind(f: { name: string }): string {
  return `${isClass(f) ? "the class" : "the function"}${
    f.name && ` ${f.name}`
  }`;
}
