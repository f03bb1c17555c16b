/** What `trajet dev` was asked for. */
export interface DevOptions {
  /** `1 day = 1 second`; that of `trajet.json`, or real time, if not given. */
  readonly speed?: string;
  readonly ports: DevPorts;
  /** Mail goes to this server, as `smtp://host:port`, and there is no mailbox. */
  readonly smtp?: string;
  /** Webhooks are called; stand-ins answer them otherwise. */
  readonly callWebhooks?: boolean;
  /** Ends by itself when nobody is under way and the play is over. */
  readonly untilIdle: boolean;
}

/** 0 takes any free port. */
export interface DevPorts {
  /** The HTTP doors. */
  readonly api: number;
  readonly smtp: number;
  /** The mailbox's page. */
  readonly mail: number;
  /** Temporal's page. */
  readonly temporal: number;
}

export const DEFAULT_PORTS: DevPorts = { api: 4800, smtp: 1025, mail: 1080, temporal: 8233 };
