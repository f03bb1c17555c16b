import type { CompiledMessage, OrderState, Question } from "@trajet/compiler/program";
import type { Json, Millis } from "../engine/facts.ts";
import type { HeldBy } from "../engine/hold.ts";
import type { Counted } from "./count-segment.ts";
import type { CodeInput, Pool } from "./coupons.ts";
import type { DeadLetter, LetterInput } from "./dead-letters.ts";
import type { Erased } from "./erase-contact.ts";
import type { Check } from "./examine.ts";
import type { ContactExport } from "./export-contact.ts";
import type { HandResult, HandSending } from "./hand-sending.ts";
import type { HeldQuery, HeldRun } from "./held.ts";
import type { MergeInput, MergeResult } from "./merge/merge-input.ts";
import type { DeliveryReport, EngagementInput, MailReport, TextInput, TextResult } from "./message-inputs.ts";
import type { Preview } from "./preview-by-hand.ts";
import type { ShopGateway } from "./shops/shop-gateway.ts";
import type { StepCounts } from "./step-counts.ts";
import type { StuckRun } from "./stuck.ts";

export type { CodeInput, Pool } from "./coupons.ts";
export type { DeadLetter, Discarding, LetterInput } from "./dead-letters.ts";
export type { HeldQuery, HeldRun } from "./held.ts";
export type { MergeInput, MergeResult } from "./merge/merge-input.ts";
export type { DeliveryReport, EngagementInput, MailReport, TextInput, TextResult } from "./message-inputs.ts";
export type { ItemInput, LevelInput, RefundInput, ShopGateway } from "./shops/shop-gateway.ts";
export type { StuckRun } from "./stuck.ts";

/** What a door or an import says of a contact. Absent members leave what is stored; `null` clears an own field. */
export interface ContactInput {
  /** Made by the store when it is left out; then the e-mail address finds a contact that is there. */
  readonly id?: string;
  /** May be left out where the project has one audience. */
  readonly audience?: string;
  /** Own and built-in fields by their names, in wire form. */
  readonly fields: { readonly [name: string]: Json };
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
  /** `Interests/Baking` */
  readonly joinGroups?: readonly string[];
  readonly leaveGroups?: readonly string[];
  /** Per channel; a new contact with an address is `subscribed` to email unless said. */
  readonly consent?: {
    readonly [channel: string]: "subscribed" | "unsubscribed" | "pending" | "cleaned" | "none";
  };
  readonly imported: boolean;
  /** When it happened; the clock's now unless said. */
  readonly at?: Millis;
  /** It came long before, and did not fit then: a yes that it brings is no news any more. */
  readonly late?: boolean;
  /** Only of somebody who is new: of a contact that is there it says nothing. */
  readonly onlyNew?: boolean;
  /** As whom a shop knows the contact, and of when what it says is. */
  readonly customer?: ShopCustomer;
}

/** A customer of a shop. */
export interface ShopCustomer {
  readonly store: string;
  readonly id: string;
  /** What is older than what is known changes nothing. */
  readonly updatedAt: Millis;
  /** When the shop last heard of the consent: what is not later than that was taken before, and is not taken again. */
  readonly consentAt?: Millis;
}

export interface OrderInput {
  readonly id: string;
  /** A contact's id or e-mail address. */
  readonly contact: string;
  readonly store: string;
  /** Decimal text. */
  readonly total: string;
  readonly currency: string;
  readonly placedAt: Millis;
  readonly status: "paid" | "pending" | "cancelled" | "refunded";
  readonly refunded?: string;
  readonly items?: readonly { readonly [name: string]: Json }[];
  /** When the order came to a state, where the sender says it. */
  readonly reached?: { readonly [state in OrderState]?: Millis };
  /** Each refund for itself, all that there were at `updatedAt`: their sum is `refunded`. */
  readonly refunds?: readonly Refund[];
  /** When the sender last changed it: what is older than what is known changes nothing. */
  readonly updatedAt?: Millis;
}

