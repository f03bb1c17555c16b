import type { AudienceShape } from "@trajet/compiler/program";
import type { ConsentStatus, Json } from "../../engine/facts.ts";
import { ValueError } from "../../engine/values.ts";
import type { ContactInput } from "../../store/gateway.ts";
import { splitList } from "./cell.ts";
import type { Member } from "./contact-names.ts";
import { unknownName } from "./nearest.ts";
import { idOf, oneOf, textOf, whenOf } from "./parts.ts";
import { isDocument, type Manner } from "./reading.ts";
import { shown } from "./value.ts";

/** A contact while its document is read. */
export type ContactDraft = { -readonly [K in keyof Omit<ContactInput, "fields">]: ContactInput[K] } & {
  readonly fields: { [name: string]: Json };
};

export interface NamedAudience {
  readonly name: string;
  readonly shape: AudienceShape;
  /** To which one can agree. */
  readonly channels: readonly string[];
}

/** Takes one of the members that every contact has. Throws a `ValueError`. */
export function takeMember(
  draft: ContactDraft,
  audience: NamedAudience,
  member: Member,
  value: Json,
  manner: Manner,
): void {
  switch (member) {
    case "id":
      draft.id = idOf(value);
      return;
    case "audience":
      // Read before all else, since every other name depends on it.
      return;
    case "tags":
      draft.addTags = tags(audience, value, manner);
      return;
    case "removeTags":
      draft.removeTags = tags(audience, value, manner);
      return;
    case "groups":
      draft.joinGroups = groups(audience, value, manner);
      return;
    case "leaveGroups":
      draft.leaveGroups = groups(audience, value, manner);
      return;
    case "consent":
      for (const [channel, status] of consents(value, audience.channels)) agree(draft, channel, status);
      return;
    case "status":
    case "emailStatus":
      agree(draft, "email", statusOf(value));
      return;
    case "smsStatus":
      agree(draft, "sms", statusOf(value));
      return;
    case "createdAt":
      draft.at = whenOf(value, manner);
      return;
    default:
      member satisfies never;
  }
}

const STATUSES = ["subscribed", "unsubscribed", "pending", "cleaned", "none"] as const;

const statusOf = (value: Json): ConsentStatus => oneOf(value, "status", STATUSES);

function agree(draft: ContactDraft, channel: string, given: ConsentStatus): void {
  const before = draft.consent?.[channel];
  if (before !== undefined && before !== given) {
    throw new ValueError(`the consent to ${channel} is given twice, as ${before} and as ${given}`);
  }
  draft.consent = { ...draft.consent, [channel]: given };
}

function consents(value: Json, channels: readonly string[]): [string, ConsentStatus][] {
  if (!isDocument(value)) {
    throw new ValueError(
      `expected the consent by channel, as { "email": "subscribed" }, found ${shown(value)}`,
    );
  }
  return Object.entries(value).map(([channel, one]) => [oneOf(channel, "channel", channels), statusOf(one)]);
}

function listOf(value: Json, manner: Manner): readonly string[] {
  if (typeof value === "string" && manner.form === "text") return splitList(value);
  if (Array.isArray(value)) return value.map((item: Json) => textOf(item));
  throw new ValueError(`expected a list of texts, found ${shown(value)}`);
}

function tags(audience: NamedAudience, value: Json, manner: Manner): readonly string[] {
  return allKnown("tag", listOf(value, manner), audience.name, audience.shape.tags);
}

function groups(audience: NamedAudience, value: Json, manner: Manner): readonly string[] {
  const known = Object.entries(audience.shape.groups).flatMap(([category, names]) =>
    names.map((name) => `${category}/${name}`),
  );
  return allKnown("group", listOf(value, manner), audience.name, known);
}

function allKnown(what: string, names: readonly string[], audience: string, known: readonly string[]) {
  const stranger = names.find((name) => !known.includes(name));
  if (stranger === undefined) return names;
  throw new ValueError(unknownName(what, stranger, `audience ${audience}`, known));
}
