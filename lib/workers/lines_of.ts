/**
 * The lines of a stream of UTF-8. What no newline ends is none, as its writer was cut off.
 *
 * @param stream What is read.
 * @returns One line after the other, without what ends it.
 */
export async function* linesOf(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  // Joined once: a long line comes in many pieces.
  let pieces: string[] = [];
  for await (const chunk of stream) {
    const [first, ...more] = decoder.decode(chunk, { stream: true })
      .split("\n");
    pieces.push(first);
    for (const next of more) {
      yield pieces.join("");
      pieces = [next];
    }
  }
}
