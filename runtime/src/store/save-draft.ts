import type { Kysely } from "kysely";
import type { Draft } from "../engine/draft.ts";
import { channelOf } from "../engine/request.ts";
import type { Run } from "../engine/run.ts";
import { callSave } from "./functions.ts";
import type { Schema } from "./schema.ts";
import { stamp } from "./wire-types.ts";

/** Writes what a draft changed, in the transaction that holds the contact's lock: one statement for all of it. */
export async function saveDraft(db: Kysely<Schema>, draft: Draft): Promise<void> {
  const { changed, contact } = draft;
  const kept = [...changed.runs].filter((run) => !changed.started.has(run));
  const parts: readonly (readonly [table: string, rows: readonly object[]])[] = [
    ["alarm", alarmRows(draft)],
    ["customAudience", audienceRows(draft)],
    ["event", eventRows(draft)],
    ["position", kept.map(runPosition)],
    ["run", [...changed.started].map((run) => runRow(draft, run))],
    ["wait", waitRows(draft)],
    ["effect", effectRows(draft)],
    ["journal", journalRows(draft)],
    ["outbox", [...changed.wakes].map(({ id, journey }) => ({ run: id, journey }))],
  ];
  const change = Object.fromEntries([
    ...(changed.contact ? [["contact", contactRow(draft)]] : []),
    ...parts.filter(([, rows]) => rows.length > 0),
  ]);
  if (Object.keys(change).length === 0) return;
  await callSave(db, contact.id, change);
}

function contactRow({ contact, memberships }: Draft) {
  const { fields, tags, groups, consent, archived, seq } = contact;
  return {
    fields,
    tags: [...tags],
    groups: [...groups],
    consent,
    archived,
    seq,
    lists: Object.fromEntries(contact.lists),
    watches: Object.fromEntries(memberships),
  };
}

/** A contact has one row for each condition, however many events move it. */
function alarmRows({ alarms, changed }: Draft) {
  return [...changed.alarms].map((watch) => ({ watch, due_at: stamp(alarms.get(watch) ?? null) }));
}

/** Without identifiers the contact is in the audience no more. */
function audienceRows({ contact, changed, now }: Draft) {
  return [...changed.customAudiences].map((audience) => {
    const identifiers = contact.customAudiences.get(audience);
    return { audience, ...(identifiers !== undefined && { since: stamp(now), identifiers }) };
  });
}

function eventRows({ contact, changed }: Draft) {
  return changed.events.map((event) => ({
    contact: contact.id,
    seq: event.seq,
    id: event.id,
    key: event.key,
    at: stamp(event.at),
    received_at: stamp(event.receivedAt),
    cause: event.cause,
    depth: event.depth,
    body: event.body,
  }));
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
    goal_until: stamp(run.goalUntil),
    converted_at: stamp(run.convertedAt),
    failures: run.failures,
  };
}

function waitRows({ changed }: Draft) {
  return [...changed.waits].map(([wait, run]) => ({
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
}

function effectRows(draft: Draft) {
  return [...draft.changed.effects].map(([effect, run]) => ({
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
}

function journalRows(draft: Draft) {
  return draft.changed.journal.map((entry) => ({
    contact: draft.contact.id,
    journey: entry.journey,
    run: entry.run,
    program: entry.program,
    at: stamp(entry.at),
    kind: entry.kind,
    step: entry.step,
    data: entry.data,
  }));
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
