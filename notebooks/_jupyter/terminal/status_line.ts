/**
 * Says what goes on: lasting lines, and on a terminal one passing line below
 * them that replaces itself. Without a terminal only the lasting lines appear.
 */
export class StatusLine {
  readonly isTerminal: boolean = Deno.stdout.isTerminal();
  #passing = false;

  /** Prints a line that stays. */
  say(text: string): void {
    this.clear();
    console.log(text);
  }

  /** Shows a line that the next one replaces. */
  show(text: string): void {
    if (!this.isTerminal) return;
    // A line that wraps cannot be replaced by a carriage return.
    const { columns } = Deno.consoleSize();
    this.clear();
    write(text.slice(0, columns - 1));
    this.#passing = true;
  }

  /** Takes the passing line away. */
  clear(): void {
    if (this.#passing) write("\r\x1b[K");
    this.#passing = false;
  }
}

function write(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}
