import type { Draft } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import { receive } from "../engine/react.ts";
import type { EngagementInput } from "../store/gateway.ts";

/** Nobody reads that fast: what is opened or clicked so soon after it left was opened by a scanner. */
const SCANNED_WITHIN_MS = 5_000;

/** A mail that was sent, or may have been. */
export interface MailSending {
  readonly contact: string;
  readonly message: string;
  /** When it left, as far as is known. */
  readonly at: Millis;
}

/** Events of an open or a click, the one that tells whether it is known last. */
export type EngagementEvents = ReturnType<typeof engagementEvents>;

/** A click comes with the open that it is; the same again is the same event. */
export function engagementEvents(input: EngagementInput, { message, at: sentAt }: MailSending, at: Millis) {
  const bot = input.bot || at - sentAt < SCANNED_WITHIN_MS;
  const { sending } = input;
  const by = bot ? { mark: "bot:", said: { bot } } : { mark: "", said: {} };
  const open = { id: `open:${by.mark}${sending}`, key: `open:${message}`, body: { sending, ...by.said } };
  switch (input.kind) {
    case "open":
      return [open];
    case "click": {
      const { target, links } = input;
      const body = { sending, target, links, ...by.said };
      return [open, { id: `click:${by.mark}${sending}:${target}`, key: `click:${message}`, body }];
    }
    default:
      return input satisfies never;
  }
}

/** Takes in those of the events that are new. Answers whether any was. */
export function engage(
  draft: Draft,
  events: EngagementEvents,
  at: Millis,
  known: ReadonlySet<string>,
): boolean {
  const news = events.filter(({ id }) => !known.has(id));
  for (const event of news) receive(draft, { ...event, at, cause: null, depth: 0 });
  return news.length > 0;
}
