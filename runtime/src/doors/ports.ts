import type { CompiledProject } from "@trajet/compiler/program";
import type { FastifyBaseLogger } from "fastify";
import type { Board } from "../loyalty/board.ts";
import type { Gateway } from "../store/gateway.ts";
import type { ConsolePorts } from "./console/console-doors.ts";
import type { EmailHooks } from "./email/email-hook.ts";
import type { Keys } from "./keys.ts";
import type { DrawnMap } from "./map.ts";
import type { Metric } from "./metrics.ts";
import type { Signer } from "./signer.ts";
import type { SmsHook } from "./sms/sms-hook.ts";
import type { ShopAccount } from "./store/shop-news.ts";

/** What the doors need of the rest. */
export interface DoorPorts {
  readonly gateway: Gateway;
  /** The project as it is now; asked at each request, since `dev` replaces it. */
  readonly project: () => CompiledProject;
  readonly keys: Keys;
  readonly signer: Signer;
  readonly loyalty: Board;
  /** The drawing of a journey of the project as it is now. */
  readonly map: (journey: string) => DrawnMap | undefined;
  readonly metrics: () => Promise<readonly Metric[]>;
  /** Why the doors cannot serve yet, in one sentence; `undefined` when they can. */
  readonly notReady: () => Promise<string | undefined>;
  /** What the SMS provider calls; without it the hook answers 404. */
  readonly sms?: SmsHook;
  /** Who may tell of bounces and complaints. */
  readonly emailHooks?: EmailHooks;
  /** The page for people who run journeys; without it there is none. */
  readonly console?: ConsolePorts;
  /** The shops that tell of their orders, by the stores of the project. */
  readonly shops?: Readonly<Record<string, ShopAccount>>;
  readonly logger?: FastifyBaseLogger;
  readonly limits?: Partial<Limits>;
  /** The doors stand behind a proxy, which says in `X-Forwarded-For` who asks. */
  readonly behindProxy?: boolean;
}

export interface Limits {
  /** Bytes of one document. */
  readonly document: number;
  /** Bytes of a batch. */
  readonly batch: number;
  /** Lines of a batch. */
  readonly lines: number;
  /** Requests in a minute, per key; without a key, per address. */
  readonly perMinute: number;
  /** Requests in a minute without a key that is known, per address. */
  readonly guessesPerMinute: number;
  /** Milliseconds in which a request must be here as a whole, its body included. */
  readonly requestMs: number;
}

export const LIMITS: Limits = {
  document: 1024 * 1024,
  batch: 16 * 1024 * 1024,
  lines: 10_000,
  perMinute: 3_000,
  guessesPerMinute: 30,
  requestMs: 30_000,
};
