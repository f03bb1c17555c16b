import type { AudienceShape, CompiledProject } from "@trajet/compiler/program";
import equal from "fast-deep-equal";
import { type Draft, type Incoming, record } from "../engine/draft.ts";
import type { ConsentStatus, Json, Millis } from "../engine/facts.ts";
import { isoMoment } from "../engine/iso-moment.ts";
import { settleQueue } from "../engine/react.ts";
import type { ContactInput } from "../store/gateway.ts";

/** By channel, the status in which an address begins that belonged to somebody who was erased. */
export type SuppressedChannels = { readonly [channel: string]: "unsubscribed" | "cleaned" };

/**
 * Changes a contact as the input says, which for a new one is its sign-up: each difference is an event with all that
 * follows from it. Answers whether anything differed.
 */
export function changeContact(
  draft: Draft,
  input: ContactInput,
  suppressed: SuppressedChannels,
  newEventId: () => string,
): boolean {
  const isNew = draft.contact.seq === 0;
  // An import says when the contact came, not when it changed.
  const at = isNew || !input.imported ? (input.at ?? draft.now) : draft.now;
  const changes = isNew ? signUp(draft, input, at) : [];
  changes.push(...fieldChanges(draft, input, isNew), ...consentChanges(draft, input, isNew, suppressed));
  changes.push(...tagChanges(draft, input), ...groupChanges(draft, input));
  // What an import brings along with a new contact is how the contact arrived, not something that happened to it.
  const happened = isNew && input.imported ? changes.filter((change) => change.key === "signup") : changes;
  for (const change of happened) record(draft, { ...change, id: newEventId(), at, cause: null, depth: 0 });
  settleQueue(draft);
  draft.changed.contact ||= changes.length > 0;
  return changes.length > 0;
}

/** In which audience a record belongs, and by which id or e-mail address its contact is looked up; or why it is not taken. */
export function whoseRecord(
  input: ContactInput,
  project: Pick<CompiledProject, "audiences">,
):
  | { readonly audience: string; readonly shape: AudienceShape; readonly wanted: string }
  | { readonly reason: string } {
  const names = Object.keys(project.audiences);
  const audience = input.audience ?? (names.length === 1 ? names[0] : undefined);
  if (audience === undefined) return { reason: "name the audience: the project has several" };
  const { email } = input.fields;
  const wanted = input.id ?? (typeof email === "string" ? email : undefined);
  if (wanted === undefined) return { reason: "a contact needs an id or an e-mail address" };
  const shape = Object.hasOwn(project.audiences, audience) ? project.audiences[audience] : undefined;
  if (shape === undefined) return { reason: `the project declares no audience ${audience}` };
  return { audience, shape, wanted };
}

/** Journeys with a start by the calendar into which the contact may come: the first one of its zone makes them look again. */
export function calendarsFor({ contact, doors }: Draft): readonly string[] {
  return doors
    .filter(
      ({ loaded: { program } }) =>
        program.audience === contact.audience && program.starts.some((start) => start.schedule !== undefined),
    )
    .map(({ loaded }) => loaded.program.journey);
}

export const addressTaken = (audience: string, email: Json | undefined): string =>
  `another contact of ${audience} has the e-mail address ${JSON.stringify(email)}`;

type Change = Pick<Incoming, "key" | "body">;

function signUp(draft: Draft, input: ContactInput, at: Millis): Change[] {
  const source = input.fields.source ?? (input.imported ? "import" : "api");
  draft.contact.fields.source = source;
  draft.contact.fields.createdAt ??= isoMoment(at);
  draft.contact.fields.rating ??= 0;
  return [{ key: "signup", body: { imported: input.imported, source } }];
}

function fieldChanges(draft: Draft, input: ContactInput, isNew: boolean): Change[] {
  const { fields } = draft.contact;
  const changes: Change[] = [];
  for (const [field, to] of Object.entries(input.fields)) {
    const from = fields[field] ?? null;
    // Deeply: the database keeps the members of a record in an order of its own.
    if (equal(from, to)) continue;
    if (to === null) delete fields[field];
    else fields[field] = to;
    draft.changed.contact = true;
    if (!isNew) changes.push({ key: `field:${field}`, body: { field, from, to } });
  }
  return changes;
}

/** A new contact with an address is subscribed to email unless said; a change is an event for the two decided statuses. */
function consentChanges(
  draft: Draft,
  input: ContactInput,
  isNew: boolean,
  suppressed: SuppressedChannels,
): Change[] {
  const { consent, fields } = draft.contact;
  const wanted: Record<string, ConsentStatus> = { ...input.consent };
  if (isNew && typeof fields.email === "string") wanted.email ??= "subscribed";
  Object.assign(wanted, suppressed);
  const changes: Change[] = [];
  for (const [channel, status] of Object.entries(wanted)) {
    if (consent[channel] === status) continue;
    consent[channel] = status;
    draft.changed.contact = true;
    if (isNew) continue;
    if (status === "subscribed") changes.push({ key: `consent+:${channel}`, body: { channel } });
    else if (status === "unsubscribed") changes.push({ key: `consent-:${channel}`, body: { channel } });
  }
  return changes;
}

function tagChanges(draft: Draft, input: ContactInput): Change[] {
  const { tags } = draft.contact;
  const added = (input.addTags ?? []).filter((tag) => !tags.has(tag) && tags.add(tag));
  const removed = (input.removeTags ?? []).filter((tag) => tags.delete(tag));
  return [
    ...added.map((tag) => ({ key: `tag+:${tag}`, body: { tag } })),
    ...removed.map((tag) => ({ key: `tag-:${tag}`, body: { tag } })),
  ];
}

function groupChanges(draft: Draft, input: ContactInput): Change[] {
  const { groups } = draft.contact;
  const joined = (input.joinGroups ?? []).filter((name) => !groups.has(name) && groups.add(name));
  const left = (input.leaveGroups ?? []).filter((name) => groups.delete(name));
  return [
    ...joined.map((name) => ({ key: `group+:${name}`, body: groupBody(name) })),
    ...left.map((name) => ({ key: `group-:${name}`, body: groupBody(name) })),
  ];
}

function groupBody(name: string): { readonly [member: string]: Json } {
  const [category = "", ...group] = name.split("/");
  return { category, group: group.join("/") };
}
