import type { Weekday } from "@trajet/grammar";
import type { Rate } from "../program/types.ts";

/** `trajet.json`, checked and with its defaults filled in. Secrets are only ever `env:NAME`. */
export interface ProjectConfig {
  /** The file is no JSON: what it says is not known, and nothing may be missed in it. */
  readonly unreadable?: true;
  readonly name: string;
  /** IANA name; `UTC` unless said. */
  readonly timezone: string;
  readonly weekStart: "monday" | "sunday" | "saturday";
  /** Month and day, `MM-DD`. */
  readonly fiscalYearStart: string;
  readonly currency: string | undefined;
  readonly limits: Limits;
  /** Whether text messages were added to a plan that has them as an add-on. */
  readonly sms: boolean;
  readonly caps: readonly Cap[];
  /** For journeys that have none of their own. */
  readonly sendWindow: ProjectWindow | undefined;
  /** More marketing messages to one contact in such a time are warned of. */
  readonly load: { readonly per24h: number; readonly per7d: number };
  readonly severity: Readonly<Record<string, "error" | "warning" | "info" | "off">>;
  readonly channels: {
    readonly email?: {
      readonly smtp?: string;
      readonly from?: string;
      readonly rate?: Rate;
      /** Who may tell of bounces and complaints. */
      readonly hooks?: {
        readonly ses?: { readonly topic: string };
        readonly mailgun?: { readonly key: string };
        readonly generic?: { readonly secret: string };
      };
    };
    readonly sms?: {
      readonly account: string;
      readonly token: string;
      readonly from: string;
      readonly rate?: Rate;
      /** Of the provider's API; Twilio's own if not given. */
      readonly url?: string;
    };
  };
  /** Advertising networks that keep the project's custom audiences. */
  readonly adNetworks: {
    readonly meta?: {
      readonly token: string;
      /** Ids at Meta, by the names of the custom audiences. */
      readonly audiences: Readonly<Record<string, string>>;
      /** Of the Graph API; Meta's own if not given. */
      readonly url?: string;
    };
  };
  /** The page for people who run journeys. */
  readonly console: {
    /** Signing in by OpenID Connect, beside keys. */
    readonly oidc?: {
      readonly issuer: string;
      /** What people call the provider. */
      readonly name?: string;
      readonly clientId: string;
      readonly clientSecret: string;
      /** `openid profile email` unless said. */
      readonly scope?: string;
      /** The claim with the groups of a person; `groups` unless said. */
      readonly groupsClaim?: string;
      /** Which groups may do what. */
      readonly roles: { readonly read?: readonly string[]; readonly operate?: readonly string[] };
    };
  };
  /** Shops that tell of their orders by webhooks, by the names of their stores. */
  readonly stores: Readonly<Record<string, { readonly secret: string; readonly audience?: string }>>;
  /** PostgreSQL connection string or `env:NAME`; `undefined` is PGlite under `.trajet/`. */
  readonly database: string | undefined;
  readonly temporal:
    | {
        readonly address?: string;
        readonly namespace?: string;
        readonly profile?: string;
        readonly taskQueue?: string;
      }
    | undefined;
  /** Public address of the doors, or `env:NAME`: links in messages lead there. */
  readonly url: string | undefined;
  /** Whether it is noted that a mail is opened, and that its links are clicked; both unless said. */
  readonly tracking: { readonly opens?: boolean; readonly clicks?: boolean };
  /** Hosts (`host` or `host:port`) that may be called although their addresses are not public. */
  readonly outgoing: { readonly allow?: readonly string[] };
  /** Times of day at which the lists of loyalty queries are made anew. */
  readonly loyaltyAt: readonly string[];
  /** Default of `trajet dev --speed`, as `1 day = 1 second`. */
  readonly speed: string | undefined;
}

/** The most that a journey may have, `undefined` for no limit of the plan's; `forbidden` names constructs. */
export interface Limits {
  readonly plan: "free" | "essentials" | "standard" | "none" | "own";
  readonly starts?: number;
  readonly conditions?: number;
  readonly steps?: number;
  readonly waits?: number;
  readonly forbidden: readonly string[];
  /** What the plan has only if the project says that it was added. */
  readonly addOns: readonly "sms"[];
}

/** At most so many messages of a channel, or of a label (or of all), to one contact. */
export interface Cap {
  readonly channel?: string;
  readonly label?: string;
  readonly max: number;
  readonly per: string;
  readonly otherwise?: "hold" | "skip";
}

/** `send between 9:00 and 20:00 on weekdays`, for the whole project. */
export interface ProjectWindow {
  /** `9:00` */
  readonly from: string;
  readonly to: string;
  readonly on?: "weekdays" | "weekends" | readonly Weekday[];
  readonly otherwise?: "hold" | "skip";
}

/** The settings of a project that says nothing. */
export const DEFAULT_CONFIG: ProjectConfig = {
  name: "project",
  timezone: "UTC",
  weekStart: "monday",
  fiscalYearStart: "01-01",
  currency: undefined,
  limits: { plan: "none", forbidden: [], addOns: [] },
  sms: false,
  caps: [],
  sendWindow: undefined,
  load: { per24h: 3, per7d: 7 },
  severity: {},
  channels: {},
  adNetworks: {},
  console: {},
  stores: {},
  database: undefined,
  temporal: undefined,
  url: undefined,
  tracking: {},
  outgoing: {},
  loyaltyAt: ["3:00"],
  speed: undefined,
};
