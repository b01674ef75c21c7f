/** How much of a text is told: a file's may be as long as the file. */
const TOLD = 60;

/**
 * What stands in a file's header, in words for a message. Nothing of it is called, and no more
 * than the beginning of it is told.
 *
 * @param value What JSON.parse made of it.
 */
export function told(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value !== "string") return String(value);
  const text = JSON.stringify(value.slice(0, TOLD));
  return value.length > TOLD ? `${text.slice(0, -1)}..."` : text;
}

/**
 * Some names, for a message: "0.W", "0.b" and 3 more.
 *
 * @param names At least one.
 */
export function listed(names: readonly string[]): string {
  const first = names.slice(0, 3).map(told).join(", ");
  return names.length > 3 ? `${first} and ${names.length - 3} more` : first;
}
