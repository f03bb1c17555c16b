import type { ColumnType, Generated } from "kysely";
import type { Json, ListPlace, Millis } from "../engine/facts.ts";
import type { Membership } from "../engine/watches/watch.ts";
import type { ChangeWay } from "./audit.ts";
import type { JsonColumn, MaybeMoment, Moment } from "./columns.ts";
import type { ContactAliasTable } from "./merge/alias-table.ts";
import type { EffectTable, RunTable, WaitTable } from "./run-tables.ts";

export type { EffectTable, RunTable, WaitTable } from "./run-tables.ts";

export interface Schema {
  readonly contact: ContactTable;
  readonly contact_alias: ContactAliasTable;
  readonly event: EventTable;
  readonly watch: WatchTable;
  readonly alarm: AlarmTable;
  readonly loyalty_list: LoyaltyListTable;
  readonly loyalty_member: LoyaltyMemberTable;
  readonly orders: OrderTable;
  readonly product: ProductTable;
  readonly program: ProgramTable;
  readonly journey: JourneyTable;
  readonly run: RunTable;
  readonly wait: WaitTable;
  readonly effect: EffectTable;
  readonly outbox: OutboxTable;
  readonly schedule: ScheduleTable;
  readonly scan: ScanTable;
  readonly journal: JournalTable;
  readonly release: ReleaseTable;
  readonly bucket: { name: string; rate: number; tat: number };
  readonly clock: ClockTable;
  readonly counter: { name: string; value: ColumnType<number, number, number> };
  readonly api_key: ApiKeyTable;
  readonly console_session: ConsoleSessionTable;
  readonly audit: AuditTable;
  readonly suppression: SuppressionTable;
  readonly coupon_code: CouponCodeTable;
  readonly custom_audience_member: CustomAudienceMemberTable;
  readonly dead_letter: DeadLetterTable;
  readonly setting: { name: string; value: JsonColumn };
}

