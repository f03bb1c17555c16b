import type { CompiledJourney, CompiledProject, LoyaltyProgram, Program } from "@trajet/compiler/program";
import type { KyselyPlugin } from "kysely";
import type { EffectRequest, EmailRequest } from "../../../runtime/src/engine/request.ts";
import { type Composer, createCompose } from "../../../runtime/src/sending/compose.ts";
import { dueNow, earliestDue, ringDue } from "../../../runtime/src/stepped/due.ts";
import { forgetAll } from "../../../runtime/src/stepped/forget-all.ts";
import type { Caller, CallOutcome } from "../../../runtime/src/store/caller.ts";
import { openStore, type Store } from "../../../runtime/src/store/open.ts";
import type { Rates } from "../../../runtime/src/store/slots.ts";
import type { Advance, EngineHost } from "../../../runtime/src/temporal/advance.ts";
import { dropDatabase, freshDatabase } from "../../server-database.ts";
import { inARow, program, project } from "./programs.ts";

export const T0 = Date.parse("2026-03-02T10:00:00Z");
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** What is bought where only who and when matters. */
export const ORDER = { store: "Boutique", total: "60.00", currency: "EUR", status: "paid" } as const;

/** The databases on which the same tests run: PostgreSQL where the environment names a server. */
export const DATABASES = ["pglite", ...(process.env.TRAJET_TEST_POSTGRES ? ["postgres"] : [])] as const;

/** What a call carried, at the stand-in for the outside. */
export interface Call {
  readonly request: EffectRequest;
  readonly key: string;
}

/**
 * A store with a clock that stands still, and a stand-in for Temporal: whoever is woken or due is advanced, then the
 * clock steps to the next due moment. Calls go to `answer`, which a test may replace.
 */
