/**
 * Tells whether a value is what it was: two of its fingerprints are equal exactly if nothing
 * in it has changed, down to the bits of its numbers. What a function remembers it does not
 * see, nor private fields.
 */
export function fingerprint(value: unknown): string {
  const seen = new Map<object, number>();
  const of = (value: unknown): string => {
    if (typeof value === "function") return "function";
    if (value === null || typeof value !== "object") {
      return Object.is(value, -0) ? "-0" : `${typeof value} ${String(value)}`;
    }
    const place = seen.get(value);
    if (place !== undefined) return `#${place}`;
    seen.set(value, seen.size);
    if (ArrayBuffer.isView(value)) {
      const { buffer, byteOffset, byteLength } = value;
      return hashOf(new Uint8Array(buffer, byteOffset, byteLength));
    }
    if (value instanceof Map || value instanceof Set) return of([...value]);
    return Reflect.ownKeys(value).map((key) => {
      const property = Object.getOwnPropertyDescriptor(value, key)!;
      return `${String(key)}: ${"value" in property ? of(property.value) : ""}`;
    }).join(", ");
  };
  return of(value);
}

/** FNV-1a, of 32 bits, with how many bytes there were. */
function hashOf(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return `${bytes.length} bytes ${hash}`;
}
