import type { FastifyInstance } from "fastify";
import type { DoorPorts } from "./ports.ts";
import { IMPORTED, oneOrBatch, TAKE_IN_ANSWERS, takeIn } from "./take-in.ts";

const EVENT = {
  type: "object",
  required: ["id", "contact", "name"],
  properties: {
    id: { type: ["string", "integer"], description: "A repeated id changes nothing." },
    contact: { type: ["string", "integer"], description: "A contact's id or e-mail address." },
    name: { type: "string", description: "As the project declares it, or its name on the wire." },
    at: { type: "string", description: "RFC 3339; now unless said." },
    properties: { type: "object", description: "The event's fields, by their names on the wire." },
  },
} as const;

/** `POST /events`: own events. */
export function eventDoors(app: FastifyInstance, ports: DoorPorts): void {
  app.post(
    "/events",
    {
      schema: {
        summary: "Take in an own event, or a batch of them",
        tags: ["events"],
        querystring: IMPORTED,
        body: oneOrBatch(EVENT),
        response: TAKE_IN_ANSWERS,
      },
    },
    (request, reply) => takeIn(ports, "events", request, reply),
  );
}
