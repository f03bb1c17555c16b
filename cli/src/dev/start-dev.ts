import { join } from "node:path";
import { createSteps } from "@trajet/runtime";
import { earliestDue } from "@trajet/runtime/stepped";
import { createAsk } from "../backend/ask.ts";
import { createDoorbell, type Doorbell, type Runtime } from "../runtime.ts";
import { smtpServer } from "../smtp-server.ts";
import { bringTo } from "./bring.ts";
import { openDevDoors, signerOf } from "./doors.ts";
import { createFeed, type Feed } from "./feed.ts";
import { loadFirstData } from "./first-data.ts";
import { letTimeRun } from "./let-time-run.ts";
import { type Mailbox, startMailbox } from "./mailbox.ts";
import { createPace, type Pace } from "./pace.ts";
import type { DevPlan } from "./plan.ts";
import { isReply } from "./play.ts";
import { isSent, replyTo } from "./replies.ts";
import { endSession, stateFolder, writeSession, writeState } from "./session.ts";
import { startParts } from "./start-parts.ts";

/** A project that runs, with all that belongs to it on this machine. */
export interface Dev {
  readonly runtime: Runtime;
  readonly feed: Feed | undefined;
  /** By which a clock that is sped up moves, and the play with it. */
  readonly pace: Pick<Pace, "step"> | undefined;
  /** Rung when something that was due may have been done. */
  readonly served: Doorbell;
  readonly pages: readonly { readonly name: string; readonly url: string }[];
  /** What is to say of it; grows. */
  readonly notes: string[];
  readonly stop: () => Promise<void>;
}

/**
 * Starts everything: the past on the first start, mailbox, database, Temporal, worker and doors; then the clock. What was
 * started is stopped again if a later part does not come up.
 *
 * @param say told of each part before it starts; what it throws ends the start
 * @param stop ends the reading of the past
 * @throws UsageError in one sentence for what the user can put right
 */
export async function startDev(plan: DevPlan, say: (what: string) => void, stop: AbortSignal): Promise<Dev> {
  const steps = createSteps();
  try {
    return await start(plan, say, stop, steps);
  } catch (error) {
    await steps.undo();
    throw error;
  }
}

async function start(
  plan: DevPlan,
  say: (what: string) => void,
  stop: AbortSignal,
  steps: ReturnType<typeof createSteps>,
): Promise<Dev> {
  const { folder, ports, url, state } = plan;
  const notes = [...plan.notes, ...(await loadPast(plan, say, stop))];
  const mailbox = plan.smtp === undefined ? await mailboxOf(plan) : undefined;
  if (mailbox !== undefined) steps.done(mailbox.stop);
  const served = createDoorbell();
  const runtime = await startParts(plan, say, served.ring);
  steps.done(runtime.stop);
  const doors = await openDevDoors(runtime, plan, ports.api, {
    mailbox: mailbox?.url,
    smtp: plan.smtp ?? (mailbox && smtpServer(mailbox.smtp)),
  });
  steps.done(doors.close);
  writeSession(folder, { url, key: state.key, pid: process.pid });
  steps.done(async () => endSession(folder));
  await activateDrafts(runtime);
  await letTimeRun(runtime.store, plan.factor);
  const feed = feedOf(plan, runtime, notes);
  return {
    runtime,
    feed,
    pace: paceOf(plan, runtime, feed),
    served,
    pages: [
      // Behind the # the key stays in the browser, which signs in with it: nobody has to look it up.
      { name: "Console", url: `${url}console/#key=${state.key}` },
      ...(mailbox === undefined ? [] : [{ name: "Mailbox", url: mailbox.url }]),
      ...(runtime.temporal.ui === undefined ? [] : [{ name: "Temporal", url: runtime.temporal.ui }]),
      { name: "API", url: `${url}openapi.json` },
    ],
    notes,
    stop: steps.undo,
  };
}

function mailboxOf({ folder, ports }: DevPlan): Promise<Mailbox> {
  return startMailbox({
    smtpPort: ports.smtp,
    webPort: ports.mail,
    folder: join(stateFolder(folder), "mail"),
  });
}

async function loadPast(plan: DevPlan, say: (what: string) => void, stop: AbortSignal): Promise<string[]> {
  const { folder, database, compiled, play, state } = plan;
  if (state.imported) return [];
  writeState(folder, state);
  const clock = play === undefined ? {} : { clock: play.day0 };
  const notes = await loadFirstData({
    folder,
    database,
    project: compiled,
    ...clock,
    onProgress: (name) => say(`Importing ${name}`),
    stop,
  });
  writeState(folder, { ...state, imported: true });
  return [...notes];
}

function feedOf({ play, folder, state, url }: DevPlan, runtime: Runtime, notes: string[]): Feed | undefined {
  if (play === undefined) return undefined;
  const { store } = runtime;
  const bring = bringTo(createAsk({ url, key: state.key }));
  const parts = { store, signer: signerOf(state), url };
  return createFeed(play, state.played, {
    now: store.clock.now,
    realNow: () => performance.now(),
    isReady: async (line) => !isReply(line) || isSent(store, line),
    bring: (line, now) => (isReply(line) ? replyTo(parts, line) : bring(line, now)),
    save: (played) => writeState(folder, { ...state, imported: true, played }),
    warn: (sentence) => void notes.push(sentence),
  });
}

function paceOf({ factor }: DevPlan, { store, wakeDue }: Runtime, feed: Feed | undefined): Dev["pace"] {
  if (factor === 1) return undefined;
  let now = Number.NEGATIVE_INFINITY;
  const pace = createPace({
    async advance(by, ceiling) {
      now = await store.clock.advance(by, ceiling);
      return now;
    },
    wake: wakeDue,
    async due(after) {
      const line = feed?.next();
      const moments = [
        await earliestDue(store.db, [], after),
        line !== undefined && line > after ? line : undefined,
      ];
      return moments.filter((at) => at !== undefined).sort((one, other) => one - other)[0];
    },
    realNow: () => performance.now(),
    factor,
  });
  return {
    async step() {
      const moved = await pace.step();
      if ((feed?.next() ?? Number.POSITIVE_INFINITY) <= now) await feed?.advance();
      return moved;
    },
  };
}

/** Lets people into journeys that are new; what was paused stays so. */
export async function activateDrafts({ store }: Runtime): Promise<void> {
  for (const { name, status } of await store.gateway.journeys()) {
    if (status === "draft") await store.gateway.setStatus(name, "active");
  }
}
