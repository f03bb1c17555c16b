const MONEY = {
  type: "object",
  required: ["amount", "currency"],
  properties: { amount: { type: "string" }, currency: { type: "string" } },
} as const;
const MOMENT_OR_NULL = { type: ["string", "null"] } as const;
const VALUE = { description: "A number, or money.", anyOf: [{ type: "number" }, MONEY] } as const;
const PERIOD = {
  type: "object",
  required: ["from", "to"],
  properties: { from: MOMENT_OR_NULL, to: MOMENT_OR_NULL },
  description: "Half-open; null is without end.",
} as const;

export const RESULT = {
  type: "object",
  required: ["version", "query", "asOf", "period", "timeZone", "currency", "total", "rows"],
  properties: {
    version: { const: 1 },
    query: { type: "string" },
    asOf: { type: "string" },
    period: PERIOD,
    timeZone: { type: "string" },
    currency: { type: "string" },
    total: { type: "integer", description: "How many are ranked, before `top` cuts the list." },
    next: {
      type: "string",
      description: "Asks for the next page, as `after`; without it this was the last.",
    },
    rows: {
      type: "array",
      items: {
        type: "object",
        required: ["rank", "contact", "value", "orders", "totalSpent", "averageOrderValue", "lastOrderAt"],
        properties: {
          rank: { type: "integer", minimum: 1 },
          contact: { type: "string" },
          email: { type: "string" },
          value: VALUE,
          orders: { type: "integer" },
          totalSpent: MONEY,
          averageOrderValue: { anyOf: [MONEY, { type: "null" }] },
          lastOrderAt: MOMENT_OR_NULL,
          tier: { type: "string" },
          before: {
            description: "In the period before, if that was asked for; null for who was not ranked then.",
            anyOf: [
              {
                type: "object",
                required: ["rank", "value"],
                properties: { rank: { type: "integer" }, value: VALUE },
              },
              { type: "null" },
            ],
          },
        },
      },
    },
  },
} as const;

const ORDER = {
  type: "object",
  required: ["store", "id", "placedAt", "status", "total", "refunded", "counts"],
  properties: {
    store: { type: "string" },
    id: { type: "string" },
    placedAt: { type: "string" },
    status: { type: "string" },
    total: MONEY,
    refunded: MONEY,
    counts: { type: "boolean" },
    because: { type: "string", description: "Why it does not count." },
  },
} as const;

export const EXPLAINED = {
  type: "object",
  required: ["version", "query", "asOf", "period", "plan", "timings"],
  properties: {
    version: { const: 1 },
    query: { type: "string" },
    asOf: { type: "string" },
    period: PERIOD,
    plan: {
      type: "object",
      required: ["from"],
      properties: {
        from: { enum: ["orders", "roll-ups"] },
        grain: { type: "string" },
        because: { type: "string" },
      },
    },
    timings: {
      type: "object",
      required: ["planMs", "rankMs"],
      properties: { planMs: { type: "number" }, rankMs: { type: "number" } },
    },
    contact: {
      type: "object",
      required: ["id", "rank", "value", "orders"],
      properties: {
        id: { type: "string" },
        rank: { type: ["integer", "null"] },
        value: { anyOf: [{ type: "number" }, MONEY, { type: "null" }] },
        orders: { type: "array", items: ORDER },
        messages: {
          type: "array",
          items: {
            type: "object",
            required: ["message", "sending", "firstAt"],
            properties: {
              message: { type: "string" },
              sending: { type: "string" },
              firstAt: { type: "string" },
            },
          },
        },
      },
    },
  },
} as const;
