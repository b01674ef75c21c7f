/** Five images whose pixels are all 51, 102, ..., 255, labelled 0 to 4. */
export function fakeImages(side = 28): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16 + 5 * side * side);
  const view = new DataView(bytes.buffer);
  [0x803, 5, side, side].forEach((v, i) => view.setUint32(4 * i, v));
  for (let i = 0; i < 5; i++) {
    const start = 16 + i * side * side;
    bytes.fill(51 * (i + 1), start, start + side * side);
  }
  return bytes;
}

/** The idx file of their labels. */
export const fakeLabels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 5, 0, 1, 2, 3, 4);