/** What was given back of an order at once. */
export interface Refund {
  /** The sender's. */
  readonly id: string;
  readonly at: Millis;
  /** Decimal text. */
  readonly amount: string;
}

/** A cart as it is now; one without items is empty. */
export interface CartInput {
  readonly id: string;
  /** A contact's id or e-mail address. */
  readonly contact: string;
  readonly store: string;
  /** Decimal text. */
  readonly total: string;
  readonly currency: string;
  /** Where the contact finds it again. */
  readonly url?: string;
  readonly updatedAt: Millis;
  readonly items: readonly { readonly [name: string]: Json }[];
}

/** Whether a store has a product. */
export interface StockInput {
  readonly store: string;
  readonly sku: string;
  /** `sku` and what else is known of it, in wire form. */
  readonly product: { readonly [name: string]: Json };
  readonly inStock: boolean;
  readonly at: Millis;
}

export interface EventInput {
  readonly id: string;
  readonly contact: string;
  /** The wire name. */
  readonly name: string;
  readonly at: Millis;
  readonly properties: { readonly [name: string]: Json };
}

export type { Check, ContactExport, Erased };

/** One sending of a survey. */
export interface SurveySending {
  readonly contact: string;
  readonly run: string;
  readonly step: string;
  readonly visit: number;
}

export interface SurveyView {
  readonly survey: string;
  /** The subject of the mail. */
  readonly title: string;
  readonly questions: readonly Question[];
  readonly language: string | null;
  readonly country: string | null;
  /** IANA name. */
  readonly zone: string;
  readonly answered: boolean;
}

export type PutResult =
  | { readonly result: "written"; readonly contact: string }
  | { readonly result: "unchanged"; readonly contact: string }
  | { readonly result: "rejected"; readonly reason: string };

/** What is said of a product, or of a code, concerns no one contact. */
export type StockResult =
  | { readonly result: "written" | "unchanged" }
  | { readonly result: "rejected"; readonly reason: string };

export type JourneyStatus = "draft" | "active" | "paused" | "archived";

export interface JourneyRow {
  readonly name: string;
  readonly title: string | null;
  readonly audience: string;
  readonly objective: string | null;
  readonly status: JourneyStatus;
  readonly program: string;
  readonly counts: {
    readonly entered: number;
    readonly active: number;
    readonly finished: number;
    readonly exited: number;
    readonly converted: number;
    readonly stuck: number;
  };
  /** Live runs by the step they stand at. */
  readonly at: { readonly [step: string]: number };
  /** Live runs that are held, by what holds them. */
  readonly held: { readonly [by in HeldBy]?: number };
  /** The people on their way out of a pause, or out of a journey that was archived; `null` where there are none. */
  readonly releasing: {
    readonly total: number;
    readonly released: number;
    readonly since: string;
    /** Spread until then. */
    readonly until: string | null;
  } | null;
}

export interface StatusOptions {
  /** What becomes of the people inside a journey that is archived. */
  readonly inside?: "refuse" | "exit";
}

export type StatusChange = { readonly changed: boolean } | { readonly refused: string };

/** One entry of a contact's timeline, in the shape of contracts.md. */
export interface TimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly journey: string;
  readonly run: string;
  readonly program: string;
  readonly source?: { readonly file: string; readonly line: number };
  readonly because?: string;
  /** What the decision read. */
  readonly saw?: { readonly [name: string]: Json };
  readonly [more: string]: Json | undefined | { readonly file: string; readonly line: number };
}

export interface ContactView {
  readonly contact: {
    readonly id: string;
    readonly audience: string;
    readonly fields: { readonly [name: string]: Json };
    readonly tags: readonly string[];
    readonly groups: readonly string[];
    readonly consent: { readonly [channel: string]: string };
  };
  readonly timeline: readonly TimelineEntry[];
}

