import { receiveMessageOnPort } from "node:worker_threads";

/** How long to wait for a message at a time, in ms: so soon an interrupt is noticed. */
export const BEAT = 50;

/**
 * The messages that lie in a port; the event loop need not turn for them.
 *
 * @param port The port, on which nothing else listens.
 */
export function received<Message>(port: MessagePort): Message[] {
  const messages: Message[] = [];
  for (;;) {
    const one = receiveMessageOnPort(port as never);
    if (one === undefined) return messages;
    messages.push(one.message);
  }
}
