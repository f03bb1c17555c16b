import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@temporalio/client";
import type { CompiledProject } from "@trajet/compiler/program";
import type { BaseLogger } from "pino";
import type { Ports } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import { renderPlainly } from "../simulator/simulator.ts";
import type { Outside, VirtualHost } from "../simulator/virtual-host.ts";
import { CALL_LIMIT_MS } from "../store/caller.ts";
import { openStore } from "../store/open.ts";
import { createShelf } from "../store/programs.ts";
import { connectTemporal } from "../temporal/connection.ts";
import { startTemporalServer } from "../temporal/dev-server.ts";
import { createRaise } from "../temporal/raise.ts";
import { startWorker } from "../temporal/worker.ts";
import { forgetAll } from "./forget-all.ts";
import { createLine } from "./line.ts";
import { steppedOutside } from "./outside.ts";
import { readContact, readFacts, readJournal, readRuns } from "./read-back.ts";
import { nextDue, type Parts, serveDue, serveWakes } from "./serve-due.ts";
import { writePast } from "./write-past.ts";

export interface SteppedParts {
  /** Path of the Temporal command line. */
  readonly cli: string;
  /** PostgreSQL connection string; an embedded database in memory where it is left out. */
  readonly database?: string;
  /** How requests are made; by the project's templates, with addresses that lead nowhere, unless said. */
  readonly render?: Ports["render"];
  /** How long a call lasts that is not answered, in milliseconds of the stepped clock; as on a server unless said. */
  readonly callLimit?: Millis;
  /** Keeps the bundled driver between starts; a folder that is thrown away unless said. */
  readonly cacheFolder?: string;
  readonly logger: BaseLogger;
}

/** One project on the machinery, from a moment on. */
export interface SteppedProject {
  readonly compiled: CompiledProject;
  readonly startAt: Millis;
  readonly outside: Outside;
}

/** A database, a Temporal server and a worker, on which one project after the other is run by a clock that is stepped. */
export interface SteppedMachinery {
  /** Forgets the project before, and begins with the next one. */
  readonly open: (project: SteppedProject) => Promise<VirtualHost>;
  readonly stop: () => Promise<void>;
}

const NAMESPACE = "default";
const TASK_QUEUE = "trajet";
/** In real time: a worker on a busy machine. */
const PATIENCE_MS = 60_000;
/** So often one moment may be due before something is wrong: a run that never gets on. */
const MOST_AT_ONE_MOMENT = 10_000;

/** Starts the real parts of a set-up, but for the relay, the sweeper and the poller of alarms, which whoever steps the clock does the work of. */
export async function startStepped(parts: SteppedParts): Promise<SteppedMachinery> {
  const folder = await mkdtemp(join(tmpdir(), "trajet-stepped-"));
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const each of undo.splice(0).reverse()) await each();
  };
  try {
    return { open: await machinery(parts, folder, undo), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function machinery(
  { cli, database, render = renderPlainly, callLimit = CALL_LIMIT_MS, cacheFolder, logger }: SteppedParts,
  folder: string,
  undo: (() => Promise<unknown>)[],
): Promise<SteppedMachinery["open"]> {
  let project: SteppedProject | undefined;
  let now: Millis = 0;
  const current = (): SteppedProject => {
    if (project === undefined) throw new Error("no project is open");
    return project;
  };
  const store = await openStore({
    ...(database !== undefined && { url: database }),
    project: () => current().compiled,
  });
  undo.push(store.close);
  const outside = steppedOutside(
    { db: store.db, now: () => now, line: () => line },
    () => current().outside,
    render,
    callLimit,
  );
  const host = store.engine({
    callers: outside.callers,
    render: outside.render,
    armOf: (run, contact, step) => current().outside.split?.(run, contact, step),
  });
  const line = createLine(host, PATIENCE_MS);
  const server = await startTemporalServer({ cli, folder, logFile: join(folder, "log") });
  undo.push(server.stop);
  const connection = await connectTemporal({ address: server.address }, logger);
  undo.push(() => connection.close());
  const worker = await startWorker({
    connection,
    namespace: NAMESPACE,
    taskQueue: TASK_QUEUE,
    host: line.watched,
    logger,
    cacheFolder: cacheFolder ?? folder,
  });
  undo.push(worker.stop, () => outside.giveUp(Number.POSITIVE_INFINITY, line));
  const raise = createRaise(new Client({ connection, namespace: NAMESPACE }), TASK_QUEUE);
  const all: Parts = { store, host, line, raise, outside };
  const shelf = createShelf();

  const stepTo = async (at: Millis): Promise<void> => {
    now = at;
    await store.clock.step(at);
  };
  const until = async (at: Millis): Promise<void> => {
    await serveWakes(all);
    let steps = 0;
    for (let due = await nextDue(all); due !== undefined && due <= at; due = await nextDue(all)) {
      steps = due > now ? 0 : steps + 1;
      if (steps > MOST_AT_ONE_MOMENT)
        throw new Error("something stays due at one moment and does not get on");
      await stepTo(Math.max(due, now));
      await serveDue(all, now);
    }
    if (at > now) await stepTo(at);
  };
  /** What comes in is followed at once. */
  const taking =
    <Args extends readonly unknown[], Result>(take: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      const result = await take(...args);
      await serveWakes(all);
      return result;
    };
  const { gateway } = store;

  return async (next) => {
    await outside.giveUp(Number.POSITIVE_INFINITY, line);
    project = next;
    await forgetAll(store.db);
    await stepTo(next.startAt);
    await store.deploy(next.compiled);
    return {
      now: () => now,
      async setStatus(journey, status) {
        const change = await gateway.setStatus(journey, status, { inside: "exit" });
        if ("refused" in change) throw new Error(change.refused);
        await serveDue(all, now);
      },
      putContact: taking(gateway.putContact),
      putOrder: taking(gateway.putOrder),
      putCart: taking(gateway.putCart),
      putStock: taking(gateway.putStock),
      putEvent: taking(gateway.putEvent),
      putEngagement: taking(gateway.putEngagement),
      putAnswers: taking(gateway.putAnswers),
      receiveText: taking(gateway.receiveText),
      reportMail: taking(gateway.reportMail),
      setConsent: taking(gateway.setConsent),
      putCodes: taking(gateway.putCodes),
      startManually: taking(gateway.startManually),
      putPast: (contact, event) => writePast(store.db, contact, event, now),
      until,
      nextDue: () => nextDue(all),
      journal: () => readJournal(store.db),
      runs: () => readRuns(store.db),
      contact: (id) => readContact(store.db, id),
      facts: (contact, timezone, reads) => readFacts(store.db, shelf, contact, timezone, reads),
      close: () => undefined,
    };
  };
}
