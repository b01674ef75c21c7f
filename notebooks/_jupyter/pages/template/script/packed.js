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
  const holder = document.querySelector(`script[data-packed="${name}"]`);
  const bytes = Uint8Array.from(
    atob(holder.textContent),
    (letter) => letter.charCodeAt(0),
  );
  // ReadableStream.from, the short way, is not there in Chromium and WebKit.
  const stream = new Blob([bytes]).stream()
    .pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
