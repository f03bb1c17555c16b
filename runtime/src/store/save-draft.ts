import { type Kysely, sql } from "kysely";
import type { Draft } from "../engine/draft.ts";
import { channelOf } from "../engine/request.ts";
import type { Run } from "../engine/run.ts";
import type { Schema } from "./schema.ts";
import { stamp } from "./wire-types.ts";

/**
 * Writes what a draft changed, in the transaction that holds the contact's lock. Rows travel as one JSON parameter a
 * table, so that a statement serves any number of them.
 */
export async function saveDraft(db: Kysely<Schema>, draft: Draft): Promise<void> {
  const { changed } = draft;
  if (changed.contact) await saveContact(db, draft);
  if (changed.alarms.size > 0) await saveAlarms(db, draft);
  if (changed.customAudiences.size > 0) await saveAudiences(db, draft);
  if (changed.events.length > 0) await insertEvents(db, draft);
  const kept = [...changed.runs].filter((run) => !changed.started.has(run));
  // Ended ones first: a restarted run gives its place to its successor.
  if (kept.length > 0) await updateRuns(db, kept);
  if (changed.started.size > 0) await insertRuns(db, draft);
  if (changed.waits.size > 0) await saveWaits(db, draft);
  if (changed.effects.size > 0) await saveEffects(db, draft);
  if (changed.journal.length > 0) await insertJournal(db, draft);
  if (changed.wakes.size > 0) await insertWakes(db, [...changed.wakes]);
}

async function saveContact(db: Kysely<Schema>, { contact, memberships }: Draft): Promise<void> {
  await db
    .updateTable("contact")
    .set({
      fields: JSON.stringify(contact.fields),
      tags: JSON.stringify([...contact.tags]),
      groups: JSON.stringify([...contact.groups]),
      consent: JSON.stringify(contact.consent),
      archived: contact.archived,
      seq: contact.seq,
      watches: JSON.stringify(Object.fromEntries(memberships)),
    })
    .where("id", "=", contact.id)
    .execute();
}

/** A contact has one row for each condition, however many events move it. */
async function saveAlarms(db: Kysely<Schema>, { contact, alarms, changed }: Draft): Promise<void> {
  const rows = [...changed.alarms].map((watch) => ({ watch, due_at: stamp(alarms.get(watch) ?? null) }));
  await sql`
    with moved as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x (watch integer, due_at timestamptz)),
    gone as (delete from alarm using moved
      where alarm.contact = ${contact.id} and alarm.watch = moved.watch and moved.due_at is null)
    insert into alarm (contact, watch, due_at)
    select ${contact.id}, watch, due_at from moved where due_at is not null and exists (select from watch s where s.id = watch)
    on conflict (contact, watch) do update set due_at = excluded.due_at, taken_until = null
  `.execute(db);
}

async function saveAudiences(db: Kysely<Schema>, { contact, changed, now }: Draft): Promise<void> {
  for (const audience of changed.customAudiences) {
    const identifiers = contact.customAudiences.get(audience);
    if (identifiers === undefined) {
      await db
        .deleteFrom("custom_audience_member")
        .where("contact", "=", contact.id)
        .where("audience", "=", audience)
        .execute();
      continue;
    }
    const row = { since: stamp(now), identifiers: JSON.stringify(identifiers) };
    await db
      .insertInto("custom_audience_member")
      .values({ contact: contact.id, audience, ...row })
      .onConflict((conflict) => conflict.columns(["contact", "audience"]).doUpdateSet(row))
      .execute();
  }
}

async function insertEvents(db: Kysely<Schema>, draft: Draft): Promise<void> {
  const rows = draft.changed.events.map((event) => ({
    contact: draft.contact.id,
    seq: event.seq,
    id: event.id,
    key: event.key,
    at: stamp(event.at),
    received_at: stamp(event.receivedAt),
    cause: event.cause,
    depth: event.depth,
    body: event.body,
  }));
  await sql`insert into event select * from jsonb_populate_recordset(null::event, ${JSON.stringify(rows)}::jsonb)`.execute(
    db,
  );
}

function runRow(draft: Pick<Draft, "contact">, run: Run) {
  return {
    contact: draft.contact.id,
    journey: run.journey,
    key: run.key,
    program: run.program,
    ...runPosition(run),
    entered_at: stamp(run.enteredAt),
    entry: run.entry,
    occurrence: run.occurrence,
  };
}

