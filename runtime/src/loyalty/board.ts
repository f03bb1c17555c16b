import type { CompiledProject } from "@trajet/compiler/program";
import type { Millis } from "../engine/facts.ts";
import type { Raw, Reading } from "../imports/shapes/reading.ts";
import type { Database } from "../store/database.ts";
import type { Gateway } from "../store/gateway.ts";
import { type AskedQuery, readQuery } from "./asked-query.ts";
import { forgetSending, type ListSending, prepareSending } from "./draw-up-sending.ts";
import { type Explained, explain } from "./explain.ts";
import { type RankOptions, rankCustomers } from "./rank-customers.ts";
import type { LoyaltyResult } from "./result.ts";
import { type RebuildOptions, type Rebuilt, rebuildRollups } from "./rollups/rebuild.ts";
import { type RollupsView, rollupsView } from "./rollups/view.ts";
import { continueSending, type SentPage, trySending } from "./send-to-list.ts";

/** What doors and commands ask of loyalty. Whatever cannot be understood is answered by a sentence. */
export interface Board {
  /** @param asOf the clock's now unless said */
  readonly rank: (
    asked: AskedQuery,
    asOf: Millis | undefined,
    options?: RankOptions,
  ) => Promise<Reading<LoyaltyResult>>;
  readonly explain: (
    asked: AskedQuery,
    asOf: Millis | undefined,
    contact: string | undefined,
  ) => Promise<Reading<Explained>>;
  readonly rollups: () => Promise<RollupsView>;
  /** @throws RebuildUnderWay */
  readonly rebuild: (options?: RebuildOptions) => Promise<Rebuilt>;
  readonly prepare: (asked: AskedQuery, message: string, args: Raw) => Promise<Reading<ListSending>>;
  readonly trySending: (id: string, after: number) => Promise<Reading<SentPage>>;
  readonly continueSending: (id: string) => Promise<Reading<SentPage>>;
  readonly forgetSending: (id: string) => Promise<void>;
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
      return { value: await explain(db, query.value, asOf ?? (await gateway.now()), contact) };
    },
    rollups: () => rollupsView(db),
    rebuild: async (options) => rebuildRollups(db, project(), await gateway.now(), options),
    async prepare(asked, message, args) {
      const query = readQuery(project(), asked);
      if ("reason" in query) return query;
      return prepareSending(db, project(), query.value, { message, args, now: await gateway.now() });
    },
    trySending: (id, after) => trySending(db, gateway, project(), id, after),
    continueSending: (id) => continueSending(db, gateway, project(), id),
    forgetSending: (id) => forgetSending(db, id),
  };
}