export interface World {
  readonly store: Store;
  readonly engine: EngineHost;
  readonly calls: Call[];
  /** The mails among them. */
  readonly mails: readonly EmailRequest[];
  answer: (call: Call) => Promise<CallOutcome>;
  /** Where the mails of a contact lead; a test may let it fail, as a mistake of ours would. */
  unsubscribeUrl: (contact: string) => string;
  /** Publishes and activates journeys, an hour before `T0`. */
  readonly run: (...programs: readonly (Program | CompiledJourney)[]) => Promise<void>;
  /** Publishes and activates journeys with loyalty queries, now. */
  readonly lists: (loyalty: readonly LoyaltyProgram[], ...programs: readonly Program[]) => Promise<void>;
  /** Publishes another text of the journeys, now. */
  readonly publish: (...programs: readonly Program[]) => Promise<void>;
  /** Publishes a whole project at a moment; `activate` lets people in. */
  readonly open: (compiled: CompiledProject, at: number) => Promise<void>;
  readonly activate: () => Promise<void>;
  readonly signUp: (id: string, fields?: object) => Promise<void>;
  readonly buy: (contact: string, order: string, at: number) => Promise<void>;
  /** Serves all wakes, then all that is due, up to `at`; the clock stands at `at` afterwards. */
  readonly until: (at: number) => Promise<void>;
  readonly serveWakes: () => Promise<void>;
  /** The wakes that are there, and no page of those who were held in a pause. */
  readonly serveOutbox: () => Promise<void>;
  readonly advance: (runId: string) => Promise<Advance>;
  readonly journal: (contact: string) => Promise<string[]>;
  readonly contact: (id: string) => Promise<{ tags: string[]; fields: Record<string, unknown> }>;
  readonly runs: () => Promise<
    { id: string; state: string; step: string | null; epoch: number; due_at: number | null; at: number }[]
  >;
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const linkOf = (contact: string): string => `https://trajet.example/u/${contact}`;

export async function openWorld(
  database: string,
  plugins: readonly KyselyPlugin[] = [],
  rates: Rates = {},
  /** How the addresses in messages are made, where a test follows them. */
  composer: Partial<Composer> = {},
): Promise<World> {
  let current: CompiledProject = project();
  const server = await serverOf(database);
  const store = await openStore({ ...(server && { url: server.url }), plugins, project: () => current });
  const sent: Call[] = [];
  const delivered = async (): Promise<CallOutcome> => ({ kind: "done", providerRef: "250 ok" });
  const out: Caller<EffectRequest> = {
    limitMs: 1_000,
    async call(request, key) {
      sent.push({ request, key });
      return world.answer({ request, key });
    },
  };
  const engine = store.engine({
    callers: { email: out, sms: out, message: out, webhook: out, audience: out },
    render: createCompose({
      unsubscribeUrl: (contact) => world.unsubscribeUrl(contact),
      surveyUrl: ({ run, step, visit }) => `https://trajet.example/s/${run}/${step}/${visit}`,
      ...composer,
    }),
  });

  const world: World = {
    store,
    engine,
    calls: sent,
    get mails() {
      return sent.flatMap(({ request }) => (request.kind === "email" ? [request] : []));
    },
    answer: delivered,
    unsubscribeUrl: linkOf,
    async run(...programs) {
      current = { ...project(...programs), rates };
      await store.clock.freeze(T0 - HOUR);
      await store.deploy(current);
      for (const { program } of current.journeys) await store.gateway.setStatus(program.journey, "active");
      await store.clock.freeze(T0);
    },
    async lists(loyalty, ...programs) {
      current = { ...project(...programs), loyalty, rates };
      await store.deploy(current);
      for (const one of programs) await store.gateway.setStatus(one.journey, "active");
    },
    async open(compiled, at) {
      current = compiled;
      await store.clock.freeze(at - HOUR);
      await store.deploy(current);
    },
    async activate() {
      for (const { program } of current.journeys) await store.gateway.setStatus(program.journey, "active");
    },
    async publish(...programs) {
      current = { ...project(...programs), rates };
      await store.deploy(current);
    },
    async signUp(id, fields = {}) {
      await store.gateway.putContact({
        id,
        imported: false,
        fields: { email: `${id}@shop.example`, ...fields },
      });
    },
    async buy(contact, id, at) {
      await store.gateway.putOrder({ ...ORDER, id, contact, placedAt: at });
    },
    async until(at) {
      await world.serveWakes();
      const { clock, db } = store;
      for (let due = await earliestDue(db); due !== undefined && due <= at; due = await earliestDue(db)) {
        await clock.freeze(Math.max(due, await clock.now()));
        await serveDue(world, store);
      }
      await clock.freeze(at);
    },
    async serveWakes() {
      while ((await engine.release()).released > 0) await world.serveOutbox();
      await world.serveOutbox();
    },
    async serveOutbox() {
      for (let wakes = await engine.takeWakes(50); wakes.length > 0; wakes = await engine.takeWakes(50)) {
        for (const wake of wakes) await world.advance(wake.runId);
        await engine.woken(wakes.map((wake) => wake.outboxId));
      }
    },
    advance: (runId) => engine.advance(runId, { deadline: Date.now() + 20_000, local: true }),
    async journal(contact) {
      const view = await store.gateway.contact(contact);
      return (view?.timeline ?? []).map(
        (entry) => `${entry.kind}${entry.step === undefined ? "" : ` ${entry.step}`}`,
      );
    },
    async contact(id) {
      const row = await store.db
        .selectFrom("contact")
        .select(["tags", "fields"])
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      return { tags: row.tags, fields: row.fields };
    },
    runs: () =>
      store.db
        .selectFrom("run")
        .select(["id", "state", "step", "epoch", "due_at", "at"])
        .orderBy("entered_at")
        .execute(),
    async clear() {
      await forgetAll(store.db);
      sent.length = 0;
      world.answer = delivered;
      world.unsubscribeUrl = linkOf;
    },
    async close() {
      await store.close();
      await server?.drop();
    },
  };
  return world;
}

/** The one who entered first. */
export async function theRun(world: World) {
  const [run] = await world.runs();
  if (run === undefined) throw new Error("nobody entered");
  return run;
}

/** Ada signs up, and enters a journey of these steps. */
export async function enterAt(world: World, steps: Parameters<typeof inARow>[0]) {
  await world.run(program({ journey: "J", steps: inARow(steps) }));
  await world.signUp("ada", { points: 0 });
  return theRun(world);
}

async function serveDue(world: World, { alarms, db }: Store): Promise<void> {
  await ringDue(alarms);
  await world.serveWakes();
  for (const { runId } of await dueNow(db)) await world.advance(runId);
  await world.serveWakes();
}

/** A database of a server: a new one on that of the environment, or that of a connection string, which is left as it is. */
async function serverOf(database: string) {
  if (database.startsWith("postgres:")) return { url: database, drop: async () => undefined };
  if (database !== "postgres") return undefined;
  const url = await freshDatabase(process.env.TRAJET_TEST_POSTGRES ?? "");
  return { url, drop: () => dropDatabase(url) };
}
