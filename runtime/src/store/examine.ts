import { sql } from "kysely";
import type { Database } from "./database.ts";

/** One thing that was looked at (`trajet doctor`). */
export interface Check {
  readonly name: string;
  readonly status: "ok" | "warn" | "fail";
  /** What was found, in one sentence. */
  readonly detail: string;
  /** What to do about it. */
  readonly fix?: string;
}

interface Figures {
  readonly server: string;
  readonly machine: number;
  readonly factor: number;
  readonly frozen: boolean;
  readonly keys: number;
  readonly wakes: number;
  readonly oldest: number | null;
  readonly overdue: number;
  readonly stuck: number;
  readonly letters: number;
  readonly lost: number;
  readonly rescued: number;
}

/** Looks at what the database knows of how a project does; reads alone. */
export async function examine(db: Database, now: () => number = Date.now): Promise<readonly Check[]> {
  const { rows } = await sql<Figures>`
    select version() as server, extract(epoch from clock_timestamp()) * 1000 as machine, clock.factor, clock.frozen,
      (select count(*) from api_key where revoked_at is null) as keys,
      (select count(*) from outbox) as wakes,
      (select extract(epoch from clock_timestamp() - min(asked_at)) from outbox) as oldest,
      (select count(*) from run where state = 'alive' and stuck is null
        and due_at < trajet_now() - make_interval(secs => 60) * clock.factor) as overdue,
      (select count(*) from run where state = 'alive' and stuck is not null) as stuck,
      (select count(*) from dead_letter) as letters,
      (select count(*) from effect where state = 'unknown' and at > trajet_now() - interval '1 day') as lost,
      coalesce((select value from counter where name = 'rescued'), 0) as rescued
    from clock`.execute(db);
  const [figures] = rows;
  if (figures === undefined) throw new Error("the database has no clock");
  return checksOf(figures, now());
}

/** The limits are those at which somebody should look: nothing is decided by them. */
export function checksOf(figures: Figures, now: number): readonly Check[] {
  const [, server = figures.server] = /^(\S+ [\d.]+)/.exec(figures.server) ?? [];
  return [
    {
      name: "database",
      status: "ok",
      detail: `${server} answers, and its tables are those of this version.`,
    },
    clockCheck(figures, now),
    unless(figures.keys === 0, "keys", `${count(figures.keys, "key")} of the HTTP doors.`, {
      status: "warn",
      detail: "There is no key for the HTTP doors.",
      fix: "Make one with `trajet keys create NAME`.",
    }),
    outboxCheck(figures),
    unless(figures.overdue > 0, "overdue runs", "Nobody has waited for a minute.", {
      status: "fail",
      detail: `${count(figures.overdue, "run")} overdue by more than a minute: no worker serves them.`,
      fix: "Start a worker, or look at the log of those that run.",
    }),
    unless(figures.stuck > 0, "stuck runs", "None.", {
      status: "warn",
      detail: `${count(figures.stuck, "run")} cannot go on by themselves.`,
      fix: "See `trajet status JOURNEY` for the reasons, repair them, and let them go on with `trajet retry`.",
    }),
    unless(figures.letters > 0, "dead letters", "None.", {
      status: "warn",
      detail: `${count(figures.letters, "payload")} came in and did not fit.`,
      fix: "`trajet retry --dead-letters --list` shows each with its reason. Repair what does not fit, and let them in with `trajet retry --dead-letters`; what can never fit, throw away with `--discard`.",
    }),
    unless(figures.lost > 0, "lost outcomes", "None in the last day.", {
      status: "warn",
      detail: `What became of ${count(figures.lost, "sending")} of the last day is not known.`,
      fix: "Each is in its contact's timeline as failed, with `outcome: unknown`; ask the provider.",
    }),
    unless(figures.rescued > 0, "rescued runs", "None: every wake arrived.", {
      status: "warn",
      detail: `${count(figures.rescued, "run")} had lost their workflow, and were raised again.`,
      fix: "Nothing is lost. If the number grows, look at the Temporal server.",
    }),
  ];
}

function unless(wrong: boolean, name: string, fine: string, found: Omit<Check, "name">): Check {
  return wrong ? { name, ...found } : { name, status: "ok", detail: fine };
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** Seconds by which the clocks of the machines may differ before retries, leases and hours are judged amiss. */
const MOST_DRIFT = 2;

function clockCheck({ machine, factor, frozen }: Figures, now: number): Check {
  if (frozen || factor !== 1) {
    // The one of trajet dev is moved by hand, tick by tick.
    const detail =
      frozen && factor === 1
        ? "The project's clock stands still."
        : `The project's clock runs ${factor} times as fast.`;
    return { name: "clock", status: "ok", detail };
  }
  const drift = Math.abs(machine - now) / 1000;
  return unless(drift > MOST_DRIFT, "clock", "This machine and the database agree.", {
    status: "warn",
    detail: `This machine and the database differ by ${drift.toFixed(1)} seconds.`,
    fix: "Let both keep their time by NTP.",
  });
}

/** Seconds after which a wake should have been carried to Temporal. */
const OLD_WAKE = 30;

function outboxCheck({ wakes, oldest }: Figures): Check {
  const age = Math.round(oldest ?? 0);
  return unless(age > OLD_WAKE, "outbox", `${count(wakes, "wake")} on the way.`, {
    status: "fail",
    detail: `${count(wakes, "wake")} on the way, the oldest for ${age} seconds: nobody carries them to Temporal.`,
    fix: "Start a worker; if one runs, see whether it reaches the Temporal server.",
  });
}
