/** Passes on what is sent to a port of this machine, and keeps what callers have said. */
export class Recorder implements Disposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #open: Deno.TcpConn[] = [];
  #said = "";

  constructor(private readonly port: number) {
    this.#accept();
  }

  get address(): string {
    return `tcp://127.0.0.1:${this.#listener.addr.port}`;
  }

  /** All bytes of callers, as characters. */
  get said(): string {
    return this.#said;
  }

  async #accept(): Promise<void> {
    const latin1 = new TextDecoder("latin1");
    for await (const from of this.#listener) {
      const to = await Deno.connect({ hostname: "127.0.0.1", port: this.port });
      this.#open.push(from, to);
      const record = new TransformStream<Uint8Array, Uint8Array>({
        transform: (bytes, passed) => {
          this.#said += latin1.decode(bytes);
          passed.enqueue(bytes);
        },
      });
      from.readable.pipeThrough(record).pipeTo(to.writable).catch(() => {});
      to.readable.pipeTo(from.writable).catch(() => {});
    }
  }

  [Symbol.dispose](): void {
    this.#listener.close();
    for (const connection of this.#open) {
      try {
        connection.close();
      } catch {
        // Its stream has closed it.
      }
    }
  }
}
