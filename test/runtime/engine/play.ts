import type { CompiledJourney, Program } from "@trajet/compiler/program";
import {
  type Draft,
  entryKey,
  type LoadedProgram,
  newDraft,
  record,
} from "../../../runtime/src/engine/draft.ts";
import type { Json, PastEvent } from "../../../runtime/src/engine/facts.ts";
import { receive, settleQueue } from "../../../runtime/src/engine/react.ts";
import { readsOf } from "../../../runtime/src/engine/reads.ts";
import type { JournalEntry, Run } from "../../../runtime/src/engine/run.ts";
import { settleEffect } from "../../../runtime/src/engine/settle-effect.ts";
import { startByHand } from "../../../runtime/src/engine/starts.ts";
import { walk } from "../../../runtime/src/engine/walk.ts";
import { compiled, errorsOf } from "../../compiler/lower/compiled.ts";

/*
 * A host of the engine that has no database: one contact, a clock that is stepped, sendings that arrive at once. What is
 * kept between two transactions goes through JSON, as in a database.
 */

const DECLARATIONS = `
audience Newsletter {
  field firstName: text?
  field plan: "free" | "pro" | "team" = "free"
  field points: number = 0
  field patience: duration?
  field birthday: date?
  tags "a", "b", "c", "d", "e", "vip"
}
store Boutique { currency EUR }
event Booked { field id: text  field startsAt: moment?  field pause: duration?  field price: money? }
event Promised { field pause: duration }
event Cancelled { field id: text }
email Welcome for Newsletter { from "ana@shop.example"  subject "Welcome"  body "Hello." }
email Told(what: text) for Newsletter { from "ana@shop.example"  subject "Told"  body "{{what}}" }
`;

export const at = (text: string): number => Date.parse(text);
/** Monday, 2 March 2026, 10:00 in UTC. */
export const T0 = at("2026-03-02T10:00:00Z");
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface PlayOptions {
  /** The contact's own. */
  readonly zone?: string;
  readonly now?: number;
  /** How long after it came due each run is looked at. */
  readonly late?: number;
}

export interface Play {
  /** The contact's fields, tags and so on, as they are now. */
  readonly contact: Draft["contact"];
  readonly signUp: (fields?: { readonly [name: string]: Json }) => void;
  readonly change: (fields: { readonly [name: string]: Json }) => void;
  readonly does: (event: string, payload: { readonly [name: string]: Json }, when?: number) => void;
  readonly buys: (total?: string, when?: number) => void;
  readonly startByHand: (journey: string) => string | null;
  /** Steps the clock through all that is due, up to `when`, where it stands afterwards. */
  readonly until: (when: number) => void;
  readonly runs: readonly Run[];
  readonly sent: readonly string[];
  readonly journal: readonly JournalEntry[];
  /** `branched if {"arm":0}`: what the timeline has of a kind, or all of it. */
  readonly lines: (...kinds: readonly JournalEntry["kind"][]) => readonly string[];
}

/** Compiles journeys, with declarations around them, and lets one contact live with them from `T0` on. */
export function play(journeys: string, options: PlayOptions = {}): Play {
  return playPrograms(journeysOf(journeys), options);
}

/** Compiles journeys, with declarations around them. */
export function journeysOf(text: string): readonly CompiledJourney[] {
  const all = compiled({ "declarations.journey": DECLARATIONS, "main.journey": text });
  const errors = errorsOf(all);
  if (errors.length > 0) throw new Error(errors.join("\n"));
  return all.project.journeys;
}

