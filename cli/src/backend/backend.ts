import type {
  AskedSending,
  Check,
  ContactExport,
  ContactView,
  DeadLetter,
  Erased,
  HeldRun,
  JourneyRow,
  LoyaltyResult,
  Replayed,
  SendingReport,
  Sink,
  StuckRun,
} from "../runtime.ts";

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
  /** @param asOf milliseconds since 1970; the project's clock unless said */
  readonly loyalty: (name: string, asOf: number | undefined) => Promise<LoyaltyResult>;
  /** The runs that no attempt can decide about: those of one journey, or all. */
  readonly stuck: (journey?: string) => Promise<readonly StuckRun[]>;
  /** Lets stuck runs be attempted again, and answers how many. */
  readonly retry: (which: { readonly journey?: string; readonly run?: string }) => Promise<number>;
  /** What came in and did not fit, the earliest first. */
  readonly deadLetters: () => Promise<readonly DeadLetter[]>;
  readonly replay: () => Promise<Omit<Replayed, "next">>;
  readonly sink: Sink;
  readonly close: () => Promise<void>;
}
