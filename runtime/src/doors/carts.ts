import type { FastifyInstance } from "fastify";
import { AMOUNT, ITEMS } from "./goods.ts";
import type { DoorPorts } from "./ports.ts";
import { oneOrBatch, TAKE_IN_ANSWERS, takeIn } from "./take-in.ts";

const CART = {
  type: "object",
  required: ["id", "contact", "store", "total", "updatedAt"],
  properties: {
    id: { type: ["string", "integer"] },
    contact: { type: ["string", "integer"], description: "A contact's id or e-mail address." },
    store: { type: "string" },
    total: AMOUNT,
    currency: { type: "string", description: "The store's, which it is unless said." },
    url: { type: "string", description: "Where the contact finds the cart again." },
    updatedAt: { type: "string", description: "RFC 3339: when it last changed." },
    items: ITEMS,
  },
} as const;

/** `POST /carts`: a cart as it is now; one without items is empty, and a purchase in its store ends it. */
export function cartDoors(app: FastifyInstance, ports: DoorPorts): void {
  app.post(
    "/carts",
    {
      schema: {
        summary: "Take in how a cart has changed, or a batch of that",
        tags: ["carts"],
        body: oneOrBatch(CART),
        response: TAKE_IN_ANSWERS,
      },
    },
    (request, reply) => takeIn(ports, "carts", request, reply),
  );
}
