import type { InputKey } from "@trajet/compiler/program";
import type { ConsentStatus, ContactFacts, Facts, Json, Millis, PastEvent } from "./facts.ts";

/**
 * What was known at an earlier moment, as far as events of these keys tell: later events have not happened, and what they
 * changed of the contact is as it was before.
 */
export function factsAsOf(facts: Facts, at: Millis, keys: Iterable<InputKey>): Facts {
  const later = [...keys]
    .flatMap((key) => facts.history(key))
    .filter((event) => event.at > at)
    .toSorted((one, other) => other.at - one.at || other.seq - one.seq);
  return {
    ...facts,
    now: at,
    contact: later.reduce(undone, facts.contact),
    history: (key) => facts.history(key).filter((event) => event.at <= at),
  };
}

function undone(contact: ContactFacts, { key, body }: PastEvent): ContactFacts {
  const family = key.split(":", 1)[0];
  switch (family) {
    case "tag+":
      return { ...contact, tags: without(contact.tags, body.tag) };
    case "tag-":
      return { ...contact, tags: contact.tags.union(new Set([String(body.tag)])) };
    case "group+":
      return { ...contact, groups: without(contact.groups, `${body.category}/${body.group}`) };
    case "group-":
      return { ...contact, groups: contact.groups.union(new Set([`${body.category}/${body.group}`])) };
    case "field":
      return { ...contact, fields: { ...contact.fields, [String(body.field)]: body.from ?? null } };
    case "consent+":
      return withConsent(contact, String(body.channel), "unsubscribed");
    case "consent-":
      return withConsent(contact, String(body.channel), "subscribed");
    default:
      return contact;
  }
}

const without = (all: ReadonlySet<string>, one: Json | undefined) => all.difference(new Set([String(one)]));

function withConsent(contact: ContactFacts, channel: string, status: ConsentStatus): ContactFacts {
  return { ...contact, consent: { ...contact.consent, [channel]: status } };
}
