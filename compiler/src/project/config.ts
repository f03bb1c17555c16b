/** `trajet.json`, checked and with its defaults filled in. Secrets are only ever `env:NAME`. */
export interface ProjectConfig {
  readonly name: string;
  /** IANA name; `UTC` unless said. */
  readonly timezone: string;
  readonly weekStart: "monday" | "sunday" | "saturday";
  /** Month and day, `MM-DD`. */
  readonly fiscalYearStart: string;
  readonly currency: string | undefined;
  readonly severity: Readonly<Record<string, "error" | "warning" | "info" | "off">>;
  readonly channels: { readonly email?: { readonly smtp: string; readonly from?: string } };
  /** PostgreSQL connection string or `env:NAME`; `undefined` is PGlite under `.trajet/`. */
  readonly database: string | undefined;
  readonly temporal: { readonly address?: string; readonly namespace?: string } | undefined;
  /** Default of `trajet dev --speed`, as `1 day = 1 second`. */
  readonly speed: string | undefined;
}
