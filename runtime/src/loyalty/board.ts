import type { CompiledProject } from "@trajet/compiler/program";
import type { Millis } from "../engine/facts.ts";
import type { Reading } from "../imports/shapes/reading.ts";
import { refusalOf } from "../intake/found.ts";
import { findContact } from "../store/contact-lookup.ts";
import type { Database } from "../store/database.ts";
import type { Gateway } from "../store/gateway.ts";
import { type AskedQuery, readQuery } from "./asked-query.ts";
import { forgetSending, type ListSending, prepareSending } from "./draw-up-sending.ts";
import { type Explained, explain } from "./explain.ts";
import type { Draft } from "./kept-draft.ts";
import {
  outlineSending,
  type SendingOutline,
  type UnfinishedSending,
  unfinishedSendings,
} from "./known-sendings.ts";
import { type RankOptions, rankCustomers } from "./rank-customers.ts";
import type { LoyaltyResult } from "./result.ts";
import { type RebuildOptions, type Rebuilt, rebuildRollups } from "./rollups/rebuild.ts";
import { type RollupsView, rollupsView } from "./rollups/view.ts";
import { continueSending, type SentPage, trySending } from "./send-to-list.ts";

/** To whom: the customers of a query, or those of an audience who were chosen by hand. */
export type AskedRecipients =
  | AskedQuery
  | { readonly contacts: readonly string[]; readonly audience: string };

/** What doors and commands ask of loyalty. Whatever cannot be understood is answered by a sentence. */
export interface Board {
  /** @param asOf the clock's now unless said */
  readonly rank: (
    asked: AskedQuery,
    asOf: Millis | undefined,
    options?: RankOptions,
  ) => Promise<Reading<LoyaltyResult>>;
  /** @param contact by id or e-mail address */
  readonly explain: (
    asked: AskedQuery,
    asOf: Millis | undefined,
    contact: string | undefined,
  ) => Promise<Reading<Explained>>;
  readonly rollups: () => Promise<RollupsView>;
  /** @throws RebuildUnderWay */
  readonly rebuild: (options?: RebuildOptions) => Promise<Rebuilt>;
  readonly prepare: (to: AskedRecipients, draft: Draft) => Promise<Reading<ListSending>>;
  readonly trySending: (id: string, after: number) => Promise<Reading<SentPage>>;
  readonly continueSending: (id: string) => Promise<Reading<SentPage>>;
  readonly forgetSending: (id: string) => Promise<void>;
  /** Those that were begun and came to no end, the latest first. */
  readonly unfinished: () => Promise<readonly UnfinishedSending[]>;
  readonly outline: (id: string) => Promise<SendingOutline | undefined>;
}

export interface BoardPorts {
  readonly db: Database;
  readonly gateway: Pick<Gateway, "now" | "sendMessage">;
  readonly project: () => CompiledProject;
}

export function createBoard({ db, gateway, project }: BoardPorts): Board {
  return {
    async rank(asked, asOf, options) {
      const query = readQuery(project(), asked);
      if ("reason" in query) return query;
      const at = options?.after?.asOf ?? asOf ?? (await gateway.now());
      return { value: await rankCustomers(db, query.value, at, options) };
    },
    async explain(asked, asOf, contact) {
      const query = readQuery(project(), asked);
      if ("reason" in query) return query;
      const id = contact === undefined ? { value: contact } : await idOf(db, contact, query.value.audience);
      if ("reason" in id) return id;
      return { value: await explain(db, query.value, asOf ?? (await gateway.now()), id.value) };
    },
    rollups: () => rollupsView(db),
    rebuild: async (options) => rebuildRollups(db, project(), await gateway.now(), options),
    async prepare(to, draft) {
      const now = await gateway.now();
      if ("contacts" in to) return prepareSending(db, project(), to, draft, now);
      const query = readQuery(project(), to);
      if ("reason" in query) return query;
      return prepareSending(db, project(), { query: query.value }, draft, now);
    },
    trySending: (id, after) => trySending(db, gateway, project(), id, after),
    continueSending: (id) => continueSending(db, gateway, project(), id),
    forgetSending: (id) => forgetSending(db, id),
    unfinished: () => unfinishedSendings(db),
    outline: (id) => outlineSending(db, id),
  };
}

/** Whom a question means, by id or address; a sentence for who is not known, or is several. */
async function idOf(db: Database, contact: string, audience: string): Promise<Reading<string>> {
  const found = await findContact(db, contact, audience);
  return found.found === "one" ? { value: found.id } : { reason: refusalOf(found, contact) };
}
