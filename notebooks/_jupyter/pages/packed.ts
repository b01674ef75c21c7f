import { gzipSync } from "node:zlib";

/**
 * A text, or bytes, as a page holds it packed, gzipped and in base64: between `<script type="text/plain"
 * data-packed="NAME">` and its end, where `script/packed.js` finds it. It never is html, and
 * a browser neither runs nor reads it before the page's script does.
 */
export function packed(content: string | Uint8Array): string {
  return new Uint8Array(gzipSync(content, { level: 9 })).toBase64();
}
