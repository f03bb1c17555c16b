import { changeConsent } from "../engine/change-consent.ts";
import type { Draft } from "../engine/draft.ts";
import { keywordOf, optOutWord } from "../engine/keyword.ts";
import { receive } from "../engine/react.ts";
import type { TextInput } from "../store/gateway.ts";

/** Each contact with the number has an event of its own. */
export const textEventId = ({ id }: TextInput, contact: string): string => `sms:${id}:${contact}`;

/** Takes in a text message that a contact has sent, and that is not known yet. */
export function takeText(draft: Draft, input: TextInput): void {
  const id = textEventId(input, draft.contact.id);
  // First the consent: a journey that the word starts must find it as the person wants it.
  const status = consentBy(draft, input);
  if (status !== undefined) changeConsent(draft, { channel: "sms", status, id: `${id}:consent` });
  const { text, to, at } = input;
  receive(draft, { id, key: "reply", at: at ?? draft.now, body: { text, to }, cause: null, depth: 0 });
}

/**
 * What the text makes of the consent. Who has never decided, and texts the word with which a journey starts, asks for its
 * messages; who has said STOP gets none until START.
 */
function consentBy(draft: Draft, { text, optOut }: TextInput): "subscribed" | "unsubscribed" | undefined {
  const word = optOut ?? optOutWord(text);
  if (word === "stop") return "unsubscribed";
  if (word === "start") return "subscribed";
  if (word === "help") return undefined;
  const status = draft.contact.consent.sms ?? "none";
  return (status === "none" || status === "pending") && startsJourney(draft, keywordOf(text))
    ? "subscribed"
    : undefined;
}

function startsJourney(draft: Draft, keyword: string): boolean {
  return draft.doors.some(
    ({ loaded: { program } }) =>
      program.audience === draft.contact.audience &&
      program.starts.some(({ trigger }) => trigger?.on === "texts" && keywordOf(trigger.keyword) === keyword),
  );
}
