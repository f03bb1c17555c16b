import type { BaseLogger } from "pino";
import type { AlarmHost } from "../store/alarms.ts";
import { createDoorbell, type Doorbell } from "../temporal/doorbell.ts";
import { type Pause, pause } from "../temporal/pause.ts";

export interface AlarmParts {
  readonly host: AlarmHost;
  readonly logger: BaseLogger;
  /** Contacts that are taken at once, and how many of them a second at most. */
  readonly batch?: number;
  readonly perSecond?: number;
  /** The same for the scan of new and changed segments, which nobody waits for. */
  readonly fillBatch?: number;
  readonly fillPerSecond?: number;
  /** Milliseconds between two looks for a list that is due. */
  readonly listsEveryMs?: number;
  readonly pause?: Pause;
}

export interface AlarmPoller {
  /** Looks at once for what is due: for whoever moves the clock, and knows that something is. */
  look(): void;
  stop(): Promise<void>;
}

/**
 * Lets happen what time alone changes, longest overdue first, sets down who is in a new or changed segment, and makes the
 * lists of loyalty queries. Several processes may do so side by side.
 */
export function startAlarms(parts: AlarmParts): AlarmPoller {
  const stopping = new AbortController();
  const bells = { alarms: createDoorbell(), segments: createDoorbell(), lists: createDoorbell() };
  const ended = Promise.all([
    repeat(stopping.signal, parts, bells.alarms, "alarms", (stop) => ringDue(parts, stop)),
    repeat(stopping.signal, parts, bells.segments, "segments", (stop) => fillPage(parts, stop)),
    repeat(stopping.signal, parts, bells.lists, "loyalty lists", () => makeList(parts)),
  ]);
  return {
    look() {
      bells.alarms.ring();
      bells.lists.ring();
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** Does a round again and again, with as long a pause behind it as it asks for, unless somebody rings. */
async function repeat(
  stop: AbortSignal,
  { logger, pause: wait = pause }: AlarmParts,
  bell: Doorbell,
  what: string,
  round: (stop: AbortSignal) => Promise<number>,
): Promise<void> {
  while (!stop.aborted) {
    let restMs = REST_AFTER_FAILURE_MS;
    bell.clear();
    try {
      restMs = await round(stop);
    } catch (error) {
      logger.warn({ err: error }, `${what}: this round was cut short; the next one goes on`);
    }
    if (!stop.aborted) await wait(restMs, AbortSignal.any([stop, bell.rung()]));
  }
}

const REST_AFTER_FAILURE_MS = 1_000;
/** How long to rest where every segment is filled. */
export const NOTHING_TO_FILL_MS = 2_000;

/** One batch of alarms. Answers how long to rest. */
export async function ringDue(parts: AlarmParts, stop: AbortSignal): Promise<number> {
  const { host, batch = 100, perSecond = 500 } = parts;
  const contacts = await host.takeAlarms(batch);
  await forEach(contacts, parts, stop);
  return contacts.length === 0 ? host.nextAlarmMs() : (contacts.length * 1_000) / perSecond;
}

/** One page of the scan. Answers how long to rest. */
export async function fillPage(parts: AlarmParts, stop: AbortSignal): Promise<number> {
  const { host, fillBatch = 50, fillPerSecond = 200 } = parts;
  const contacts = await host.takeUnfilled(fillBatch);
  await forEach(contacts, parts, stop);
  return contacts.length === 0 ? NOTHING_TO_FILL_MS : (contacts.length * 1_000) / fillPerSecond;
}

/** One list. Answers how long to rest. */
async function makeList({ host, listsEveryMs = 1_000 }: AlarmParts): Promise<number> {
  return (await host.makeList()) ? 0 : listsEveryMs;
}

/** A contact that cannot be brought up to date does not keep the others waiting; its alarm comes again. */
async function forEach(
  contacts: readonly string[],
  { host, logger }: AlarmParts,
  stop: AbortSignal,
): Promise<void> {
  const ring = async (contact: string): Promise<void> => {
    try {
      await host.ring(contact);
    } catch (error) {
      // Without the contact: logs name nobody. Whose alarm stays overdue is in the database.
      logger.warn({ err: error }, "what time has changed about a contact could not be decided");
    }
  };
  for (let from = 0; from < contacts.length && !stop.aborted; from += SIDE_BY_SIDE) {
    await Promise.all(contacts.slice(from, from + SIDE_BY_SIDE).map(ring));
  }
}

/** Contacts that are decided about at once: less than the connections that a process has. */
const SIDE_BY_SIDE = 4;
