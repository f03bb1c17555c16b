import { isGrpcServiceError } from "@temporalio/client";
import type { Program } from "@trajet/compiler/program";
import { createRaise } from "../../runtime/src/temporal/raise.ts";
import { startRelay } from "../../runtime/src/temporal/relay.ts";
import { startWorker } from "../../runtime/src/temporal/worker.ts";
import { delay, inARow, program, project, send, tag } from "../../test/runtime/store/programs.ts";
import { eventKinds, historyOf } from "../../test/runtime/temporal/histories.ts";
import { type DatabaseName, openBenchStore } from "../store.ts";
import { logger, type Place } from "./place.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Real milliseconds of a day on the journeys' clock. */
const REAL_DAY_MS = 5_000;
const LOOK_AGAIN_MS = 50;
const GIVE_UP_MS = 60_000;
/** Of gRPC. */
const NOT_FOUND = 5;

/** A journey, how often a run of it is suspended, and how many of its waits are matched by an event. */
interface Shape {
  readonly program: Program;
  readonly suspensions: number;
  readonly matches: number;
}

const SHAPES: readonly Shape[] = [
  {
    program: program({ journey: "Delay", steps: inARow({ a: tag("a"), one: delay(1), b: tag("b") }) }),
    suspensions: 1,
    matches: 0,
  },
  {
    program: program({
      journey: "Wait",
      events: { Booked: { type: "record", fields: {} } },
      steps: inARow({
        wait: {
          kind: "wait",
          limit: { for: { days: 60 } },
          arms: [{ triggers: [{ on: "does", event: "Booked", where: null }], next: "c" }],
          timeout: null,
        },
        c: tag("c"),
      }),
    }),
    suspensions: 1,
    matches: 1,
  },
  {
    program: program({ journey: "Mail", steps: inARow({ d: send() }) }),
    suspensions: 0,
    matches: 0,
  },
  {
    program: program({
      journey: "Webhook",
      webhooks: {
        Crm: {
          method: "POST",
          url: "https://crm.example/{{contact.id}}",
          headers: [],
          secret: null,
          parameters: {},
          send: null,
          receive: null,
          ifUnknown: "resend",
        },
      },
      steps: inARow({ e: { kind: "call", webhook: "Crm", args: {}, as: null } }),
    }),
    suspensions: 0,
    matches: 0,
  },
];

/** What each kind of event that Temporal counts as an action is called here. A local activity leaves a marker. */
const ACTIONS: { readonly [kind: string]: string } = {
  WorkflowExecutionStarted: "starts",
  WorkflowExecutionSignaled: "signals",
  MarkerRecorded: "localActivities",
  ActivityTaskScheduled: "activities",
  TimerStarted: "timers",
};

export interface ShapeActions {
  readonly journey: string;
  /** 1 + (S+1) + S + M for S suspensions and M matched waits. */
  readonly allowed: number;
  readonly actions: number;
  readonly byKind: { readonly [kind: string]: number };
  readonly historyEvents: number;
}

/** One run of each shape, side by side for one contact, counted in its history as the server keeps it. */
export async function countActions(place: Place, database: DatabaseName): Promise<readonly ShapeActions[]> {
  const published = project(...SHAPES.map((shape) => shape.program));
  const { store, engine: host, close } = await openBenchStore(database, published);
  const taskQueue = `bench-${crypto.randomUUID()}`;
  const raise = createRaise(place.client, taskQueue);
  try {
    const now = Date.now();
    await store.clock.freeze(now - HOUR_MS);
    await store.deploy(published);
    for (const { program } of SHAPES) await store.gateway.setStatus(program.journey, "active");
    await store.clock.freeze(now);
    await store.gateway.putContact({ id: "ada", imported: false, fields: { email: "ada@bench.example" } });
    const runs = await store.db.selectFrom("run").select(["id", "journey"]).execute();
    const idOf = (journey: string): string => runs.find((run) => run.journey === journey)?.id ?? "";
    const kindsOf = (journey: string) => kindsIn(place, idOf(journey));
    const { connection, folder } = place;
    const settings = { connection, namespace: "default", taskQueue, host, logger, cacheFolder: folder };
    const worker = await startWorker(settings);
    // From here on, so that the delay is not over before the first attempt.
    await store.clock.start(DAY_MS / REAL_DAY_MS);
    const relay = startRelay({ host, raise, logger });
    try {
      const waits = async () => (await kindsOf("Wait")).includes("TimerStarted");
      await until("the wait is reached", waits);
      const at = await store.clock.now();
      await store.gateway.putEvent({ id: "b1", contact: "ada", name: "Booked", at, properties: {} });
      const counted: ShapeActions[] = [];
      for (const { program, suspensions, matches } of SHAPES) {
        await until(`${program.journey} ends`, async () =>
          (await kindsOf(program.journey)).includes("WorkflowExecutionCompleted"),
        );
        const allowed = 1 + (suspensions + 1) + suspensions + matches;
        counted.push({ journey: program.journey, allowed, ...count(await kindsOf(program.journey)) });
      }
      return counted;
    } finally {
      await relay.stop();
      await worker.stop();
    }
  } finally {
    await close();
  }
}

/** None for a run that no workflow serves yet. */
async function kindsIn(place: Place, run: string): Promise<readonly string[]> {
  try {
    return eventKinds(await historyOf(place.client, run));
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === NOT_FOUND) return [];
    throw error;
  }
}

function count(kinds: readonly string[]): Pick<ShapeActions, "actions" | "byKind" | "historyEvents"> {
  const byKind: { [kind: string]: number } = {};
  for (const kind of kinds) {
    const action = ACTIONS[kind];
    if (action !== undefined) byKind[action] = (byKind[action] ?? 0) + 1;
  }
  const actions = Object.values(byKind).reduce((sum, one) => sum + one, 0);
  return { actions, byKind, historyEvents: kinds.length };
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const began = performance.now(); !(await holds()); ) {
    if (performance.now() - began > GIVE_UP_MS) throw new Error(`It took too long until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
