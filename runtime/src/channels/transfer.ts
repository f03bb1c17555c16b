import { Readable } from "node:stream";

/** Whether a message's body was handed over to its end. */
export interface Transfer {
  /**
   * True from just before the transport gets the last of the body: from then on the server may have all of it. A server that
   * loses the connection earlier has an unfinished message, which RFC 5321 (§4.1.1.4) has it throw away.
   */
  readonly complete: boolean;
  /** The body as the transport shall read it. It may start over as long as no reading was complete. */
  watch(body: Readable): Readable;
}

export function createTransfer(): Transfer {
  let complete = false;
  async function* pass(body: Readable): AsyncGenerator<unknown> {
    // Against a transport that repeats a message on its own: that decision is ours, and the answer is in the database.
    if (complete) throw new Error("The message was handed over before.");
    yield* body;
    complete = true;
  }
  return {
    get complete() {
      return complete;
    },
    watch: (body) => Readable.from(pass(body), { objectMode: false }),
  };
}
