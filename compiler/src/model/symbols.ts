import type {
  Audience,
  Channel,
  Coupon,
  CustomAudience,
  Email,
  EventDeclaration,
  Fragment,
  Journey,
  Loyalty,
  Message,
  RecordDeclaration,
  SegmentDeclaration,
  Sms,
  Store,
  Survey,
  Webhook,
} from "@trajet/grammar";

/** Declared names of the project, by the kinds that share one namespace. The first declaration of a name is kept. */
export interface Symbols {
  readonly audiences: ReadonlyMap<string, Audience>;
  readonly stores: ReadonlyMap<string, Store>;
  readonly records: ReadonlyMap<string, RecordDeclaration>;
  readonly events: ReadonlyMap<string, EventDeclaration>;
  readonly coupons: ReadonlyMap<string, Coupon>;
  /** Emails, texts, surveys and messages of further channels are one kind. */
  readonly messages: ReadonlyMap<string, Email | Sms | Survey | Message>;
  readonly webhooks: ReadonlyMap<string, Webhook>;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Segments, loyalty queries and custom audiences are one kind. */
  readonly people: ReadonlyMap<string, SegmentDeclaration | Loyalty | CustomAudience>;
  readonly fragments: ReadonlyMap<string, Fragment>;
  readonly journeys: ReadonlyMap<string, Journey>;
  readonly labels: ReadonlySet<string>;
  readonly objectives: ReadonlySet<string>;
}

/** The kinds of declarations that are found by name. */
export type SymbolKind = Exclude<keyof Symbols, "labels" | "objectives">;

/** Symbols with a table of each kind, and the words beside them. */
export function symbolsOf(
  table: <K extends SymbolKind>(kind: K) => Symbols[K],
  words: Pick<Symbols, "labels" | "objectives">,
): Symbols {
  return {
    audiences: table("audiences"),
    stores: table("stores"),
    records: table("records"),
    events: table("events"),
    coupons: table("coupons"),
    messages: table("messages"),
    webhooks: table("webhooks"),
    channels: table("channels"),
    people: table("people"),
    fragments: table("fragments"),
    journeys: table("journeys"),
    ...words,
  };
}
