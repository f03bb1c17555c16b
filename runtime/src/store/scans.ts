import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { Advance, AdvanceOptions } from "../temporal/advance.ts";
import { type CalendarScan, calendarScan } from "./calendar-scan.ts";
import type { Ingest } from "./ingest.ts";
import { type ListScan, listScan } from "./list-scan.ts";
import { insertWakes } from "./save-draft.ts";
import type { Schema } from "./schema.ts";
import { type StockScan, stockScan } from "./stock-scan.ts";
import { stamp } from "./wire-types.ts";

/**
 * A scan visits the contacts whom something concerns, one transaction each, page by page. Temporal serves it as it serves
 * a run: the same driver, raised by the same outbox and the same sweeper.
 */
export const SCAN_TYPE = "trajet-scan";
const PREFIX = "scan:";
export const isScan = (id: string): boolean => id.startsWith(PREFIX);

/** What a scan is about: what a repeated page needs to do the same again. */
export type ScanBody = CalendarScan | StockScan | ListScan;

export interface ScanKind<Body> {
  /** Whom it may concern, of the rows of `contact`. */
  readonly concerns: (body: Body) => RawBuilder<boolean>;
  /** Answers whether something came of it. A repeated visit does nothing. */
  readonly visit: (ingest: Ingest, body: Body, at: Millis, contact: string) => Promise<boolean>;
}

function concerns(body: ScanBody): RawBuilder<boolean> {
  switch (body.kind) {
    case "calendar":
      return calendarScan.concerns(body);
    case "stock":
      return stockScan.concerns(body);
    case "list":
      return listScan.concerns(body);
    default:
      return body satisfies never;
  }
}

function visit(ingest: Ingest, body: ScanBody, at: Millis, contact: string): Promise<boolean> {
  switch (body.kind) {
    case "calendar":
      return calendarScan.visit(ingest, body, at, contact);
    case "stock":
      return stockScan.visit(ingest, body, at, contact);
    case "list":
      return listScan.visit(ingest, body, at, contact);
    default:
      return body satisfies never;
  }
}

const PAGE = 200;
/** Time that a page needs, in milliseconds: with less left, an attempt leaves the rest to the next. */
const PAGE_MARGIN = 3_000;

/** Begins a scan, once for a name, in the transaction of what causes it. */
export async function beginScan(db: Kysely<Schema>, name: string, body: ScanBody, at: Millis): Promise<void> {
  const { rows } = await sql<{ done: boolean }>`
    insert into scan (id, kind, body, at, total, done, due_at)
    select ${PREFIX + name}, ${body.kind}, ${JSON.stringify(body)}::jsonb, ${stamp(at)}::timestamptz,
      people.total, people.total = 0, trajet_now()
    from (select count(*)::int as total from contact where ${concerns(body)}) people
    on conflict (id) do nothing returning done
  `.execute(db);
  if (rows[0]?.done === false) await insertWakes(db, [{ id: PREFIX + name, journey: SCAN_TYPE }]);
}

/** Goes on with a scan until it is done or the attempt's time is up. */
export async function advanceScan(
  ingest: Ingest,
  id: string,
  { deadline }: AdvanceOptions,
): Promise<Advance> {
  for (;;) {
    const scan = await ingest.db.selectFrom("scan").selectAll().where("id", "=", id).executeTakeFirst();
    if (scan === undefined || scan.done) return { kind: "done" };
    if (deadline - Date.now() < PAGE_MARGIN) return { kind: "continue" };
    const body = scan.body as unknown as ScanBody;
    const page = await ingest.db
      .selectFrom("contact")
      .select("id")
      .where("id", ">", scan.cursor)
      .where(concerns(body))
      .orderBy("id")
      .limit(PAGE)
      .execute();
    let visited = 0;
    let started = 0;
    for (const contact of page) {
      // Each is a transaction of its own; an attempt that is out of time keeps what it came to.
      if (deadline < Date.now()) break;
      if (await visit(ingest, body, scan.at, contact.id)) started += 1;
      visited += 1;
    }
    const done = page.length < PAGE && visited === page.length;
    await turnPage(ingest.db, scan, { visited, started, cursor: page[visited - 1]?.id ?? scan.cursor, done });
  }
}

/** Only an attempt that saw the scan where it still stands moves it: another one may have overtaken it. */
async function turnPage(
  db: Kysely<Schema>,
  scan: { readonly id: string; readonly cursor: string },
  page: {
    readonly visited: number;
    readonly started: number;
    readonly cursor: string;
    readonly done: boolean;
  },
): Promise<void> {
  await sql`
    update scan set cursor = ${page.cursor}, visited = visited + ${page.visited}, started = started + ${page.started},
      done = ${page.done}, due_at = case when ${page.done} then null else trajet_now() end
    where id = ${scan.id} and cursor = ${scan.cursor} and not done
  `.execute(db);
}
