import type { Limits } from "./config.ts";

type WrittenLimits =
  | Exclude<Limits["plan"], "own">
  | Partial<Pick<Limits, "starts" | "conditions" | "steps" | "waits">>;

const SMALL: Omit<Limits, "plan"> = {
  starts: 1,
  steps: 4,
  forbidden: ["If", "Match", "Split", "Call", "AddTo", "RemoveFrom", "Sms"],
  addOns: [],
};

/** The plans of the seed product. */
const PLANS: Readonly<Record<Exclude<Limits["plan"], "own">, Limits>> = {
  none: { plan: "none", forbidden: [], addOns: [] },
  free: { plan: "free", ...SMALL, forbidden: [...SMALL.forbidden, "LoyaltyMessage"] },
  essentials: { plan: "essentials", ...SMALL },
  standard: {
    plan: "standard",
    starts: 3,
    conditions: 5,
    steps: 200,
    waits: 10,
    forbidden: [],
    addOns: ["sms"],
  },
};

export function limitsOf(written: WrittenLimits | undefined): Limits {
  if (written === undefined) return PLANS.none;
  return typeof written === "string"
    ? PLANS[written]
    : { plan: "own", ...written, forbidden: [], addOns: [] };
}
