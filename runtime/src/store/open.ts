import { join } from "node:path";
import type { CompiledProject } from "@trajet/compiler/program";
import { type KyselyPlugin, sql } from "kysely";
import type { Ports } from "../engine/draft.ts";
import { record } from "../engine/draft.ts";
import { settleQueue } from "../engine/react.ts";
import { startByHand } from "../engine/starts.ts";
import { refusalOf } from "../intake/found.ts";
import { rebuildFew } from "../loyalty/rollups/rebuild.ts";
import type { EngineHost } from "../temporal/advance.ts";
import { type AlarmHost, createAlarms } from "./alarms.ts";
import type { Callers } from "./caller.ts";
import { checkWatches, type WatchCheck } from "./check-watches.ts";
import { createClock, type DatabaseClock } from "./clock.ts";
import { findContact } from "./contact-lookup.ts";
import { countSegment } from "./count-segment.ts";
import { listPools } from "./coupons.ts";
import { type Database, type DatabaseOptions, openDatabase } from "./database.ts";
import { secretOf } from "./database-secret.ts";
import { buryLetters, keepLetter, listLetters, refuseLetters } from "./dead-letters.ts";
import { reportDelivery } from "./delivery-report.ts";
import { eraseContact } from "./erase-contact.ts";
import { examine } from "./examine.ts";
import { exportContact } from "./export-contact.ts";
import { lockFolder } from "./folder-lock.ts";
import { createFunctions } from "./functions.ts";
import type { Gateway, PutResult } from "./gateway.ts";
import { listHeld } from "./held.ts";
import { createAdvance } from "./host.ts";
import { createIngest, type Ingest } from "./ingest.ts";
import { deploy, listJourneys } from "./journeys.ts";
import { mergeContacts } from "./merge/merge-contacts.ts";
import { migrate } from "./migrate.ts";
import { createPacer } from "./pacer.ts";
import { previewByHand } from "./preview-by-hand.ts";
import { createShelf, type ProgramShelf } from "./programs.ts";
import { putCart } from "./put-cart.ts";
import { putCodes } from "./put-codes.ts";
import { putContact } from "./put-contact.ts";
import { putEngagement } from "./put-engagement.ts";
import { isKnown, putEvent } from "./put-event.ts";
import { putOrder } from "./put-order.ts";
import { putStock } from "./put-stock.ts";
import { receiveText } from "./receive-text.ts";
import { reportMail } from "./report-mail.ts";
import { advanceScan, isScan } from "./scans.ts";
import { advanceSchedule, isSchedule } from "./schedules.ts";
import { sendByHand } from "./send-by-hand.ts";
import { setConsent } from "./set-consent.ts";
import { setStatus } from "./set-status.ts";
import { createShopGateway } from "./shops/create-shop-gateway.ts";
import { stepCounts } from "./step-counts.ts";
import { listStuck, retryStuck } from "./stuck.ts";
import { createSuppression } from "./suppression.ts";
import { putAnswers, surveyView } from "./surveys.ts";
import { contactView } from "./timeline.ts";
import { createTransactor, type Transactor } from "./transact.ts";
import { createWakeListeners, createWakes, type WakeListeners } from "./wakes.ts";

export interface StoreOptions {
  /** Folder of the embedded database; in memory where neither this nor `url` is given. */
  readonly folder?: string;
  /** PostgreSQL connection string. */
  readonly url?: string;
  readonly connections?: number;
  /** Watch or fail statements. For tests. */
  readonly plugins?: readonly KyselyPlugin[];
  /** The project as it is now; asked at each use, since `dev` replaces it. */
  readonly project: () => CompiledProject;
}

/** What runs need of the outside. */
export interface EnginePorts {
  readonly callers: Callers;
  readonly render: Ports["render"];
  /** Takes the place of the shares of splits, where somebody says which arm is to be taken. */
  readonly armOf?: Ports["armOf"];
  /** Whether somebody moves the clock from moment to moment, and wakes who is due at each: timers are only a net then. */
  readonly isPaced?: boolean;
  /** Told of a run that no attempt can decide about. */
  readonly onStuck?: (runId: string, error: unknown) => void;
}

