import type { FastifyInstance } from "fastify";
import { AMOUNT, ITEMS } from "./goods.ts";
import type { DoorPorts } from "./ports.ts";
import { IMPORTED, oneOrBatch, TAKE_IN_ANSWERS, takeIn } from "./take-in.ts";

const STATE_MOMENT = { type: "string", description: "RFC 3339: when the order came to this state." } as const;

const ORDER = {
  type: "object",
  required: ["id", "contact", "store", "total", "placedAt", "status"],
  properties: {
    id: { type: ["string", "integer"] },
    contact: { type: ["string", "integer"], description: "A contact's id or e-mail address." },
    store: { type: "string" },
    total: AMOUNT,
    currency: { type: "string", description: "The store's, which it is unless said." },
    placedAt: { type: "string", description: "RFC 3339." },
    status: { type: "string", description: "paid, pending, cancelled or refunded." },
    refunded: AMOUNT,
    shippedAt: STATE_MOMENT,
    fulfilledAt: STATE_MOMENT,
    cancelledAt: STATE_MOMENT,
    refundedAt: STATE_MOMENT,
    refunds: {
      type: "array",
      description: "Each refund for itself, instead of refunded and refundedAt.",
      items: {
        type: "object",
        required: ["id", "at", "amount"],
        properties: { id: { type: ["string", "integer"] }, at: { type: "string" }, amount: AMOUNT },
      },
    },
    updatedAt: {
      type: "string",
      description: "RFC 3339: when it last changed. What is older than what is known changes nothing.",
    },
    items: ITEMS,
  },
} as const;

/** `POST /orders`: the same order again changes what differs, or nothing. */
export function orderDoors(app: FastifyInstance, ports: DoorPorts): void {
  app.post(
    "/orders",
    {
      schema: {
        summary: "Take in an order, or a batch of them",
        tags: ["orders"],
        querystring: IMPORTED,
        body: oneOrBatch(ORDER),
        response: TAKE_IN_ANSWERS,
      },
    },
    (request, reply) => takeIn(ports, "orders", request, reply),
  );
}
