import { counted, listed } from "../prose/wording.ts";
import type { DrawnGroup } from "./groups.ts";
import type { JourneyMap, MapEdge, MapNode } from "./journey-map.ts";
import type { ProjectMap } from "./project-map.ts";

/** What a picture shows, of a journey or of a whole project. */
export interface Drawing {
  readonly name: string;
  readonly title: string;
  /** In a few sentences, for those who hear a picture. */
  readonly description: string;
  /** Above the graph: what stands in no step. */
  readonly lines: readonly string[];
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly MapEdge[];
  readonly groups: readonly DrawnGroup[];
}

export interface DrawnNode extends MapNode {
  /** The first words of the label: what is done. */
  readonly keyword: string;
  /** A line in small print below: `4 steps inside`. */
  readonly note?: string;
}

export function drawingOf(map: JourneyMap | ProjectMap): Drawing {
  return "journey" in map ? drawingOfJourney(map) : drawingOfProject(map);
}

function drawingOfJourney(map: JourneyMap): Drawing {
  const { journey, title = journey, objective, audience, description } = map;
  const about = [
    ...(description === undefined ? [] : [description.replace(/\s+/g, " ").trim()]),
    `Journey ${journey}${audience === undefined ? "" : ` for ${audience}`}${objective === undefined ? "" : `, objective "${objective}"`}`,
  ];
  const folded = new Map(map.fragments.filter(({ expanded }) => !expanded).map((one) => [one.node, one]));
  return {
    name: journey,
    title,
    description: summaryOf(map),
    lines: [...about, ...map.rules.map(({ label }) => label)],
    nodes: map.nodes.map((node) => {
      const steps = folded.get(node.id)?.steps;
      const note = steps === undefined ? {} : { note: `${counted(steps, "step")} inside` };
      return { ...node, keyword: keywordOf(node), ...note };
    }),
    // An exit says itself that the run ends there: a line to the end would cross the picture for nothing.
    edges: map.edges.filter(({ from }) => map.nodes.find(({ id }) => id === from)?.kind !== "exit"),
    groups: [
      ...map.loops.map(({ node, nodes }) => groupOf("loop", "repeat", [node, ...nodes], node)),
      ...map.fragments.map(({ name, nodes }) => groupOf("fragment", name, nodes)),
    ],
  };
}

function groupOf(
  kind: DrawnGroup["kind"],
  name: string,
  nodes: readonly string[],
  turn?: string,
): DrawnGroup {
  return { kind, name, turn, nodes: new Set(nodes) };
}

function drawingOfProject({ project, nodes, edges }: ProjectMap): Drawing {
  return {
    name: project,
    title: project,
    description: `${counted(nodes.length, "journey")}, and how they start and end each other.`,
    lines: [`${counted(nodes.length, "journey")}, and how they start and end each other`],
    nodes: nodes.map((node) => ({
      ...node,
      label: `${node.title ?? node.id}`,
      keyword: node.title ?? node.id,
      note: `${node.title === undefined ? "" : `${node.id}, `}${counted(node.steps, "step")}`,
    })),
    edges,
    groups: [],
  };
}

/** The words of a label that say what is done, in front of those that say with what. */
function keywordOf({ kind, label }: MapNode): string {
  const words = KEYWORDS[kind] ?? kind;
  return label.startsWith(words) ? words : (label.split(" ")[0] ?? "");
}

const KEYWORDS: Readonly<Record<string, string>> = {
  "leave group": "leave",
  update: "update contact",
  call: "call webhook",
};

function summaryOf({ nodes, rules, description, fragments, title, journey }: JourneyMap): string {
  const steps = nodes.filter(({ step }) => step !== undefined);
  const sends = steps.filter(({ kind }) => kind === "send");
  const starts = nodes
    .filter(({ kind }) => kind === "start")
    .map(({ label }) => label.replace(/^start /, ""));
  const inside = fragments.filter(({ expanded }) => !expanded).length;
  return [
    description === undefined ? "" : description.replace(/\s+/g, " ").trim(),
    starts.length === 0 ? "" : `${title ?? journey} starts ${listed(starts, "or")}.`,
    `It has ${counted(steps.length, "step")}, ${counted(sends.length, "message")} among them${inside === 0 ? "" : `, and runs ${counted(inside, "fragment")}`}.`,
    ...rules.map(({ label }) => label),
  ]
    .filter((part) => part !== "")
    .join(" ");
}
