import type { Act, GroupRef, PeopleRef } from "@trajet/grammar";
import {
  audienceOwner,
  type Context,
  declared,
  memberOf,
  NO_PAYLOAD,
  ofAudience,
  type Payload,
} from "./context.ts";

/** The names in what a contact does: `clicks Welcome "shop"`, `gets tag "vip"`. */
export function nameAct(act: Act, context: Context): void {
  const { names } = context;
  switch (act.verb) {
    case "get tag":
    case "lose tag":
      names.uses(act.tag, ofAudience("tag", context));
      return;
    case "change":
      names.uses(act.field, ofAudience("field", context));
      return;
    case "get order":
    case "buy":
    case "abandon cart":
    case "see back in stock":
      names.uses(act.store, declared("stores"));
      return;
    case "open":
      names.uses(act.message, declared("messages"));
      return;
    case "click": {
      names.uses(act.message, declared("messages"));
      const message = act.message && { of: "messages" as const, name: act.message.text };
      names.uses(act.link, memberOf("link", message));
      return;
    }
    case "answer":
      names.uses(act.survey, declared("messages"));
      return;
    case "do":
      names.uses(act.event, declared("events"));
      return;
    case "unsubscribe":
    case "resubscribe":
      names.uses(act.channel, declared("channels"));
      return;
    // Groups and people are nodes of their own.
    case "join":
    case "leave group":
    case "leave":
    case "enter":
    case "sign up":
    case "text":
      return;
    default:
      act satisfies never;
  }
}

/** What a sentence's own filter can speak of. */
export function payloadOf(act: Act): Payload {
  switch (act.verb) {
    case "do":
      return { event: act.event?.text, survey: undefined };
    case "answer":
      return { event: undefined, survey: act.survey?.text };
    default:
      return NO_PAYLOAD;
  }
}

export function nameGroup(ref: GroupRef, context: Context): void {
  const owner = audienceOwner(context);
  const category = ref.category?.value;
  context.names.uses(ref.category, ofAudience("category", context));
  if (owner === undefined || category === undefined) return;
  context.names.uses(ref.group, (name) => ({ kind: "group", owner, category, name }));
}

export function namePeople(ref: PeopleRef, { names }: Context): void {
  names.uses(ref.name, declared("people"));
  const owner = ref.name && { of: "people" as const, name: ref.name.text };
  names.uses(ref.tier, memberOf("tier", owner));
}
