import type {
  AskedQuery,
  AskedSending,
  Check,
  ContactExport,
  ContactView,
  DeadLetter,
  Discarding,
  Erased,
  Explained,
  HeldRun,
  JourneyRow,
  ListSending,
  LoyaltyResult,
  MergeInput,
  MergeResult,
  Replayed,
  RollupsView,
  SendingReport,
  SentPage,
  Sink,
  StuckRun,
} from "../runtime.ts";

/** What a merge came to, or would come to. */
export type Merged = Exclude<MergeResult, { readonly result: "rejected" }>;

/** What the commands ask of a project's data: of the running `trajet dev`, or of the database itself. */
export interface Backend {
  readonly journeys: () => Promise<readonly JourneyRow[]>;
  /** Who is held in a journey, who has waited longest first. */
  readonly held: (journey: string, limit: number) => Promise<readonly HeldRun[]>;
  /** By id or e-mail address. */
  readonly contact: (idOrEmail: string) => Promise<ContactView | undefined>;
  /** Everything that is stored of a person. */
  readonly exportContact: (idOrEmail: string) => Promise<ContactExport | undefined>;
  readonly examine: () => Promise<readonly Check[]>;
  readonly send: (sending: AskedSending) => Promise<SendingReport>;
  readonly eraseContact: (id: string) => Promise<Erased | undefined>;
  /** @throws UsageError where they cannot be merged */
  readonly mergeContacts: (merge: MergeInput) => Promise<Merged>;
  /** @param asOf milliseconds since 1970; the project's clock unless said */
  readonly loyalty: (
    asked: AskedQuery,
    asOf: number | undefined,
    options?: { readonly before?: boolean },
  ) => Promise<LoyaltyResult>;
  /** How a ranking is computed, and which orders made the value of a contact. */
  readonly explainLoyalty: (
    asked: AskedQuery,
    asOf: number | undefined,
    contact: string | undefined,
  ) => Promise<Explained>;
  readonly rollups: () => Promise<RollupsView>;
  /** Rebuilds the roll-ups of orders, and tells the share that is done. */
  readonly rebuild: (onProgress: (share: number, step: string) => void) => Promise<void>;
  /** A message to the people of a list: drawn up, tried, and sent page by page. */
  readonly prepareSending: (
    asked: AskedQuery,
    message: string,
    args: AskedSending["args"],
  ) => Promise<ListSending>;
  readonly trySending: (id: string, after: number) => Promise<SentPage>;
  readonly continueSending: (id: string) => Promise<SentPage>;
  readonly forgetSending: (id: string) => Promise<void>;
  /** The runs that no attempt can decide about: those of one journey, or all. */
  readonly stuck: (journey?: string) => Promise<readonly StuckRun[]>;
  /** Lets stuck runs be attempted again, and answers how many. */
  readonly retry: (which: { readonly journey?: string; readonly run?: string }) => Promise<number>;
  /** What came in and did not fit, the earliest first. */
  readonly deadLetters: () => Promise<readonly DeadLetter[]>;
  readonly replay: () => Promise<Omit<Replayed, "next">>;
  /** Throws letters away, at most 1000 in one call, and answers how many were there. */
  readonly discard: (letters: Discarding) => Promise<number>;
  /** Activates, pauses, resumes or archives a journey; whoever is inside one that is archived leaves it. */
  readonly changeStatus: (
    journey: string,
    action: "activate" | "pause" | "resume" | "archive",
  ) => Promise<void>;
  readonly sink: Sink;
  readonly close: () => Promise<void>;
}
