// What a page holds packed, gzipped and in base 85: unpacked when it is first asked for.

/** The digits of RFC 1924's base 85, with a comma for "<", which could begin html. */
export const DIGITS =
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";
const VALUES = new Uint8Array(128);
for (let i = 0; i < DIGITS.length; i++) VALUES[DIGITS.charCodeAt(i)] = i;

const unpacking = new Map();

/** The bytes of what is packed under a name. */
export function unpacked(name) {
  if (!unpacking.has(name)) unpacking.set(name, unpack(name));
  return unpacking.get(name);
}

/** The text of what is packed under a name. */
export async function unpackedText(name) {
  return new TextDecoder().decode(await unpacked(name));
}

/**
 * Runs a script that was packed. The page's policy has its hash: nothing else could be put in
 * its place.
 */
export function runScript(code) {
  const script = document.createElement("script");
  script.textContent = code;
  document.head.append(script);
  script.remove();
}

async function unpack(name) {
  // A page's own stand at its end: behind whatever a notebook's output may have brought.
  const holder = [
    ...document.querySelectorAll(`script[data-packed="${name}"]`),
  ].at(-1);
  const bytes = bytesOf(holder.textContent);
  // ReadableStream.from, the short way, is not there in Chromium and WebKit.
  const stream = new Blob([bytes]).stream()
    .pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The bytes of a text in base 85: four of five letters. */
export function bytesOf(text) {
  const groups = new DataView(new ArrayBuffer(Math.ceil(text.length / 5) * 4));
  for (let at = 0, to = 0; at < text.length; to += 4) {
    let value = 0;
    // What is missing of the last group is its greatest digit, so that what is there holds.
    for (const end = at + 5; at < end; at++) {
      value = value * 85 + (VALUES[text.charCodeAt(at)] ?? 84);
    }
    groups.setUint32(to, value);
  }
  return new Uint8Array(groups.buffer, 0, Math.floor(text.length * 4 / 5));
}
