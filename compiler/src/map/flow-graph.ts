import type { Fragment, Journey, Setting, Span, Step } from "@trajet/grammar";
import { printSchedule } from "../lower/print/schedule.ts";
import { printStep } from "../lower/print/step.ts";
import { printTrigger } from "../lower/print/trigger.ts";
import { ruleIds } from "../lower/start-ids.ts";
import { stepIds } from "../lower/step-ids.ts";
import { ownSteps } from "../model/steps.ts";
import { type Way, waysOf } from "./ways.ts";

/** A start point, a step, or the one end of a journey. */
export interface FlowNode {
  /** `start:signup`, the id of the step, or `:end`. Inside a fragment that is spelled out, the id of the `run` and a `/` stand before it. */
  readonly id: string;
  readonly kind: string;
  /** One line that reads like the source. */
  readonly label: string;
  /** What the author calls the step: `hello` of `hello: wait …`. */
  readonly name?: string;
  readonly step?: Step;
  readonly span: Span;
  /** The declaration whose text has the node: the journey, or a fragment that is spelled out. */
  readonly in: Journey | Fragment;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** Why this way is taken, where there are several. */
  readonly label?: string;
  readonly through?: Way["through"];
}

/** Nodes that belong together: the steps of a fragment behind its `run`, or of a loop behind its `repeat`. */
export interface FlowGroup {
  readonly node: string;
  readonly nodes: readonly string[];
}

export interface FlowFragment extends FlowGroup {
  readonly name: string;
  /** How many steps it has, those of its blocks included. */
  readonly steps: number;
  /** Whether they are nodes of the graph; a folded fragment is its `run` only. */
  readonly expanded: boolean;
}

export interface FlowGraph {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly loops: readonly FlowGroup[];
  readonly fragments: readonly FlowFragment[];
}

/** Which fragments there are, and which of them are spelled out. */
export interface Folding {
  readonly fragments: ReadonlyMap<string, Fragment>;
  readonly expand: (name: string) => boolean;
}

const FOLDED: Folding = { fragments: new Map(), expand: () => false };

const END = ":end";

/** Where a row of steps stands: in which declaration, and inside which calls of fragments. */
interface Context {
  readonly in: Journey | Fragment;
  readonly ids: ReadonlyMap<Step, string>;
  readonly prefix: string;
  readonly calls: readonly string[];
}

/** The flow of a journey, also of an unfinished one: what is missing is an ellipsis, an empty block goes straight on. */
export function flowGraph(journey: Journey, folding: Folding = FOLDED): FlowGraph {
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];
  const loops: FlowGroup[] = [];
  const fragments: FlowFragment[] = [];

  /** Adds a row of steps, and gives the node with which it begins. `done` is where a `break` in it leads. */
  const row = (steps: readonly Step[], behind: string, done: string, context: Context): string => {
    const names = [...steps.map((step) => `${context.prefix}${context.ids.get(step) ?? ""}`), behind];
    for (const [index, step] of steps.entries()) {
      const [id = "", next = behind] = names.slice(index);
      nodes.push({
        id,
        kind: kindOf(step),
        label: printStep(step),
        ...(step.label === undefined ? {} : { name: step.label.text }),
        step,
        span: step.span,
        in: context.in,
      });
      const [node, edge] = [nodes.length, edges.length];
      const inner = callOf(step, id, context, folding);
      const enter = (block: readonly Step[], after: string, out: string) =>
        row(block, after, out, block === inner?.steps ? inner.context : context);
      const ways = waysOf(step, { id, next, done, end: END, row: enter, fragment: inner?.steps });
      edges.splice(edge, 0, ...ways.map((way) => ({ from: id, ...way })));
      const inside = nodes.slice(node).map((one) => one.id);
      if (step.kind === "Repeat") loops.push({ node: id, nodes: inside });
      if (step.kind === "Run")
        fragments.push(...fragmentOf(step, id, inner === undefined ? [] : inside, folding));
    }
    return names[0] ?? behind;
  };

  const whole: Context = { in: journey, ids: stepIds(journey), prefix: "", calls: [] };
  const first = row(journey.steps, END, END, whole);
  const starts = [...ruleIds(journey).starts].map(([setting, id]) => startNode(setting, id, journey));
  const last: FlowNode = {
    id: END,
    kind: "end",
    label: "end",
    span: { start: journey.span.end, end: journey.span.end },
    in: journey,
  };
  return {
    nodes: [...starts, ...nodes, last],
    edges: [...starts.map(({ id }) => ({ from: id, to: first })), ...edges],
    loops,
    fragments,
  };
}

/** The steps of the fragment that a step runs, if it is to be spelled out; one that runs itself is so only once. */
function callOf(step: Step, id: string, { calls }: Context, { fragments, expand }: Folding) {
  if (step.kind !== "Run" || step.fragment === undefined) return undefined;
  const name = step.fragment.text;
  const body = fragments.get(name)?.body;
  const fragment = fragments.get(name);
  if (fragment === undefined || body === undefined || calls.includes(name) || !expand(name)) return undefined;
  const context = { in: fragment, ids: stepIds(body), prefix: `${id}/`, calls: [...calls, name] };
  return { steps: body.steps, context };
}

function fragmentOf(
  step: Extract<Step, { kind: "Run" }>,
  node: string,
  inside: readonly string[],
  { fragments }: Folding,
): readonly FlowFragment[] {
  const name = step.fragment?.text;
  const fragment = fragments.get(name ?? "");
  if (name === undefined || fragment === undefined) return [];
  // What a refused call does instead stands behind it in the journey, not in the fragment.
  const nodes = inside.filter((id) => id.startsWith(`${node}/`));
  const steps = ownSteps(fragment.body?.steps ?? []).length;
  return [{ node, name, steps, expanded: nodes.length > 0, nodes }];
}

/** The nodes to which no start leads, in the order of the text; the end is not among them. */
export function unreachableNodes({ nodes, edges }: Pick<FlowGraph, "nodes" | "edges">): readonly FlowNode[] {
  const reached = new Set(nodes.filter((node) => node.kind === "start").map((node) => node.id));
  // A journey without a start is another mistake: its first step counts as reached.
  if (reached.size === 0 && nodes[0] !== undefined) reached.add(nodes[0].id);
  for (const id of reached) for (const edge of edges) if (edge.from === id) reached.add(edge.to);
  return nodes.filter((node) => !reached.has(node.id) && node.id !== END);
}

function startNode(setting: Setting, id: string, journey: Journey): FlowNode {
  return { id: `start:${id}`, kind: "start", label: startLabel(setting), span: setting.span, in: journey };
}

function startLabel(setting: Setting): string {
  switch (setting.kind) {
    case "StartWhen":
      return setting.trigger === undefined ? "start when …" : `start when ${printTrigger(setting.trigger)}`;
    case "StartSchedule":
      return `start ${printSchedule(setting.schedule)}`;
    default:
      return "start manually";
  }
}

/** The kind as programs and traces call it. */
function kindOf(step: Step): string {
  if (step.kind === "Delay" && step.until !== undefined) return "delay until";
  return step.kind.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}
