// What a page holds packed, gzipped and in base64: unpacked when it is first asked for.

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

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
