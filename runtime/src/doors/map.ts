import type { FastifyInstance } from "fastify";
import type { StepCounts } from "../store/step-counts.ts";
import type { DoorPorts } from "./ports.ts";
import { PROBLEM_SCHEMA, Problem } from "./problem.ts";

/** As much of `trajet map --format json` as the counts go by; the rest is passed on as it is. */
export interface DrawnMap {
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly step?: string }[];
}

const COUNT = { type: "integer", minimum: 0 } as const;

const MAP = {
  type: "object",
  required: ["version", "journey", "nodes", "edges"],
  properties: {
    version: { const: 1 },
    journey: { type: "string" },
    nodes: {
      type: "array",
      description:
        "As of `trajet map --format json`, each with how many people stand there and how many came by.",
      items: {
        type: "object",
        required: ["id", "kind", "label", "counts"],
        properties: {
          id: { type: "string" },
          kind: { type: "string" },
          label: { type: "string" },
          counts: {
            type: "object",
            required: ["here", "passed"],
            properties: { here: COUNT, passed: COUNT },
          },
        },
      },
    },
    edges: {
      type: "array",
      items: {
        type: "object",
        required: ["from", "to"],
        properties: { from: { type: "string" }, to: { type: "string" }, label: { type: "string" } },
      },
    },
  },
} as const;

interface ByName {
  readonly Params: { readonly name: string };
}

/** `GET /journeys/{name}/map`: the drawing of a journey as it is published now, with the people in it. */
export function mapDoor(
  app: FastifyInstance,
  ports: DoorPorts,
  find: (name: string) => Promise<unknown>,
): void {
  app.get<ByName>(
    "/journeys/:name/map",
    {
      schema: {
        summary: "The map of a journey, with how many people are where",
        description: "People inside an earlier version are counted at the steps that both have.",
        tags: ["journeys"],
        params: { type: "object", properties: { name: { type: "string" } } },
        response: { 200: MAP, 404: PROBLEM_SCHEMA },
      },
    },
    async ({ params: { name } }) => {
      await find(name);
      const map = ports.map(name);
      if (map === undefined)
        throw new Problem(
          404,
          `The journey ${name} is not in the project any more; people may still be inside.`,
        );
      const counts = await ports.gateway.stepCounts(name);
      return { ...map, nodes: map.nodes.map((node) => ({ ...node, counts: countsAt(node, counts) })) };
    },
  );
}

/** How many people stand at a node of the map, and how many came by. */
export function countsAt({ id, kind, step }: DrawnMap["nodes"][number], counts: StepCounts) {
  if (kind === "start") return { here: 0, passed: counts.starts[id.replace(/^start:/, "")] ?? 0 };
  if (kind === "end") return { here: 0, passed: counts.finished };
  const at = step ?? id;
  // A fragment that is folded up is one node: who is inside of it is there.
  const inside = Object.entries(counts.here).filter(([one]) => one === at || one.startsWith(`${at}/`));
  return { here: inside.reduce((sum, [, n]) => sum + n, 0), passed: counts.passed[at] ?? 0 };
}
