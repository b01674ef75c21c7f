/**
 * What a worker sees of itself. The compiler's own declarations for workers would stand in the
 * way of those for programs, in all files.
 */
export interface WorkerScope<Asked> {
  /** Called with what the thread that started it sends. */
  onmessage: (event: MessageEvent<Asked>) => void;
  /** Sends that thread something. */
  postMessage(message: unknown): void;
  /** Ends it. */
  close(): void;
}
