import type { Notebook } from "../../lib/charts/_notebook.ts";

/** What a front end would have received, in order. */
export type Message =
  | { display: Record<string, unknown> }
  | { type: string; text: unknown; id: string | undefined };

/** Runs something as if inside the kernel, and tells what it sent. */
export async function insideNotebook(
  run: () => void | Promise<void>,
): Promise<Message[]> {
  const sent: Message[] = [];
  const fake: Notebook = {
    broadcast(type, { data, transient }) {
      sent.push({ type, text: data["text/plain"], id: transient?.display_id });
      return Promise.resolve();
    },
    display(bundle) {
      sent.push({ display: bundle as Record<string, unknown> });
      return Promise.resolve();
    },
  };
  await withNotebook(fake, run);
  return sent;
}

/** Runs something as if inside a kernel that takes messages so. */
export async function withNotebook(
  kernel: Notebook,
  run: () => void | Promise<void>,
): Promise<void> {
  // Outside of the kernel Deno's own property throws and cannot be redefined; an
  // object that inherits all else from Deno can have another.
  const real = Object.getOwnPropertyDescriptor(globalThis, "Deno")!;
  Object.defineProperty(globalThis, "Deno", {
    configurable: true,
    value: Object.create(Deno, { jupyter: { value: kernel } }),
  });
  try {
    await run();
  } finally {
    Object.defineProperty(globalThis, "Deno", real);
  }
}
