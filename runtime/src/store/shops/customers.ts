import { type Kysely, sql } from "kysely";
import type { ContactState } from "../../engine/draft.ts";
import type { Millis } from "../../engine/facts.ts";
import type { ContactInput, ShopCustomer } from "../gateway.ts";
import { keepAddresses } from "../merge/keep-addresses.ts";
import type { Schema } from "../schema.ts";
import { stamp } from "../wire-types.ts";

/** The contact as whom a shop knows a customer. */
export async function contactOf(
  db: Kysely<Schema>,
  store: string,
  customer: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ contact: string }>`
    select contact from shop_customer where store = ${store} and id = ${customer}`.execute(db);
  return rows[0]?.contact;
}

/** The customer whom a shop kept of two is the contact of the other, unless it has one; its address counts from now on. */
export async function keepCustomer(
  db: Kysely<Schema>,
  store: string,
  kept: string,
  deleted: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into shop_customer (store, id, contact, updated_at, consent_at)
    select store, ${kept}, contact, updated_at, consent_at from shop_customer where store = ${store} and id = ${deleted}
    on conflict (store, id) do update set former = false where shop_customer.former
    returning id`.execute(db);
  return rows.length > 0;
}

/** The contact for whom an order came; it stays so, whomever the shop counts as its customer later. */
export async function ownerOf(db: Kysely<Schema>, store: string, order: string): Promise<string | undefined> {
  const { rows } = await sql<{ contact: string }>`
    select contact from orders where store = ${store} and id = ${order}`.execute(db);
  return rows[0]?.contact;
}

/**
 * What of an input is news, under the lock of its contact; `undefined` where the shop has told of later. A consent counts
 * once: what the contact has decided here since then stays.
 */
export async function newsOf(
  db: Kysely<Schema>,
  { id, consent: consentNow, fields }: ContactState,
  told: ContactInput,
): Promise<ContactInput | undefined> {
  const { customer, late } = told;
  // What is let in long after it came brings nobody back who has left meanwhile.
  if (customer === undefined) return late === true ? withoutOldYes(told, consentNow) : told;
  const known = await before(db, customer);
  if (known !== undefined && known.at > customer.updatedAt) return undefined;
  await note(db, id, customer);
  const input = known?.former === true ? keepAddresses(told, fields) : told;
  if (known === undefined) return withoutOldYes(input, consentNow);
  const { consent: _, ...rest } = input;
  return isNewConsent(customer, known) ? input : rest;
}

function withoutOldYes(
  { consent = {}, ...rest }: ContactInput,
  consentNow: { readonly [channel: string]: string },
): ContactInput {
  const said = Object.entries(consent).filter(([channel, status]) =>
    mayOverwrite(status, consentNow[channel]),
  );
  return { ...rest, consent: Object.fromEntries(said) };
}

/** Who is met for the first time as a customer may have been here before, and have said yes or no: a no counts, whoever heard it. */
const mayOverwrite = (told: string, here = "none"): boolean =>
  told === "unsubscribed" ? here !== "cleaned" : here === "none" || here === "pending";

interface Known {
  readonly at: Millis;
  readonly consentAt: Millis | null;
  /** It was another contact's, which was merged into this one. */
  readonly former: boolean;
}

const isNewConsent = ({ consentAt }: ShopCustomer, known: Known): boolean =>
  consentAt !== undefined && consentAt > (known.consentAt ?? Number.NEGATIVE_INFINITY);

async function before(db: Kysely<Schema>, { store, id }: ShopCustomer): Promise<Known | undefined> {
  const { rows } =
    await sql<Known>`select updated_at as at, consent_at as "consentAt", former from shop_customer
    where store = ${store} and id = ${id}`.execute(db);
  return rows[0];
}

async function note(
  db: Kysely<Schema>,
  contact: string,
  { store, id, updatedAt, consentAt }: ShopCustomer,
): Promise<void> {
  await sql`insert into shop_customer (store, id, contact, updated_at, consent_at)
    values (${store}, ${id}, ${contact}, ${stamp(updatedAt)}, ${stamp(consentAt ?? null)})
    on conflict (store, id) do update set contact = excluded.contact, updated_at = excluded.updated_at,
      consent_at = coalesce(excluded.consent_at, shop_customer.consent_at)`.execute(db);
}
