import type { FastifyInstance } from "fastify";
import { unknownName } from "../imports/shapes/nearest.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";

const SEGMENT = {
  type: "object",
  required: ["name", "audience", "people", "asked", "contacts", "kept"],
  properties: {
    name: { type: "string" },
    audience: { type: "string" },
    people: { type: "integer", description: "Those who are in it, of those who were asked." },
    asked: {
      type: "integer",
      description:
        "Of how many contacts it is known. Fewer than `contacts` where the segment is not kept and the audience is large.",
    },
    contacts: { type: "integer", description: "All of the audience." },
    kept: {
      type: "boolean",
      description: "Whether it is kept for each contact, as some journey is told of who enters or leaves.",
    },
  },
} as const;

/** `GET /segments/{name}`: how many are in a segment now. */
export function segmentDoor(app: FastifyInstance, { gateway }: DoorPorts): void {
  app.get<{ Params: { readonly name: string } }>(
    "/segments/:name",
    {
      schema: {
        summary: "How many are in a segment of which a journey speaks",
        tags: ["contacts"],
        params: { type: "object", properties: { name: { type: "string" } } },
        response: {
          200: {
            type: "object",
            required: ["version", "segment"],
            properties: { version: { const: 1 }, segment: SEGMENT },
          },
          401: PROBLEM_SCHEMA,
          404: PROBLEM_SCHEMA,
        },
      },
    },
    async ({ params: { name } }) => {
      const { count, names } = await gateway.countSegment(name);
      if (count === undefined)
        throw new Problem(404, unknownName("segment of which a journey speaks", name, "this project", names));
      return { version: 1, segment: { name, ...count } };
    },
  );
}
