import { setTimeout as pause } from "node:timers/promises";
import type { AskedQuery, Explained, ListSending, LoyaltyResult, RollupsView, SentPage } from "../runtime.ts";
import { UsageError } from "../usage-error.ts";
import { type Ask, answer } from "./ask.ts";
import type { Backend } from "./backend.ts";

type LoyaltyOf = Pick<
  Backend,
  | "loyalty"
  | "explainLoyalty"
  | "rollups"
  | "rebuild"
  | "prepareSending"
  | "trySending"
  | "continueSending"
  | "forgetSending"
>;

const PAGE = 5_000;
/** How often it is asked how far a rebuild is. */
const LOOK_MS = 500;

const NO_END =
  "The rebuild came to no end: the log of the server says why. Rankings go on as before; it can be begun again.";

/** The loyalty board of a running `trajet dev`. */
export function createHttpLoyalty(ask: Ask): LoyaltyOf {
  const page = async (path: string, body: object) =>
    answer<SentPage>(await ask(path, { type: "application/json", text: JSON.stringify(body) }));
  const rollups = async () => answer<RollupsView>(await ask("/v1/rollups"));
  return {
    async loyalty(asked, asOf, { before = false } = {}) {
      const more = { ...moment(asOf), ...(before && { before: "true" }), limit: String(PAGE) };
      return allPages(ask, (after) => pathOf(asked, "", { ...more, ...after }));
    },
    explainLoyalty: async (asked, asOf, contact) =>
      answer<Explained>(
        await ask(pathOf(asked, "explain", { ...moment(asOf), ...(contact !== undefined && { contact }) })),
      ),
    rollups,
    async rebuild(onProgress) {
      await answer(await ask("/v1/rollups/rebuild", { type: "application/json", text: "{}" }));
      for (;;) {
        const { rebuilding, rebuilt } = await rollups();
        if (rebuilding === null && rebuilt) return;
        if (rebuilding === null) throw new UsageError(NO_END);
        onProgress(rebuilding.done, rebuilding.step ?? "");
        await pause(LOOK_MS);
      }
    },
    async prepareSending(query, message, args) {
      const text = JSON.stringify({ query, message, args });
      return answer<ListSending>(await ask("/v1/loyalty-sendings", { type: "application/json", text }));
    },
    trySending: (id, after) => page(`/v1/loyalty-sendings/${id}/try?after=${after}`, {}),
    continueSending: (id) => page(`/v1/loyalty-sendings/${id}/continue`, {}),
    async forgetSending(id) {
      await ask(`/v1/loyalty-sendings/${id}`, undefined, "DELETE");
    },
  };
}

const moment = (asOf: number | undefined) =>
  asOf === undefined ? {} : { asOf: new Date(asOf).toISOString() };

function pathOf(asked: AskedQuery, what: "" | "explain", more: Readonly<Record<string, string>>): string {
  const named = "name" in asked;
  const path = named
    ? `/v1/loyalty/${encodeURIComponent(asked.name)}${what === "" ? "" : "/explain"}`
    : `/v1/loyalty${what === "" ? "" : "-explained"}`;
  const parts = Object.entries(named ? more : { ...asked, ...more }).filter(
    (part): part is [string, string] => part[1] !== undefined,
  );
  return parts.length === 0 ? path : `${path}?${new URLSearchParams(parts)}`;
}

async function allPages(
  ask: Ask,
  path: (after: { readonly after?: string }) => string,
): Promise<LoyaltyResult> {
  const { next, ...first } = await answer<LoyaltyResult>(await ask(path({})));
  const rows = [...first.rows];
  for (let after = next; after !== undefined; ) {
    const page: LoyaltyResult = await answer<LoyaltyResult>(await ask(path({ after })));
    rows.push(...page.rows);
    after = page.next;
  }
  return { ...first, rows };
}
