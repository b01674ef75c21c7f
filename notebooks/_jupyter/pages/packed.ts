import { gzipSync } from "node:zlib";
import { DIGITS } from "./template/script/packed.js";

/**
 * A text, or bytes, as a page holds it packed, gzipped and in base 85, five letters for four
 * bytes: between `<script type="text/plain" data-packed="NAME">` and its end, where
 * `script/packed.js` finds it. It never is html, and a browser neither runs nor reads it before
 * the page's script does.
 */
export function packed(content: string | Uint8Array): string {
  const bytes = gzipSync(content, { level: 9 });
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  whole.set(bytes);
  const groups = new DataView(whole.buffer);
  const letters: string[] = [];
  for (let at = 0; at < whole.length; at += 4) {
    const value = groups.getUint32(at);
    for (let power = 85 ** 4; power >= 1; power /= 85) {
      letters.push(DIGITS[Math.floor(value / power) % 85]);
    }
  }
  return letters.join("").slice(0, Math.ceil(bytes.length * 5 / 4));
}
