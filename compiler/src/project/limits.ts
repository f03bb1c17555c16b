import type { Limits } from "./config.ts";

type WrittenLimits =
  | Exclude<Limits["plan"], "own">
  | Partial<Pick<Limits, "starts" | "conditions" | "steps" | "waits">>;

/** The plans of the seed product. */
const PLANS: Readonly<Record<Exclude<Limits["plan"], "own">, Limits>> = {
  none: { plan: "none", forbidden: [] },
  free: {
    plan: "free",
    starts: 1,
    steps: 4,
    forbidden: ["If", "Split", "Call", "AddTo", "RemoveFrom", "Sms"],
  },
  essentials: {
    plan: "essentials",
    starts: 1,
    steps: 4,
    forbidden: ["If", "Split", "Call", "AddTo", "RemoveFrom", "Sms"],
  },
  standard: { plan: "standard", starts: 3, conditions: 5, steps: 200, waits: 10, forbidden: [] },
};

export function limitsOf(written: WrittenLimits | undefined): Limits {
  if (written === undefined) return PLANS.none;
  return typeof written === "string" ? PLANS[written] : { plan: "own", ...written, forbidden: [] };
}
