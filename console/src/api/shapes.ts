/** What the doors answer, as far as the pages read it: docs/cli.md, `/openapi.json`. */

export interface SessionView {
  readonly name: string;
  readonly role: "read" | "operate";
  readonly scopes: readonly string[];
  readonly csrf: string;
}
export interface SignedIn {
  readonly project: string;
  readonly session: SessionView | null;
  /** Ways to sign in besides a key. */
  readonly provider?: string | null;
}

export interface ProjectView {
  readonly name: string;
  readonly timezone: string;
  readonly currency: string | null;
  readonly now: string;
  readonly audiences: readonly string[];
  readonly stores: readonly { readonly name: string; readonly currency: string }[];
  readonly loyalty: readonly { readonly name: string; readonly audience: string }[];
  readonly coupons: readonly string[];
  readonly measures: readonly string[];
  readonly periods: readonly string[];
  readonly messages: readonly MessageView[];
  readonly mailbox: string | null;
}
export interface MessageView {
  readonly name: string;
  readonly audience: string;
  readonly channel: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly type: string;
    readonly optional: boolean;
    /** Of an enumeration. */
    readonly values?: readonly string[];
  }[];
}

export type Status = "draft" | "active" | "paused" | "archived";
export interface Journey {
  readonly name: string;
  readonly title: string | null;
  readonly audience: string;
  readonly objective: string | null;
  readonly status: Status;
  readonly program: string;
  readonly counts: {
    readonly entered: number;
    readonly active: number;
    readonly finished: number;
    readonly exited: number;
    readonly converted: number;
    readonly stuck: number;
  };
  readonly held: { readonly [by: string]: number };
  readonly releasing: {
    readonly total: number;
    readonly released: number;
    readonly until: string | null;
  } | null;
}
export interface Held {
  readonly run: string;
  readonly contact: string;
  readonly step: string | null;
  readonly by: string;
  readonly since: string;
  readonly until: string | null;
  readonly reason: string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface SceneNode extends Box {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly name?: string;
  readonly family: string;
  readonly icon: string;
  readonly lines: readonly string[];
  readonly keyword: string;
  readonly note?: string;
  readonly file: string;
  readonly line: number;
}
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly description: string;
  readonly rules: readonly string[];
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label?: string }[];
  readonly labels: readonly (Box & { readonly edge: number; readonly lines: readonly string[] })[];
  readonly paths: readonly { readonly d: string; readonly arrow: boolean; readonly lane: boolean }[];
  readonly frames: readonly Box[];
}
export interface Drawn {
  readonly scene: Scene | null;
  readonly source: { readonly file: string; readonly text: string } | null;
}
export interface Live {
  readonly journey: Journey;
  readonly nodes: { readonly [id: string]: { readonly here: number; readonly passed: number } };
  readonly edges: readonly (number | null)[];
}
export interface JourneyMessages {
  readonly messages: readonly {
    readonly message: string;
    readonly channel: string;
    readonly sent: number;
    readonly refused: number;
    readonly unknown: number;
    readonly underWay: number;
  }[];
  /** People under way, by the hash of their version. */
  readonly versions: { readonly [program: string]: number };
}

export interface Money {
  readonly amount: string;
  readonly currency: string;
}
export type Value = number | Money | null;
export interface Row {
  readonly rank: number;
  readonly contact: string;
  readonly email?: string;
  readonly value: Value;
  readonly orders: number;
  readonly totalSpent: Money;
  readonly averageOrderValue: Money | null;
  readonly lastOrderAt: string | null;
  readonly tier?: string;
  readonly before?: { readonly rank: number; readonly value: Value } | null;
}
export interface Ranking {
  readonly query: string;
  readonly asOf: string;
  readonly period: { readonly from: string | null; readonly to: string | null };
  readonly currency: string;
  readonly total: number;
  readonly next?: string;
  readonly rows: readonly Row[];
}
export interface Trend {
  readonly contact: string;
  readonly orders: readonly number[];
}
/** A message to some, drawn up. */
export interface ListSending {
  readonly id: string;
  readonly total: number;
  readonly left: number;
  /** It was begun before, and came to no end. */
  readonly resumed: boolean;
}
/** How far a sending is, or the trial of it. */
export interface Progress {
  readonly left: number;
  readonly sent: number;
  readonly refused: readonly {
    readonly reason: string;
    readonly count: number;
    readonly contacts: readonly string[];
  }[];
  readonly problem?: string;
}
export interface UnfinishedSending {
  readonly id: string;
  readonly message: string | null;
  readonly subject: string | null;
  readonly begunAt: string;
  readonly total: number;
  readonly left: number;
}

export interface FoundContact {
  readonly id: string;
  readonly audience: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly tags: readonly string[];
}
export interface Contact {
  readonly id: string;
  readonly audience: string;
  readonly fields: { readonly [name: string]: unknown };
  readonly tags: readonly string[];
  readonly groups: readonly string[];
  readonly consent: { readonly [channel: string]: string };
}
export interface TimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly journey: string;
  readonly run: string;
  readonly step?: string;
  readonly name?: string;
  readonly channel?: string;
  /** RFC 3339; of a delay, a wait or a hold. */
  readonly until?: string;
  readonly reason?: string;
  readonly because?: string;
  readonly saw?: { readonly [name: string]: unknown };
  readonly source?: { readonly file: string; readonly line: number };
}
export interface Order {
  readonly store: string;
  readonly id: string;
  readonly placedAt: string;
  readonly status: string;
  readonly total: Money;
  readonly refunded: string;
  readonly items: readonly {
    readonly title?: unknown;
    readonly sku?: unknown;
    readonly quantity?: unknown;
  }[];
}

export interface Check {
  readonly name: string;
  readonly status: "ok" | "warn" | "fail";
  readonly detail: string;
  readonly fix?: string;
}
export interface Stuck {
  readonly run: string;
  readonly contact: string;
  readonly journey: string;
  readonly step: string | null;
  readonly reason: string;
}
export interface DeadLetter {
  readonly id: number;
  readonly kind: string;
  readonly body: unknown;
  readonly reason: string;
  readonly tries: number;
  readonly receivedAt: string;
}
export interface AuditEntry {
  readonly id: number;
  readonly at: string;
  readonly who: string;
  /** The first characters of the key. */
  readonly key: string | null;
  readonly via: "console" | "doors" | "command line";
  readonly what: string;
  readonly subject: string | null;
  readonly contact: string | null;
  readonly status: number | null;
}
export interface Prebuilt {
  readonly name: string;
  readonly description: string;
}
