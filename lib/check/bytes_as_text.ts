// What newer engines do in one call, and Node 20 does not.

/** The methods that newer engines have. */
interface Newer {
  toBase64?: () => string;
}

/** How many characters are made of bytes at a time: each is an argument of a call. */
const PIECE = 0x8000;

/**
 * Bytes in base64.
 *
 * @param bytes The bytes.
 */
export function toBase64(bytes: Uint8Array): string {
  const newer = bytes as Newer;
  if (newer.toBase64) return newer.toBase64();
  let binary = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(binary);
}

/**
 * The bytes that a text in base64 stands for.
 *
 * @param text The text.
 * @throws {Error} if it is none; of what kind depends on the engine.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const newer = Uint8Array as {
    fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
  };
  if (newer.fromBase64) return newer.fromBase64(text);
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/**
 * Bytes in hexadecimal digits.
 *
 * @param bytes The bytes.
 */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
