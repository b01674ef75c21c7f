import { jupyter } from "../notebook/jupyter.ts";

/** What the Deno kernel offers to its cells, and {@linkcode notebook} finds. */
export interface Notebook {
  /** Sends a message to the front ends; it leaves before the call returns. */
  broadcast(
    type: "display_data" | "update_display_data",
    content: {
      data: Record<string, unknown>;
      metadata: Record<string, unknown>;
      transient?: { display_id: string };
    },
  ): Promise<void>;
  /** Shows a MIME bundle as an output of the running cell. */
  display(bundle: unknown, options: { raw: true }): Promise<void>;
}

/** The notebook this code runs in, or undefined outside of Deno's kernel. */
export function notebook(): Notebook | undefined {
  return jupyter() as Notebook | undefined;
}