/** One row a person of an audience: everything that a decision reads, so that one lock and one read serve it. */
export interface ContactTable {
  id: string;
  audience: string;
  fields: JsonColumn<Record<string, Json>>;
  tags: JsonColumn<string[]>;
  groups: JsonColumn<string[]>;
  consent: JsonColumn<Record<string, string>>;
  archived: boolean;
  /** Number of the contact's latest event: events of one contact are numbered without gaps, under the row's lock. */
  seq: number;
  /** Where it stands in what is kept true of it, by the number of the `watch`. */
  watches: ColumnType<Record<string, Membership>, string | undefined, string>;
  /** Places in the latest lists of loyalty queries, by the query. */
  lists: ColumnType<Record<string, ListPlace>, string | undefined, string>;
  created_at: Moment;
}
/** The latest list of a loyalty query that a journey asks about. */
export interface LoyaltyListTable {
  query: string;
  audience: string;
  hash: string;
  body: JsonColumn;
  /** How often it was made; the list of this number tells nobody, as its query is new or says something else now. */
  made: number;
  first: number;
  made_at: MaybeMoment;
  /** When it is made next; `null` where no journey asks about it any more. */
  due_at: MaybeMoment;
  /** Real time until which a process makes it. */
  taken_until: MaybeMoment;
}
export interface LoyaltyMemberTable {
  query: string;
  contact: string;
  rank: number;
  tier: string | null;
}
/** A condition that is kept true of each contact of an audience. Another text of it is another row. */
export interface WatchTable {
  id: Generated<number>;
  kind: "segment" | "absence" | "abandonment" | "runs";
  name: string;
  audience: string;
  hash: string;
  body: JsonColumn;
  since: Moment;
  /** The last contact, by id, whose place in it was set down by the scan; `filled_at` once all are. */
  filled_to: string;
  filled_at: MaybeMoment;
  /** How often the scan has been through all who were left. */
  fill_rounds: Generated<number>;
}
/** When time alone can next change what is kept true of a contact. One row, moved along. */
export interface AlarmTable {
  contact: string;
  watch: number;
  due_at: Moment;
  /** Real time until which a poller has taken it. */
  taken_until: MaybeMoment;
}
export interface EventTable {
  contact: string;
  seq: number;
  /** Unique in the project: a repeated event changes nothing. */
  id: string;
  key: string;
  at: Moment;
  received_at: Moment;
  /** The run whose step caused it, `null` for one from outside. */
  cause: string | null;
  depth: number;
  body: JsonColumn<Record<string, Json>>;
}
export interface OrderTable {
  store: string;
  id: string;
  contact: string;
  /** `numeric`: read and written as decimal text. */
  total: string;
  refunded: string;
  currency: string;
  status: string;
  placed_at: Moment;
  items: JsonColumn<Json[]>;
  fulfilled_at: MaybeMoment;
  shipped_at: MaybeMoment;
  cancelled_at: MaybeMoment;
  refunded_at: MaybeMoment;
  /** When it ceased to count: paid before, cancelled or refunded since. */
  ended_at: MaybeMoment;
  /** Each refund: its moment, all that was given back by then, and the sender's id where each was told for itself. */
  refunds: ColumnType<[string, string, string?][], string | undefined, string>;
  /** When its sender last changed it, where that is told. */
  updated_at: MaybeMoment;
  /** From when on the row says what holds; the database reckons it. */
  changed_at: ColumnType<Millis, never, never>;
}
/** What a store sells, as far as it told. */
export interface ProductTable {
  store: string;
  sku: string;
  in_stock: boolean;
  /** Since when. */
  at: Moment;
  body: JsonColumn;
}
export interface ProgramTable {
  hash: string;
  journey: string;
  body: JsonColumn;
  source: JsonColumn;
  created_at: Moment;
}
export interface JourneyTable {
  name: string;
  status: string;
  program: string;
  activated_at: MaybeMoment;
  paused_at: MaybeMoment;
}
export interface ReleaseTable {
  journey: string;
  kind: string;
  policy: string;
  older_than: JsonColumn | null;
  /** By which version people go on; not of an archive, nor before 0060. */
  program: string | null;
  paused_at: Moment;
  at: Moment;
  until: MaybeMoment;
  total: number;
  released: number;
  /** The last run of a page. */
  cursor: string;
  finished_at: MaybeMoment;
}
/** A single code of a pool; its receiver stands beside it once it is given. */
export interface CouponCodeTable {
  coupon: string;
  code: string;
  /** Codes are given in the order in which they came in. */
  id: Generated<number>;
  added_at: Moment;
  contact: string | null;
  run: string | null;
  step: string | null;
  visit: number | null;
  given_at: MaybeMoment;
}
/** Who is in a custom audience at an ad network, as far as its answers tell. */
export interface CustomAudienceMemberTable {
  contact: string;
  audience: string;
  since: Moment;
  /** Hashes by which it was added. */
  identifiers: JsonColumn;
}
/** What came in and did not fit; the same again is the same letter. */
export interface DeadLetterTable {
  id: Generated<number>;
  kind: string;
  hash: string;
  body: JsonColumn;
  reason: string;
  tries: number;
  received_at: Moment;
  tried_at: Moment;
}
export interface OutboxTable {
  id: Generated<number>;
  run: string;
  journey: string;
  /** Real time until which a relay has taken it. */
  taken_until: MaybeMoment;
  asked_at: Generated<Moment>;
}
/** A start by the calendar; all occasions up to `handled` are dealt with. */
export interface ScheduleTable {
  id: string;
  journey: string;
  start: string;
  handled: Moment;
  due_at: MaybeMoment;
}
/** A walk through the contacts whom something concerns, in the order of their ids, behind `cursor`. */
export interface ScanTable {
  id: string;
  kind: string;
  body: JsonColumn;
  at: Moment;
  cursor: string;
  visited: Generated<number>;
  started: Generated<number>;
  total: number;
  done: Generated<boolean>;
  due_at: MaybeMoment;
}
export interface JournalTable {
  id: Generated<number>;
  contact: string;
  journey: string;
  run: string;
  program: string;
  at: Moment;
  kind: string;
  step: string | null;
  data: JsonColumn<Record<string, Json>>;
}
/** One row. Virtual now = at + (real now − real_at) × factor, or `at` while frozen. */
export interface ClockTable {
  one: boolean;
  at: Moment;
  real_at: Moment;
  factor: number;
  frozen: boolean;
  /** The machine's time stands with it: somebody steps it. */
  stepped: boolean;
}
/** A key for the doors: its hash, and what a person recognises it by. A revoked one is kept for the record. */
export interface ApiKeyTable {
  hash: string;
  name: string;
  prefix: string;
  scopes: JsonColumn<string[]>;
  created_at: Moment;
  revoked_at: MaybeMoment;
}
/** Somebody who is signed in to the console. */
export interface ConsoleSessionTable {
  hash: string;
  name: string;
  /** Of the key that it came in by. */
  key_hash: string | null;
  scopes: JsonColumn<string[]>;
  created_at: Moment;
  expires_at: Moment;
}
/** A change that somebody made by hand. */
export interface AuditTable {
  id: Generated<number>;
  at: Moment;
  who: string;
  key: string | null;
  via: ChangeWay;
  what: string;
  subject: string | null;
  contact: string | null;
  status: number | null;
}
/** An address that stays suppressed although its person was erased: nothing of it but a keyed hash. */
export interface SuppressionTable {
  channel: string;
  hash: string;
  status: "unsubscribed" | "cleaned";
  at: Moment;
}
