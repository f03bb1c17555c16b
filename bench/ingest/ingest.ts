import type { CompiledProject } from "@trajet/compiler/program";
import { inARow, program, project, tag } from "../../test/runtime/store/programs.ts";
import { median } from "../machine.ts";
import { processorMs, serverMs } from "../processor.ts";
import { type BenchStore, type DatabaseName, openBenchStore } from "../store.ts";
import { fillWaiting } from "../waiting.ts";
import { type Door, openDoor } from "./door.ts";
import { countStatements, type StatementCount } from "./statements.ts";

const T0 = Date.parse("2026-03-02T10:00:00Z");
const CONNECTIONS = 8;

/** An event that the wait hears and that does not match: the contact has too few points. */
const HEARD = {
  on: "does",
  event: "Booked",
  where: {
    op: ">",
    left: { op: "get", root: "contact", path: ["points"] },
    right: { op: "constant", value: 5 },
  },
} as const;
/** One that matches. */
const MATCHED = { on: "does", event: "Cancelled", where: null } as const;

const JOURNEY = program({
  journey: "Waiting",
  events: { Booked: { type: "record", fields: {} }, Cancelled: { type: "record", fields: {} } },
  steps: inARow({
    wait: {
      kind: "wait",
      limit: { for: { days: 366 } },
      arms: [
        { triggers: [HEARD], next: "tag:x" },
        { triggers: [MATCHED], next: "tag:x" },
      ],
      timeout: null,
    },
    "tag:x": tag("x"),
  }),
});

export interface IngestOptions {
  readonly waiting: number;
  readonly others: number;
  readonly events: number;
  readonly batch: number;
  readonly repeat: number;
}

export interface IngestTimes extends IngestOptions {
  readonly database: DatabaseName;
  readonly connections: number;
  /** By what the event is to the wait of its contact. */
  readonly kinds: readonly {
    readonly event: "heard, no match" | "matched";
    readonly eventsPerSecond: number;
    /** The same with the open waits of others in the database. */
    readonly eventsPerSecondAmongOthers: number;
    /** Time of an event among others to one without, of neighbours in time; the median. */
    readonly ratio: number;
    /** This process's. */
    readonly processorMsPerEvent: number;
    /** Of the processes that serve its connections to PostgreSQL; 0 for PGlite, which is in this one. */
    readonly serverMsPerEvent: number;
    /** What one event sends to the database, beginning and commit among it. */
    readonly statementsPerEvent: number;
  }[];
}

interface Turn {
  readonly ms: number;
  readonly processorMs: number;
  readonly serverMs: number;
  readonly statements: number;
}

/** Two databases that differ in the waits of others take turns, so that whatever else the machine does meets both alike. */
export async function timeIngest(database: DatabaseName, options: IngestOptions): Promise<IngestTimes> {
  const published = project(JOURNEY);
  const alone = await openSide(database, published, options, 0);
  const among = await openSide(database, published, options, options.others).catch(async (error: unknown) => {
    await alone.close();
    throw error;
  });
  try {
    const kinds: IngestTimes["kinds"][number][] = [];
    for (const [event, name] of [
      ["heard, no match", "Booked"],
      ["matched", "Cancelled"],
    ] as const) {
      const pairs: (readonly [alone: Turn, among: Turn])[] = [];
      // The first pair warms up. Who goes first changes from pair to pair.
      for (let turn = 0; turn <= options.repeat; turn++) {
        const first = turn % 2 === 0 ? alone : among;
        const one = await first.take(name);
        const other = await (first === alone ? among : alone).take(name);
        if (turn > 0) pairs.push(first === alone ? [one, other] : [other, one]);
        process.stderr.write(`${database}, ${event}: ${turn}/${options.repeat}\n`);
      }
      kinds.push({ event, ...told(pairs, options.events) });
    }
    return { database, connections: CONNECTIONS, ...options, kinds };
  } finally {
    await among.close();
    await alone.close();
  }
}

function told(pairs: readonly (readonly [alone: Turn, among: Turn])[], events: number) {
  const rate = (ms: number): number => Math.round((events * 1000) / ms);
  return {
    eventsPerSecond: rate(median(pairs.map(([alone]) => alone.ms))),
    eventsPerSecondAmongOthers: rate(median(pairs.map(([, among]) => among.ms))),
    ratio: rounded(median(pairs.map(([alone, among]) => among.ms / alone.ms))),
    processorMsPerEvent: rounded(median(pairs.map(([alone]) => alone.processorMs / events))),
    serverMsPerEvent: rounded(median(pairs.map(([alone]) => alone.serverMs / events))),
    statementsPerEvent: rounded(median(pairs.map(([alone]) => alone.statements / events)) + 2),
  };
}

interface Side {
  /** Takes a turn's events of one name in. */
  readonly take: (name: string) => Promise<Turn>;
  readonly close: () => Promise<void>;
}

async function openSide(
  database: DatabaseName,
  published: CompiledProject,
  { waiting, events, batch }: IngestOptions,
  others: number,
): Promise<Side> {
  const counted = countStatements();
  const place = await openBenchStore(database, published, {
    connections: CONNECTIONS,
    plugins: [counted.plugin],
  });
  try {
    await fill(place, published, waiting, others);
    const door = await openDoor(place.store, published);
    let contact = 0;
    let id = 0;
    return {
      take(name) {
        const batches: string[][] = [];
        for (let left = events; left > 0; left -= batch) {
          const lines = Array.from({ length: Math.min(batch, left) }, () => {
            contact = (contact % waiting) + 1;
            id += 1;
            return JSON.stringify({ id: `e${id}`, contact: `c${contact}`, name });
          });
          batches.push(lines);
        }
        return takeBatches(place, door, counted, batches);
      },
      async close() {
        await door.close();
        await place.close();
      },
    };
  } catch (error) {
    await place.close();
    throw error;
  }
}

async function fill(
  { store }: BenchStore,
  published: CompiledProject,
  waiting: number,
  others: number,
): Promise<void> {
  await store.clock.freeze(T0);
  await store.deploy(published);
  await store.gateway.setStatus(JOURNEY.journey, "active");
  const all = { journey: JOURNEY.journey, step: "wait", now: T0 };
  await fillWaiting(store, { ...all, prefix: "c", count: waiting });
  if (others > 0) await fillWaiting(store, { ...all, prefix: "other", count: others });
}

/** As many requests at once as there are connections; each works through its lines one by one. */
async function takeBatches(
  { store }: BenchStore,
  door: Door,
  counted: StatementCount,
  batches: readonly (readonly string[])[],
): Promise<Turn> {
  const waiting = batches.values();
  const lane = async (): Promise<void> => {
    for (const lines of waiting) await door.take(lines);
  };
  const server = await serverMs(store);
  const [began, processor, statements] = [performance.now(), processorMs(), counted.count()];
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  const ended = { ms: performance.now() - began, processorMs: processorMs() - processor };
  const sent = counted.count() - statements;
  return { ...ended, serverMs: (await serverMs(store)) - server, statements: sent };
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
