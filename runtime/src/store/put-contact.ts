import { randomUUID } from "node:crypto";
import type { AudienceShape } from "@trajet/compiler/program";
import type { Kysely } from "kysely";
import type { Draft } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import { newContactFields } from "../imports/shapes/new-contact.ts";
import { addressTaken, calendarsFor, changeContact, whoseRecord } from "../intake/contact-changes.ts";
import { findPresent } from "./contact-lookup.ts";
import type { Database } from "./database.ts";
import type { ContactInput, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { keepAddresses } from "./merge/keep-addresses.ts";
import { recountSchedules } from "./schedules.ts";
import type { Schema } from "./schema.ts";
import { newsOf } from "./shops/customers.ts";
import type { Suppressed } from "./suppression.ts";
import { stamp } from "./wire-types.ts";
import { storedZone } from "./zones.ts";

/** Creates a contact or changes what differs; each difference is an event, and what is the same causes nothing. */
export async function putContact(ingest: Ingest, input: ContactInput): Promise<PutResult> {
  const whose = whoseRecord(input, ingest.project());
  if ("reason" in whose) return { result: "rejected", reason: whose.reason };
  const { audience, shape, wanted } = whose;
  try {
    const found = await findPresent(ingest.db, wanted, audience);
    if (found.found === "one" && found.audience !== audience) {
      const reason = `${found.id} is a contact of ${found.audience}, not of ${audience}`;
      return { result: "rejected", reason };
    }
    if (found.found === "one") return await change(ingest, found.id, shape, input);
    const complete = newContactFields(shape, input.fields);
    if ("reason" in complete) return { result: "rejected", reason: complete.reason };
    const id = input.id ?? randomUUID();
    await createRow(ingest.db, id, audience, input, await ingest.now());
    return await change(ingest, id, shape, input);
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    // Only the database can say so without a race.
    return { result: "rejected", reason: addressTaken(audience, input.fields.email) };
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

/** A contact is new as long as it has no event: a process may have ended between its row and its sign-up. */
async function change(
  ingest: Ingest,
  id: string,
  shape: AudienceShape,
  input: ContactInput,
): Promise<PutResult> {
  const written = await ingest.onContact(id, async ({ draft }, tx) => {
    if (input.onlyNew === true && draft.contact.seq > 0) return false;
    // By the name of a contact that was merged into this one.
    const isFormer = draft.contact.id !== (input.id ?? id);
    const told = isFormer ? keepAddresses(input, draft.contact.fields) : input;
    const news = await newsOf(tx, draft.contact, told);
    if (news === undefined) return false;
    const isNew = draft.contact.seq === 0;
    const complete = isNew ? newContactFields(shape, news.fields) : { value: news.fields };
    if ("reason" in complete) return complete;
    const whole = { ...news, fields: complete.value };
    const suppressed = await suppressedBy(ingest, tx, draft, whole, isNew);
    const changed = changeContact(draft, whole, suppressed, randomUUID);
    if (isNew || input.fields.timezone !== undefined) await noteZone(draft, tx);
    return changed;
  });
  if (typeof written === "object") return { result: "rejected", reason: written.reason };
  return { result: written === true ? "written" : "unchanged", contact: id };
}

/** The first contact of a zone lets the starts by the calendar look again: theirs may be the next one that is due. */
async function noteZone(draft: Draft, tx: Kysely<Schema>): Promise<void> {
  const { contact } = draft;
  const calendars = calendarsFor(draft);
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
  await recountSchedules(tx, calendars);
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
      status === "unsubscribed" &&
      !input.imported &&
      input.late !== true &&
      input.consent?.[channel] === "subscribed",
  );
  for (const [channel] of back) await ingest.suppression.forget(tx, addresses, channel);
  return Object.fromEntries(found.filter((one) => !back.includes(one)));
}