export function playPrograms(
  journeys: readonly Pick<CompiledJourney, "hash" | "program">[],
  { zone, now = T0, late = 0 }: PlayOptions = {},
): Play {
  const programs = new Map(journeys.map(({ hash, program }) => [hash, loadedOf(hash, program)]));
  const program = (hash: string): LoadedProgram => {
    const known = programs.get(hash);
    if (known === undefined) throw new Error(`there is no program ${hash}`);
    return known;
  };
  const sent: string[] = [];
  const journal: JournalEntry[] = [];
  const doors = [...programs.values()].map((loaded) => ({ loaded, activatedAt: now - HOUR }));
  const fresh = {
    lastEntry: new Map<string, number>(),
    history: new Map<string, PastEvent[]>(),
    runs: [] as Run[],
  };
  const state = { ...fresh, now };
  const contact: Draft["contact"] = {
    id: "ada",
    audience: "Newsletter",
    fields: {
      email: "ada@shop.example",
      points: 0,
      plan: "free",
      ...(zone !== undefined && { timezone: zone }),
    },
    tags: new Set(),
    groups: new Set(),
    consent: { email: "subscribed" },
    archived: false,
    customAudiences: new Map(),
    lists: new Map(),
    seq: 0,
  };
  let made = 0;
  const ports: Draft["ports"] = {
    program,
    newRunId: () => `run${++made}`,
    mayCall: () => true,
    slot: () => "free",
    leaseUntil: () => 0,
    render: (run, stepId) => {
      const step = program(run.program).program.steps[stepId];
      sent.push(step?.kind === "send" ? step.message : stepId);
      return { kind: "email", channel: "email" } as never;
    },
  };

  function transact<T>(work: (draft: Draft) => T): T {
    // What has no live run any more is known only by its entry.
    const runs = state.runs.map((run) => structuredClone(run));
    const draft = newDraft({
      ...state,
      ports,
      contact,
      doors,
      runs,
      sent: [],
      standing: new Map(),
      watches: [],
      memberships: new Map(),
      alarms: new Map(),
    });
    const result = work(draft);
    settleQueue(draft);
    state.runs = draft.runs.map((run) => JSON.parse(JSON.stringify(run)));
    journal.push(...draft.changed.journal);
    return result;
  }

  function advance(id: string): void {
    transact((draft) => {
      for (;;) {
        const run = draft.runs.find((one) => one.id === id);
        if (run === undefined || run.state !== "alive") return;
        const rest = walk(draft, run);
        if (rest === "out of time") run.dueAt = draft.now;
        if (rest === "effect") settleEffect(draft, run, { state: "done", providerRef: "250" });
        else return;
      }
    });
  }

  const due = () =>
    state.runs
      .filter((run) => run.state === "alive" && run.dueAt !== null)
      .sort((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0));

  function happen(key: string, body: { readonly [name: string]: Json }, when = state.now): void {
    transact((draft) =>
      receive(draft, { id: `e${contact.seq + 1}`, key, at: when, body, cause: null, depth: 0 }),
    );
  }

  return {
    contact,
    signUp(fields = {}) {
      Object.assign(contact.fields, fields);
      happen("signup", { imported: false });
    },
    change(fields) {
      for (const [field, to] of Object.entries(fields)) {
        const from = contact.fields[field] ?? null;
        contact.fields[field] = to;
        happen(`field:${field}`, { field, from, to });
      }
    },
    does: (event, payload, when) => happen(`event:${event}`, { event: payload }, when),
    buys(total = "10.00", when = state.now) {
      const placedAt = new Date(when).toISOString();
      const order = { id: `o${contact.seq + 1}`, store: "Boutique", status: "paid", placedAt, items: [] };
      happen("order", { order: { ...order, total: { amount: total, currency: "EUR" } } }, when);
    },
    startByHand: (journey) =>
      transact((draft) => {
        const door = draft.doors.find(({ loaded }) => loaded.program.journey === journey);
        if (door === undefined) throw new Error(`there is no journey ${journey}`);
        const id = `e${contact.seq + 1}`;
        const event = record(draft, {
          id,
          key: `manual:${journey}`,
          at: draft.now,
          body: {},
          cause: null,
          depth: 0,
        });
        return startByHand(draft, door, event);
      }),
    until(when) {
      for (let [next] = due(); next !== undefined && (next.dueAt ?? 0) <= when; [next] = due()) {
        state.now = Math.max(state.now, (next.dueAt ?? 0) + late);
        advance(next.id);
      }
      state.now = when;
    },
    get runs() {
      return state.runs;
    },
    sent,
    journal,
    lines: (...kinds) =>
      journal
        .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
        .map(({ kind, step, data }) => `${kind}${step === null ? "" : ` ${step}`} ${JSON.stringify(data)}`),
  };
}

const loadedOf = (hash: string, program: Program): LoadedProgram => ({
  hash,
  program,
  reads: readsOf(program),
});

/** Which of a play's runs stands where: by journey and key. */
export const standing = ({ runs }: Play): readonly string[] =>
  runs.map((run) => `${entryKey(run.journey, run.key).replace("\n", " ").trim()} ${run.state}`);
