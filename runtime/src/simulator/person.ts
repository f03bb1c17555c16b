import type { InputKey } from "@trajet/compiler/program";
import type { ContactState } from "../engine/draft.ts";
import type { Millis, PastEvent } from "../engine/facts.ts";
import type { Run } from "../engine/run.ts";
import type { SentMessage } from "../engine/send-limits.ts";
import type { Membership, Watch } from "../engine/watches/watch.ts";
import type { StoredOrder } from "./orders.ts";

/** All that is kept of a contact. Drafts work on it as it is: in memory nothing has to be undone. */
export interface Person {
  readonly state: ContactState;
  /** Those that are alive, and those that have ended and may still reach a goal. */
  runs: Run[];
  /** By journey and key, when it last entered. */
  readonly lastEntry: Map<string, Millis>;
  readonly history: Map<InputKey, PastEvent[]>;
  readonly memberships: Map<Watch["id"], Membership>;
  readonly alarms: Map<Watch["id"], Millis>;
  /** Marketing messages, by sending. */
  readonly sent: Map<string, SentMessage>;
  readonly orders: StoredOrder[];
  /** Under what it is found at present. */
  indexed: { readonly email: string; readonly phone: string; readonly zone: string };
}

export function newPerson(id: string, audience: string, email: string | undefined): Person {
  return {
    state: {
      id,
      audience,
      fields: email === undefined ? {} : { email },
      tags: new Set(),
      groups: new Set(),
      consent: {},
      archived: false,
      customAudiences: new Map(),
      lists: new Map(),
      seq: 0,
    },
    runs: [],
    lastEntry: new Map(),
    history: new Map(),
    memberships: new Map(),
    alarms: new Map(),
    sent: new Map(),
    orders: [],
    indexed: { email: "", phone: "", zone: "" },
  };
}
