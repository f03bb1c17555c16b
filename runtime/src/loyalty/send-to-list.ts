import type { CompiledProject } from "@trajet/compiler/program";
import { sql } from "kysely";
import type { Reading } from "../imports/shapes/reading.ts";
import type { Database } from "../store/database.ts";
import type { Gateway } from "../store/gateway.ts";
import { type KeptDraft, readKept } from "./kept-draft.ts";

/** What came of a page of recipients. */
export interface SentPage {
  readonly sent: number;
  readonly refused: readonly { readonly contact: string; readonly reason: string }[];
  /** Of whom it is not known yet, behind the page. */
  readonly left: number;
  /** The last one of the page. */
  readonly place: number;
}

const PAGE = 50;
const GONE: Reading<never> = {
  reason: "there is no such sending any more: nobody confirmed it, and it was forgotten or drawn up anew",
};

interface Recipient extends KeptDraft {
  readonly place: number;
  readonly contact: string;
}

/** What would become of the next recipients behind a place, each asked of the gate. */
export async function trySending(
  db: Database,
  gateway: Pick<Gateway, "sendMessage">,
  project: CompiledProject,
  id: string,
  after: number,
): Promise<Reading<SentPage>> {
  const { rows } = await sql`select from loyalty_sending where id = ${id}`.execute(db);
  if (rows.length === 0) return GONE;
  return pageOf(db, id, after, (one) => send({ db, gateway, project, id, dryRun: true }, one));
}

/**
 * Sends to the next recipients. Each gets it once: the sending to a contact has a name of its own, so that one whose outcome
 * was lost is found to have left.
 */
export async function continueSending(
  db: Database,
  gateway: Pick<Gateway, "sendMessage">,
  project: CompiledProject,
  id: string,
): Promise<Reading<SentPage>> {
  const { rows } = await sql`update loyalty_sending set begun_at = coalesce(begun_at, trajet_now())
    where id = ${id} returning id`.execute(db);
  if (rows.length === 0) return GONE;
  const page = await pageOf(db, id, 0, async (one) => {
    const outcome = await send({ db, gateway, project, id, dryRun: false }, one);
    if ("value" in outcome) await keepOutcome(db, id, one, outcome.value);
    return outcome;
  });
  if ("value" in page && page.value.left === 0) {
    await sql`update loyalty_sending set finished_at = trajet_now() where id = ${id} and finished_at is null`.execute(
      db,
    );
  }
  return page;
}

interface Asked {
  readonly db: Database;
  readonly gateway: Pick<Gateway, "sendMessage">;
  readonly project: CompiledProject;
  readonly id: string;
  readonly dryRun: boolean;
}

/**
 * The reason of a refusal, `undefined` where it leaves. Who was merged into another since the page was read has that one's place
 * in the list, or has lost it to him.
 */
async function send(
  asked: Asked,
  { contact, place, ...draft }: Recipient,
): Promise<Reading<string | undefined>> {
  const { db, gateway, project, id, dryRun } = asked;
  const read = readKept(project, draft);
  if ("reason" in read) return read;
  const { message, args } = read.value;
  const sending = { contact, args, id: `${id}/${contact}`, dryRun, exactly: true };
  const result = await gateway.sendMessage(message, sending);
  if (!("refused" in result)) return { value: undefined };
  if (result.merged !== true) return { value: result.refused };
  const { rows } = await sql<{ contact: string; outcome: string | null; reason: string | null }>`
    select contact, outcome, reason from loyalty_recipient where sending = ${id} and place = ${place}`.execute(
    db,
  );
  const [now] = rows;
  if (now === undefined) return { value: result.refused };
  if (now.outcome !== null) return { value: now.reason ?? undefined };
  return send(asked, { ...draft, place, contact: now.contact });
}

async function keepOutcome(
  db: Database,
  id: string,
  { place }: Recipient,
  reason: string | undefined,
): Promise<void> {
  const outcome = reason === undefined ? "sent" : "refused";
  await sql`update loyalty_recipient set outcome = ${outcome}, reason = ${reason ?? null}
    where sending = ${id} and place = ${place}`.execute(db);
}

async function pageOf(
  db: Database,
  id: string,
  after: number,
  work: (one: Recipient) => Promise<Reading<string | undefined>>,
): Promise<Reading<SentPage>> {
  const people = await nextOf(db, id, after);
  const refused: { contact: string; reason: string }[] = [];
  for (const one of people) {
    const outcome = await work(one);
    if ("reason" in outcome) return outcome;
    if (outcome.value !== undefined) refused.push({ contact: one.contact, reason: outcome.value });
  }
  const place = people.at(-1)?.place ?? after;
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from loyalty_recipient
    where sending = ${id} and outcome is null and place > ${place}`.execute(db);
  return { value: { sent: people.length - refused.length, refused, left: rows[0]?.left ?? 0, place } };
}

async function nextOf(db: Database, id: string, after: number): Promise<readonly Recipient[]> {
  const { rows } = await sql<Recipient>`
    select r.place, r.contact, s.message, s.args from loyalty_recipient r join loyalty_sending s on s.id = r.sending
    where r.sending = ${id} and r.outcome is null and r.place > ${after} order by r.place limit ${PAGE}`.execute(
    db,
  );
  return rows;
}
