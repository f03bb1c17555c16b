import type { FastifyInstance } from "fastify";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";
import {
  DOCUMENT_ANSWERS,
  documentOf,
  IMPORTED,
  oneOrBatch,
  TAKE_IN_ANSWERS,
  takeDocument,
  takeIn,
} from "./take-in.ts";

const ID = { type: ["string", "integer"], description: "Made when a contact is new and has none." } as const;
const NAMES = { type: "array", items: { type: "string" } } as const;
const STATUS = { enum: ["subscribed", "unsubscribed", "pending", "cleaned", "none"] } as const;

/** What every contact has; the audience's own fields stand beside it, and are checked against the project. */
const CONTACT = {
  type: "object",
  description:
    "A contact: these members, and the audience's own fields by their names or wire names. What is left out stays as it is; null clears an own field.",
  properties: {
    id: ID,
    audience: { type: "string", description: "May be left out where the project has one." },
    email: { type: "string" },
    phone: { type: ["string", "null"] },
    tags: { ...NAMES, description: "Added." },
    removeTags: NAMES,
    groups: { ...NAMES, description: "Joined, as Interests/Pottery." },
    leaveGroups: NAMES,
    consent: {
      type: "object",
      additionalProperties: STATUS,
      description: "By channel: email, sms, and those that the project declares.",
    },
    createdAt: { type: "string", description: "RFC 3339." },
  },
} as const;

const VIEW = {
  type: "object",
  required: ["version", "contact"],
  properties: {
    version: { const: 1 },
    contact: {
      type: "object",
      required: ["id", "audience", "fields", "tags", "groups", "consent"],
      properties: {
        id: { type: "string" },
        audience: { type: "string" },
        fields: { type: "object" },
        tags: NAMES,
        groups: NAMES,
        consent: { type: "object", additionalProperties: { type: "string" } },
      },
    },
  },
} as const;

const TIMELINE = {
  ...VIEW,
  required: ["version", "contact", "timeline"],
  properties: {
    ...VIEW.properties,
    timeline: {
      type: "array",
      description: "All that was decided about the contact, earliest first.",
      items: {
        type: "object",
        required: ["at", "kind", "journey", "run", "program"],
        properties: {
          at: { type: "string", description: "RFC 3339." },
          kind: { type: "string" },
          journey: { type: "string" },
          run: { type: "string" },
          program: { type: "string" },
          source: {
            type: "object",
            properties: { file: { type: "string" }, line: { type: "integer", minimum: 1 } },
          },
          because: { type: "string", description: "What decided, as the source says it." },
          saw: { type: "object", description: "What the decision read: values by their names." },
        },
      },
    },
  },
} as const;

const BY_ID = {
  type: "object",
  properties: { id: { type: "string", minLength: 1, maxLength: 254 } },
} as const;
interface ById {
  readonly Params: { readonly id: string };
}

/** `PUT|GET /contacts/{id}`, `POST /contacts`, `GET /contacts/{id}/timeline`. */
export function contactDoors(app: FastifyInstance, ports: DoorPorts): void {
  app.post(
    "/contacts",
    {
      schema: {
        summary: "Create or change a contact, or a batch of them",
        tags: ["contacts"],
        querystring: IMPORTED,
        body: oneOrBatch(CONTACT),
        response: TAKE_IN_ANSWERS,
      },
    },
    (request, reply) => takeIn(ports, "contacts", request, reply),
  );
  app.put<ById>(
    "/contacts/:id",
    {
      schema: {
        summary: "Create or change a contact",
        tags: ["contacts"],
        params: BY_ID,
        body: CONTACT,
        response: DOCUMENT_ANSWERS,
      },
    },
    async (request) => {
      const raw = documentOf(request.body);
      const { id } = request.params;
      if (raw.id !== undefined && String(raw.id) !== id) {
        throw new Problem(
          422,
          `The address says contact "${id}", the document "${String(raw.id)}"; send one of them.`,
        );
      }
      return takeDocument(ports, "contacts", { ...raw, id }, { imported: false });
    },
  );
  app.get<ById>(
    "/contacts/:id",
    {
      schema: {
        summary: "What is known of a contact, by id or e-mail address",
        tags: ["contacts"],
        params: BY_ID,
        response: { 200: VIEW, 401: PROBLEM_SCHEMA, 404: PROBLEM_SCHEMA },
      },
    },
    async (request) => ({ version: 1, contact: (await viewOf(ports, request.params.id)).contact }),
  );
  app.get<ById>(
    "/contacts/:id/timeline",
    {
      schema: {
        summary: "What happened to a contact, and why",
        tags: ["contacts"],
        params: BY_ID,
        response: { 200: TIMELINE, 401: PROBLEM_SCHEMA, 404: PROBLEM_SCHEMA },
      },
    },
    async (request) => ({ version: 1, ...(await viewOf(ports, request.params.id)) }),
  );
}

async function viewOf({ gateway }: DoorPorts, id: string) {
  const view = await gateway.contact(id);
  if (view) return view;
  throw new Problem(404, `There is no contact with the id or e-mail address "${id}".`);
}
