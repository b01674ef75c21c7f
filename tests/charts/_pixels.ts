import { inflateSync } from "node:zlib";

/**
 * The pixels of a png of 8 bits a channel, red, green, blue and opacity.
 * {@link https://www.w3.org/TR/png-3/#9Filters}
 */
export function pixelsOf(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type !== "IDAT") continue;
    parts.push(png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const data = inflateSync(new Uint8Array(parts.flatMap((part) => [...part])));
  const row = 4 * width, pixels = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (row + 1)];
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x < 4 ? 0 : pixels[at - 4];
      const up = y === 0 ? 0 : pixels[at - row];
      const corner = x < 4 || y === 0 ? 0 : pixels[at - row - 4];
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      pixels[at] = data[y * (row + 1) + 1 + x] + guess[filter];
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const near = (value: number) => Math.abs(guess - value);
  if (near(left) <= near(up) && near(left) <= near(corner)) return left;
  return near(up) <= near(corner) ? up : corner;
}
