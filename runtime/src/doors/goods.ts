/** What orders, carts and stock say of goods, as the OpenAPI document describes it. */
export const AMOUNT = {
  description: 'A decimal as a text, or { "amount": "49.90", "currency": "EUR" }.',
  type: ["string", "number", "object"],
} as const;

export const ITEMS = {
  type: "array",
  items: {
    type: "object",
    properties: {
      sku: { type: "string" },
      title: { type: "string" },
      quantity: { type: "number" },
      price: AMOUNT,
    },
  },
} as const;
