import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Kysely } from "kysely";
import { type Draft, type Incoming, record } from "../engine/draft.ts";
import type { ConsentStatus, Json, Millis } from "../engine/facts.ts";
import { settleQueue } from "../engine/react.ts";
import { newContactFields } from "../imports/shapes/new-contact.ts";
import { findContact } from "./contact-lookup.ts";
import type { Database } from "./database.ts";
import type { ContactInput, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { recountSchedules } from "./schedules.ts";
import type { Schema } from "./schema.ts";
import type { Suppressed } from "./suppression.ts";
import { stamp } from "./wire-types.ts";
import { storedZone } from "./zones.ts";

/** Creates a contact or changes what differs; each difference is an event, and what is the same causes nothing. */
export async function putContact(ingest: Ingest, input: ContactInput): Promise<PutResult> {
  const audience = input.audience ?? ingest.onlyAudience();
  if (audience === undefined)
    return { result: "rejected", reason: "name the audience: the project has several" };
  const email = input.fields.email;
  const wanted = input.id ?? (typeof email === "string" ? email : undefined);
  if (wanted === undefined)
    return { result: "rejected", reason: "a contact needs an id or an e-mail address" };
  const shape = ingest.project().audiences[audience];
  if (shape === undefined)
    return { result: "rejected", reason: `the project declares no audience ${audience}` };
  try {
    const found = await findContact(ingest.db, wanted, audience);
    if (found.found === "one" && found.audience !== audience) {
      const reason = `${found.id} is a contact of ${found.audience}, not of ${audience}`;
      return { result: "rejected", reason };
    }
    if (found.found === "one") return await changeContact(ingest, found.id, input);
    const complete = newContactFields(shape, input.fields);
    if ("reason" in complete) return { result: "rejected", reason: complete.reason };
    const id = input.id ?? randomUUID();
    await createRow(ingest.db, id, audience, input, await ingest.now());
    return await changeContact(ingest, id, { ...input, fields: complete.value });
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    // Only the database can say so without a race.
    return {
      result: "rejected",
      reason: `another contact of ${audience} has the e-mail address ${JSON.stringify(email)}`,
    };
  }
}

const UNIQUE_VIOLATION = "23505";

/** An empty row, so that there is something to lock; it is filled by the same path as a change, signing up included. */
async function createRow(
  db: Database,
  id: string,
  audience: string,
  input: ContactInput,
  now: Millis,
): Promise<void> {
  const email = input.fields.email;
  await db
    .insertInto("contact")
    .values({
      id,
      audience,
      fields: JSON.stringify(typeof email === "string" ? { email } : {}),
      tags: "[]",
      groups: "[]",
      consent: "{}",
      archived: false,
      created_at: stamp(input.at ?? now),
    } as never)
    // Another sender may have made the same contact meanwhile; one with the same address and another id is an error.
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

async function changeContact(ingest: Ingest, id: string, input: ContactInput): Promise<PutResult> {
  const written = await ingest.onContact(id, async ({ draft }, tx) => {
    const isNew = draft.contact.seq === 0;
    const suppressed = await suppressedBy(ingest, tx, draft, input, isNew);
    // An import says when the contact came, not when it changed.
    const at = isNew || !input.imported ? (input.at ?? draft.now) : draft.now;
    const changes = isNew ? signUp(draft, input, at) : [];
    changes.push(...fieldChanges(draft, input, isNew), ...consentChanges(draft, input, isNew, suppressed));
    changes.push(...tagChanges(draft, input), ...groupChanges(draft, input));
    // What an import brings along with a new contact is how the contact arrived, not something that happened to it.
    const happened = isNew && input.imported ? changes.filter((change) => change.key === "signup") : changes;
    for (const change of happened) record(draft, { ...change, id: randomUUID(), at, cause: null, depth: 0 });
    settleQueue(draft);
    draft.changed.contact ||= changes.length > 0;
    if (isNew || input.fields.timezone !== undefined) await noteZone(draft, tx);
    return changes.length > 0;
  });
  return { result: written === true ? "written" : "unchanged", contact: id };
}

/** The first contact of a zone lets the starts by the calendar look again: theirs may be the next one that is due. */
async function noteZone({ contact, doors }: Draft, tx: Kysely<Schema>): Promise<void> {
  const calendars = doors.filter(
    ({ loaded: { program } }) =>
      program.audience === contact.audience && program.starts.some((start) => start.schedule !== undefined),
  );
  const { timezone } = contact.fields;
  if (calendars.length === 0 || typeof timezone !== "string") return;
  const other = await tx
    .selectFrom("contact")
    .select("id")
    .where("audience", "=", contact.audience)
    .where(storedZone, "=", timezone)
    .where("id", "<>", contact.id)
    .limit(1)
    .executeTakeFirst();
  if (other !== undefined) return;
  await recountSchedules(
    tx,
    calendars.map(({ loaded }) => loaded.program.journey),
  );
}

type Change = Pick<Incoming, "key" | "body">;

function signUp(draft: Draft, input: ContactInput, at: Millis): Change[] {
  const source = input.fields.source ?? (input.imported ? "import" : "api");
  draft.contact.fields.source = source;
  draft.contact.fields.createdAt ??= new Date(at).toISOString();
  draft.contact.fields.rating ??= 0;
  return [{ key: "signup", body: { imported: input.imported, source } }];
}

function fieldChanges(draft: Draft, input: ContactInput, isNew: boolean): Change[] {
  const { fields } = draft.contact;
  const changes: Change[] = [];
  for (const [field, to] of Object.entries(input.fields)) {
    const from = fields[field] ?? null;
    // Deeply: the database keeps the members of a record in an order of its own.
    if (isDeepStrictEqual(from, to)) continue;
    if (to === null) delete fields[field];
    else fields[field] = to;
    draft.changed.contact = true;
    if (!isNew) changes.push({ key: `field:${field}`, body: { field, from, to } });
  }
  return changes;
}

/**
 * The channels whose address, new with this input, belonged to somebody who was erased. A list that is loaded does not
 * change that; who signs up anew and says so is forgotten there.
 */
async function suppressedBy(
  ingest: Ingest,
  tx: Kysely<Schema>,
  draft: Draft,
  input: ContactInput,
  isNew: boolean,
): Promise<{ readonly [channel: string]: Suppressed }> {
  const { fields } = draft.contact;
  const come = ["email", "phone"].filter(
    (name) => input.fields[name] != null && (isNew || fields[name] !== input.fields[name]),
  );
  if (come.length === 0) return {};
  const addresses = Object.fromEntries(come.map((name) => [name, input.fields[name] ?? null]));
  const found = Object.entries(await ingest.suppression.statusesOf(tx, addresses));
  const back = found.filter(
    ([channel, status]) =>
      status === "unsubscribed" && !input.imported && input.consent?.[channel] === "subscribed",
  );
  for (const [channel] of back) await ingest.suppression.forget(tx, addresses, channel);
  return Object.fromEntries(found.filter((one) => !back.includes(one)));
}

/** A new contact with an address is subscribed to email unless said; a change is an event for the two decided statuses. */
function consentChanges(
  draft: Draft,
  input: ContactInput,
  isNew: boolean,
  suppressed: { readonly [channel: string]: Suppressed },
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