export interface Store {
  readonly db: Database;
  readonly clock: DatabaseClock;
  readonly gateway: Gateway;
  readonly deploy: (project: CompiledProject) => Promise<void>;
  /** What Temporal's worker, relay and sweeper are given. */
  readonly engine: (ports: EnginePorts) => EngineHost;
  /** Made once for the database: it signs links, and keys the hashes of addresses that were erased. */
  readonly secret: string;
  /** What time alone changes: for the poller of alarms. */
  readonly alarms: AlarmHost;
  /** Proves that what is kept of each contact is what its conditions come to. */
  readonly checkWatches: (options?: { readonly repair?: boolean }) => Promise<WatchCheck>;
  readonly counter: (name: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the project's database and brings its tables up to date.
 *
 * @throws FolderInUse, NewerDatabase, or the driver's error where the server cannot be reached
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const unlock = options.folder === undefined ? () => undefined : lockFolder(options.folder);
  try {
    const opened = await openDatabase(databaseOf(options));
    await migrate(opened);
    await createFunctions(opened);
    const db = (options.plugins ?? []).reduce((one, plugin) => one.withPlugin(plugin), opened);
    // Nobody else has this folder: a call that was under way ended with the process that made it.
    if (options.folder !== undefined) await endLeases(db);
    return assemble(db, options, await secretOf(db), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

function databaseOf(options: StoreOptions): DatabaseOptions {
  if (options.url === undefined) {
    return {
      kind: "pglite",
      folder: options.folder === undefined ? undefined : join(options.folder, "data"),
    };
  }
  const connections = options.connections === undefined ? {} : { connections: options.connections };
  return { kind: "postgres", url: options.url, ...connections };
}

async function endLeases(db: Database): Promise<void> {
  await sql`update effect set lease_until = clock_timestamp() where state = 'intent'`.execute(db);
  await sql`update rollup_state set logging = false where logging`.execute(db);
  for (const table of ["outbox", "alarm", "loyalty_list"]) {
    await sql`update ${sql.table(table)} set taken_until = null where taken_until is not null`.execute(db);
  }
}

function assemble(db: Database, options: StoreOptions, secret: string, unlock: () => void): Store {
  const shelf = createShelf();
  const listeners = createWakeListeners();
  const transactor = createTransactor(db, shelf, listeners.tell);
  const clock = createClock(db);
  const ingest = createIngest(db, transactor, clock.now, options.project, createSuppression(secret));
  return {
    db,
    clock,
    gateway: createGateway(ingest, shelf, listeners),
    async deploy(project) {
      await deploy(db, shelf, project, await clock.now());
      await rebuildFew(db, project, await clock.now());
    },
    secret,
    engine: (ports) => createEngine(ingest, shelf, transactor, listeners, ports),
    alarms: createAlarms(ingest, listeners.tell),
    checkWatches: (options) => checkWatches(db, shelf, options),
    async counter(name) {
      const row = await db.selectFrom("counter").select("value").where("name", "=", name).executeTakeFirst();
      return row?.value ?? 0;
    },
    async close() {
      await db.destroy();
      unlock();
    },
  };
}

function createEngine(
  ingest: Ingest,
  shelf: ProgramShelf,
  transactor: Transactor,
  listeners: WakeListeners,
  ports: EnginePorts,
): EngineHost {
  const { db } = ingest;
  const advanceRun = createAdvance({
    db,
    shelf,
    transactor,
    pacer: createPacer(db),
    rates: () => ingest.project().rates ?? {},
    ...ports,
  });
  return {
    ...createWakes(db, listeners),
    async advance(id, attempt) {
      if (!isSchedule(id) && !isScan(id)) return advanceRun(id, attempt);
      const answer = isScan(id)
        ? await advanceScan(ingest, id, attempt)
        : await advanceSchedule(db, shelf, id, ports.isPaced);
      listeners.tell();
      return answer;
    },
  };
}

function createGateway(ingest: Ingest, shelf: ProgramShelf, listeners: WakeListeners): Gateway {
  const { db } = ingest;
  return {
    now: ingest.now,
    putContact: (input) => putContact(ingest, input),
    putOrder: (input) => putOrder(ingest, input),
    reportMail: (report) => reportMail(ingest, report),
    putEngagement: (input) => putEngagement(ingest, input),
    putEvent: (input) => putEvent(ingest, input),
    putCart: (input) => putCart(ingest, input),
    putStock: (input) => putStock(ingest, input),
    shops: createShopGateway(ingest),
    setConsent: (contact, channel, status, id) => setConsent(ingest, contact, channel, status, id),
    survey: (sending) => surveyView(ingest, shelf, sending),
    putAnswers: (sending, answers) => putAnswers(ingest, shelf, sending, answers),
    receiveText: (input) => receiveText(ingest, input),
    reportDelivery: (report) => reportDelivery(ingest, report),
    journeys: () => listJourneys(db, shelf),
    async setStatus(journey, status, options) {
      const result = await setStatus(db, shelf, journey, status, await ingest.now(), options);
      listeners.tell();
      return result;
    },
    held: (journey, query) => listHeld(db, journey, query),
    countSegment: (segment) => countSegment(db, shelf, ingest.project(), segment),
    startManually: (journey, contact, id) => startManually(ingest, journey, contact, id),
    examine: () => examine(db),
    stepCounts: (journey) => stepCounts(db, journey),
    sendMessage: (message, sending) => sendByHand(ingest, shelf, message, sending),
    previewMessage: (message, asked) => previewByHand(ingest, shelf, message, asked),
    contact: (idOrEmail) => contactView(db, shelf, idOrEmail),
    async exportContact(idOrEmail) {
      const found = await findContact(db, idOrEmail);
      return found.found === "one" ? exportContact(db, found.id) : undefined;
    },
    async eraseContact(id) {
      const erased = await eraseContact(db, ingest.suppression, id);
      listeners.tell();
      return erased;
    },
    async mergeContacts(input) {
      const merged = await mergeContacts(ingest, shelf, input);
      listeners.tell();
      return merged;
    },
    putCodes: (inputs) => putCodes(ingest, inputs),
    pools: () => listPools(db),
    keepLetter: async (letter) => keepLetter(db, letter, await ingest.now()),
    deadLetters: (after, limit) => listLetters(db, after, limit),
    refuseLetters: async (refused) => refuseLetters(db, refused, await ingest.now()),
    buryLetters: (ids) => buryLetters(db, ids),
    stuck: (journey) => listStuck(db, journey),
    async retry(which) {
      const count = await retryStuck(db, which);
      listeners.tell();
      return count;
    },
  };
}

async function startManually(
  ingest: Ingest,
  journey: string,
  contact: string,
  id: string,
): Promise<PutResult> {
  const found = await findContact(ingest.db, contact);
  if (found.found !== "one") return { result: "rejected", reason: refusalOf(found, contact) };
  const refusal = await ingest.onContact(found.id, async ({ draft }, tx) => {
    if (await isKnown(tx, id)) return "known";
    const door = draft.doors.find((one) => one.loaded.program.journey === journey);
    if (door === undefined) return `journey ${journey} is not active`;
    const event = record(draft, {
      id,
      key: `manual:${journey}`,
      at: draft.now,
      body: {},
      cause: null,
      depth: 0,
    });
    const refused = startByHand(draft, door, event);
    settleQueue(draft);
    return refused;
  });
  if (refusal === "known") return { result: "unchanged", contact: found.id };
  return refusal == null ? { result: "written", contact: found.id } : { result: "rejected", reason: refusal };
}