/** What doors, imports and commands may ask of the store. All of it is idempotent. */
export interface Gateway {
  /** The clock of the database, real or sped up. */
  now(): Promise<Millis>;
  putContact(input: ContactInput): Promise<PutResult>;
  putOrder(input: OrderInput): Promise<PutResult>;
  putEvent(input: EventInput): Promise<PutResult>;
  putCart(input: CartInput): Promise<PutResult>;
  putStock(input: StockInput): Promise<StockResult>;
  readonly shops: ShopGateway;
  /** Consent changed by the person, on the unsubscribe page or by one click. */
  setConsent(
    contact: string,
    channel: string,
    status: "subscribed" | "unsubscribed",
    id: string,
  ): Promise<PutResult>;
  /** One sending of a survey; `undefined` where there is none, or the contact was erased. */
  survey(sending: SurveySending): Promise<SurveyView | undefined>;
  /** Answers in wire form, checked before; the first ones of a sending count. */
  putAnswers(sending: SurveySending, answers: { readonly [question: string]: Json }): Promise<PutResult>;
  /** A text message to the project's number, of every contact that has the sender's. */
  receiveText(input: TextInput): Promise<TextResult>;
  reportDelivery(report: DeliveryReport): Promise<PutResult>;
  /** A bounce or a complaint, of every contact that has the address. */
  reportMail(report: MailReport): Promise<TextResult>;
  putEngagement(input: EngagementInput): Promise<PutResult>;
  journeys(): Promise<readonly JourneyRow[]>;
  stepCounts(journey: string): Promise<StepCounts>;
  setStatus(
    journey: string,
    status: "active" | "paused" | "archived",
    options?: StatusOptions,
  ): Promise<StatusChange>;
  /** Who is held in a journey, and why. */
  held(journey: string, query: HeldQuery): Promise<readonly HeldRun[]>;
  /** How many are in a segment of the project now. */
  countSegment(segment: string): Promise<Counted>;
  /** `start manually`; `undefined` where there is no such journey or contact. */
  startManually(journey: string, contact: string, id: string): Promise<PutResult>;
  /** How the project does, as its database knows. */
  examine(): Promise<readonly Check[]>;
  /** Sends a message of the project by hand; `sent` is on its way, unless `dryRun`. */
  sendMessage(message: CompiledMessage, sending: HandSending): Promise<HandResult>;
  /** What one contact would get of it; nothing is sent. */
  previewMessage(message: CompiledMessage, asked: Pick<HandSending, "contact" | "args">): Promise<Preview>;
  contact(idOrEmail: string): Promise<ContactView | undefined>;
  /** Everything that is stored of a person. */
  exportContact(idOrEmail: string): Promise<ContactExport | undefined>;
  /** Ends the runs of a person and forgets who it was; `undefined` where there is no contact of this id. */
  eraseContact(id: string): Promise<Erased | undefined>;
  /** Makes two contacts one. `unchanged` where that was done before. */
  mergeContacts(input: MergeInput): Promise<MergeResult>;
  /** Adds codes to the pools of coupons; one that is there stays as it is, given or not. */
  putCodes(inputs: readonly CodeInput[]): Promise<readonly StockResult[]>;
  /** The pools of coupons that have had codes, and what is left of them. */
  pools(): Promise<readonly Pool[]>;
  /** Keeps what came in and did not fit; the same again is the same letter. */
  keepLetter(letter: LetterInput): Promise<void>;
  /** The earliest first, behind the one with the id `after`. */
  deadLetters(after: number, limit: number): Promise<readonly DeadLetter[]>;
  /** Notes of letters that were let in again that they still do not fit. */
  refuseLetters(refused: readonly { readonly id: number; readonly reason: string }[]): Promise<void>;
  /** Takes letters away, taken in after all or discarded, and answers how many were there. */
  buryLetters(ids: readonly number[]): Promise<number>;
  /** The runs that no attempt can decide about, with why: those of one journey, or all. */
  stuck(journey?: string): Promise<readonly StuckRun[]>;
  /** Lets stuck runs be attempted again: one, those of a journey, or all. Answers how many there were. */
  retry(which: { readonly journey?: string; readonly run?: string }): Promise<number>;
}
