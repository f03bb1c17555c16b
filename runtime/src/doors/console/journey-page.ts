import type { FastifyInstance } from "fastify";
import type { JourneyRow } from "../../store/gateway.ts";
import { countsAt } from "../map.ts";
import type { DoorPorts } from "../ports.ts";
import { Problem } from "../problem.ts";
import type { ConsolePorts } from "./console-doors.ts";
import { edgeCounts } from "./edge-counts.ts";
import { liveStreams } from "./live.ts";

/** As much of a journey's picture as the counts go by; the rest is passed on as it is. */
export interface DrawnJourney {
  readonly scene: {
    readonly nodes: readonly { readonly id: string; readonly kind: string; readonly step?: string }[];
    readonly edges: readonly { readonly from: string; readonly to: string }[];
  };
  readonly source: { readonly file: string; readonly text: string };
}

/** What changes while one looks at a journey. */
export interface LiveJourney {
  readonly journey: JourneyRow;
  /** By the ids of the nodes. */
  readonly nodes: { readonly [id: string]: { readonly here: number; readonly passed: number } };
  /** By the places of the edges; null where it is not known. */
  readonly edges: readonly (number | null)[];
}

interface ByName {
  readonly Params: { readonly name: string };
}

/** A journey's picture and text, its messages, and its people as they move. */
export function journeyPageDoors(app: FastifyInstance, ports: DoorPorts, own: ConsolePorts): void {
  const schema = { hide: true, tags: ["journeys"] } as const;
  app.get<ByName>("/journeys/:name", { schema }, async ({ params: { name } }) => {
    await journeyOf(ports, name);
    const drawn = own.drawing(name);
    return { scene: drawn?.scene ?? null, source: drawn?.source ?? null };
  });
  app.get<ByName>("/journeys/:name/messages", { schema }, async ({ params: { name } }) => ({
    messages: await own.reads.messages(name),
    versions: (await own.reads.flow(name)).versions,
  }));
  const live = liveStreams(app, (name) => liveOf(ports, own, name));
  app.get<ByName>("/journeys/:name/live", { schema }, async ({ params: { name } }, reply) => {
    await journeyOf(ports, name);
    reply.hijack();
    live.open(name, reply.raw);
  });
}

async function liveOf(ports: DoorPorts, own: ConsolePorts, name: string): Promise<LiveJourney> {
  const journey = await journeyOf(ports, name);
  const scene = own.drawing(name)?.scene;
  if (scene === undefined) return { journey, nodes: {}, edges: [] };
  const [counts, { ended }] = await Promise.all([ports.gateway.stepCounts(name), own.reads.flow(name)]);
  const nodes = scene.nodes.map((node) => [node.id, countsAt(node, counts)] as const);
  const flow = nodes.map(([id, count]) => [id, { ...count, ended: ended[id] ?? 0 }] as const);
  return { journey, nodes: Object.fromEntries(nodes), edges: edgeCounts(scene.edges, new Map(flow)) };
}

async function journeyOf({ gateway }: DoorPorts, name: string): Promise<JourneyRow> {
  const found = (await gateway.journeys()).find((journey) => journey.name === name);
  if (found === undefined) throw new Problem(404, `There is no journey ${name}.`);
  return found;
}
