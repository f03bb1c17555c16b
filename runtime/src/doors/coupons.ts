import type { FastifyInstance } from "fastify";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA } from "./problem.ts";
import { IMPORTED, oneOrBatch, TAKE_IN_ANSWERS, takeIn } from "./take-in.ts";

const CODE = {
  type: "object",
  required: ["coupon", "code"],
  properties: {
    coupon: { type: "string", description: "As the project declares it, with a pool." },
    code: { type: ["string", "integer"], description: "Given once. One that is there stays as it is." },
  },
} as const;

const POOLS = {
  type: "object",
  required: ["version", "coupons"],
  properties: {
    version: { const: 1 },
    coupons: {
      type: "array",
      items: {
        type: "object",
        required: ["coupon", "codes", "left"],
        properties: {
          coupon: { type: "string" },
          codes: { type: "integer", description: "That were ever taken in." },
          left: { type: "integer", description: "That nobody has been given yet." },
        },
      },
    },
  },
} as const;

const WRITTEN = {
  type: "object",
  description: "Written, or unchanged where the code was there before.",
  required: ["result"],
  properties: { result: { enum: ["written", "unchanged"] } },
} as const;

/** `POST /coupons`: codes of pools. `GET /coupons`: what is left of them. */
export function couponDoors(app: FastifyInstance, ports: DoorPorts): void {
  const tags = ["coupons"];
  app.post(
    "/coupons",
    {
      schema: {
        summary: "Take in a code of a coupon's pool, or a batch of them",
        tags,
        querystring: IMPORTED,
        body: oneOrBatch(CODE),
        response: { ...TAKE_IN_ANSWERS, 200: WRITTEN },
      },
    },
    (request, reply) => takeIn(ports, "coupons", request, reply),
  );
  app.get(
    "/coupons",
    {
      schema: {
        summary: "The pools of codes, and what is left of them",
        tags,
        response: { 200: POOLS, 401: PROBLEM_SCHEMA },
      },
    },
    async () => ({ version: 1, coupons: await ports.gateway.pools() }),
  );
}
