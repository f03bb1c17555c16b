import type { FastifyInstance } from "fastify";
import { AMOUNT } from "./goods.ts";
import type { DoorPorts } from "./ports.ts";
import { oneOrBatch, TAKE_IN_ANSWERS_OF_NOBODY, takeIn } from "./take-in.ts";

const STOCK = {
  type: "object",
  required: ["store", "sku", "inStock"],
  properties: {
    store: { type: "string" },
    sku: { type: "string" },
    title: { type: "string" },
    category: { type: "string" },
    price: AMOUNT,
    currency: { type: "string", description: "The store's, which it is unless said." },
    url: { type: "string" },
    image: { type: "string" },
    inStock: { type: "boolean" },
    at: { type: "string", description: "RFC 3339: since when; now unless said." },
  },
} as const;

/** `POST /stock`: whether a store has a product; one that comes back is told to those who wait for it. */
export function stockDoors(app: FastifyInstance, ports: DoorPorts): void {
  app.post(
    "/stock",
    {
      schema: {
        summary: "Take in whether a store has a product, or a batch of that",
        tags: ["stock"],
        body: oneOrBatch(STOCK),
        response: TAKE_IN_ANSWERS_OF_NOBODY,
      },
    },
    (request, reply) => takeIn(ports, "stock", request, reply),
  );
}