function runPosition(run: Run) {
  return {
    id: run.id,
    state: run.state,
    step: run.step,
    entered: run.entered,
    visits: run.visits,
    at: stamp(run.at),
    cursor_at: stamp(run.cursorAt),
    cursor_seq: run.cursorSeq,
    due_at: stamp(run.dueAt),
    epoch: run.epoch,
    cause_depth: run.causeDepth,
    hold: run.hold && { ...run.hold, since: stamp(run.hold.since), until: stamp(run.hold.until) },
    ended_at: stamp(run.endedAt),
    reason: run.reason,
    remembered: run.remembered,
    failures: run.failures,
  };
}

async function updateRuns(db: Kysely<Schema>, runs: readonly Run[]): Promise<void> {
  await sql`
    update run set state = x.state, step = x.step, entered = x.entered, visits = x.visits, at = x.at,
      cursor_at = x.cursor_at, cursor_seq = x.cursor_seq, due_at = x.due_at, epoch = x.epoch,
      cause_depth = x.cause_depth, hold = x.hold, ended_at = x.ended_at, reason = x.reason,
      remembered = x.remembered,
      failures = x.failures
    from jsonb_populate_recordset(null::run, ${JSON.stringify(runs.map(runPosition))}::jsonb) x
    where run.id = x.id
  `.execute(db);
}

async function insertRuns(db: Kysely<Schema>, draft: Draft): Promise<void> {
  const rows = [...draft.changed.started].map((run) => runRow(draft, run));
  await sql`insert into run select * from jsonb_populate_recordset(null::run, ${JSON.stringify(rows)}::jsonb)`.execute(
    db,
  );
}

async function saveWaits(db: Kysely<Schema>, draft: Draft): Promise<void> {
  const rows = [...draft.changed.waits].map(([wait, run]) => ({
    run: run.id,
    step: wait.step,
    visit: wait.visit,
    from_at: stamp(wait.from),
    from_seq: wait.fromSeq,
    deadline: stamp(wait.deadline),
    state: wait.state,
    arm: wait.arm,
    event_at: stamp(wait.eventAt),
    event_seq: wait.eventSeq,
    saw: wait.saw,
  }));
  await sql`
    insert into wait select * from jsonb_populate_recordset(null::wait, ${JSON.stringify(rows)}::jsonb)
    on conflict (run, step, visit) do update set
      state = excluded.state, arm = excluded.arm, event_at = excluded.event_at, event_seq = excluded.event_seq,
      saw = excluded.saw
  `.execute(db);
}

async function saveEffects(db: Kysely<Schema>, draft: Draft): Promise<void> {
  const rows = [...draft.changed.effects].map(([effect, run]) => ({
    run: run.id,
    step: effect.step,
    visit: effect.visit,
    contact: draft.contact.id,
    journey: run.journey,
    kind: effect.request.kind,
    channel: channelOf(effect.request),
    message: effect.name,
    labels: effect.labels,
    marketing: effect.marketing,
    state: effect.state,
    lease_until: stamp(effect.leaseUntil),
    attempt: effect.attempt,
    request: effect.request,
    provider_ref: effect.providerRef,
    delivery: null,
    at: stamp(draft.now),
  }));
  await sql`
    insert into effect select * from jsonb_populate_recordset(null::effect, ${JSON.stringify(rows)}::jsonb)
    on conflict (run, step, visit) do update set
      state = excluded.state, lease_until = excluded.lease_until, attempt = excluded.attempt,
      provider_ref = excluded.provider_ref, at = excluded.at
  `.execute(db);
}

async function insertJournal(db: Kysely<Schema>, draft: Draft): Promise<void> {
  const rows = draft.changed.journal.map((entry) => ({
    contact: draft.contact.id,
    journey: entry.journey,
    run: entry.run,
    program: entry.program,
    at: stamp(entry.at),
    kind: entry.kind,
    step: entry.step,
    data: entry.data,
  }));
  await sql`
    insert into journal (contact, journey, run, program, at, kind, step, data)
    select contact, journey, run, program, at, kind, step, data
    from jsonb_populate_recordset(null::journal, ${JSON.stringify(rows)}::jsonb)
  `.execute(db);
}

/** Asks the relay to wake runs. Written with what wakes them, so that neither is there without the other. */
export async function insertWakes(
  db: Kysely<Schema>,
  runs: readonly { readonly id: string; readonly journey: string }[],
): Promise<void> {
  await db
    .insertInto("outbox")
    .values(runs.map((run) => ({ run: run.id, journey: run.journey, taken_until: null })))
    .execute();
}
