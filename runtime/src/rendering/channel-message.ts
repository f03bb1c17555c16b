import type { ChannelMessage } from "@trajet/compiler/program";
import { filling } from "./filling.ts";
import type { RenderInput } from "./message.ts";

/** The lines of a message by a further channel; `null` for one that it has not. Nothing in them is made harmless for HTML. */
export interface RenderedLines {
  readonly title: string | null;
  readonly text: string | null;
  readonly url: string | null;
}

/** Makes the lines for one contact. Throws a `RenderError` as a mail does. */
export function renderLines(message: ChannelMessage, input: RenderInput): RenderedLines {
  return filling(message, input, ({ line, text }) => ({
    title: message.title === null ? null : line(message.title),
    text: message.text === null ? null : text(message.text).trim(),
    url: message.url === null ? null : line(message.url),
  }));
}
