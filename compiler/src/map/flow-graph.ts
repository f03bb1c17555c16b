import type { Block, Journey, Pattern, Setting, Span, Step, Trigger } from "@trajet/grammar";
import { printAct } from "../lower/print/act.ts";
import { printExpression } from "../lower/print/expression.ts";
import { printPoint, summaryOf } from "../lower/print/step.ts";
import { printTrigger } from "../lower/print/trigger.ts";
import { ruleIds } from "../lower/start-ids.ts";
import { stepIds } from "../lower/step-ids.ts";

/** A start point, a step, or the one end of a journey. */
export interface FlowNode {
  /** `start:signup`, the id of the step, or `:end`. */
  readonly id: string;
  readonly kind: string;
  /** One line that reads like the source. */
  readonly label: string;
  readonly step?: Step;
  readonly span: Span;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** Why this way is taken, where there are several. */
  readonly label?: string;
}

export interface FlowGraph {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

export const END = ":end";

/** The flow of a journey, also of an unfinished one: what is missing is an ellipsis, an empty block goes straight on. */
export function flowGraph(journey: Journey): FlowGraph {
  const ids = stepIds(journey);
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];

  /** Adds a row of steps, and gives the node with which it begins. `done` is where a `break` in it leads. */
  const row = (steps: readonly Step[], behind: string, done: string): string => {
    const names = [...steps.map((step) => ids.get(step) ?? ""), behind];
    for (const [index, step] of steps.entries()) {
      const [id = "", next = behind] = names.slice(index);
      nodes.push({ id, kind: kindOf(step), label: summaryOf(step), step, span: step.span });
      const at = edges.length;
      const ways = waysOf(step, { id, next, done, row });
      edges.splice(at, 0, ...ways.map((way) => ({ from: id, ...way })));
    }
    return names[0] ?? behind;
  };

  const first = row(journey.steps, END, END);
  const starts = [...ruleIds(journey).starts].map(([setting, id]) => startNode(setting, id));
  const last: FlowNode = {
    id: END,
    kind: "end",
    label: "end",
    span: { start: journey.span.end, end: journey.span.end },
  };
  return {
    nodes: [...starts, ...nodes, last],
    edges: [...starts.map(({ id }) => ({ from: id, to: first })), ...edges],
  };
}

/** The nodes to which no start leads, in the order of the text; the end is not among them. */
export function unreachableNodes({ nodes, edges }: FlowGraph): readonly FlowNode[] {
  const reached = new Set(nodes.filter((node) => node.kind === "start").map((node) => node.id));
  // A journey without a start is another mistake: its first step counts as reached.
  if (reached.size === 0 && nodes[0] !== undefined) reached.add(nodes[0].id);
  for (const id of reached) for (const edge of edges) if (edge.from === id) reached.add(edge.to);
  return nodes.filter((node) => !reached.has(node.id) && node.id !== END);
}

function startNode(setting: Setting, id: string): FlowNode {
  return { id: `start:${id}`, kind: "start", label: startLabel(setting), span: setting.span };
}

function startLabel(setting: Setting): string {
  if (setting.kind === "StartManually") return "start manually";
  if (setting.kind !== "StartWhen") return "start";
  return setting.trigger === undefined ? "start when …" : `start when ${printTrigger(setting.trigger)}`;
}

/** The kind as programs and traces call it. */
function kindOf(step: Step): string {
  if (step.kind === "Delay" && step.until !== undefined) return "delay until";
  return step.kind.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

interface Way {
  readonly to: string;
  readonly label?: string;
}

interface Place {
  readonly id: string;
  readonly next: string;
  readonly done: string;
  readonly row: (steps: readonly Step[], behind: string, done: string) => string;
}

/** Where a step can lead, in the order of its branches. */
function waysOf(step: Step, place: Place): readonly Way[] {
  const into = (block: Block | undefined) => place.row(block?.steps ?? [], place.next, place.done);
  switch (step.kind) {
    case "If":
      return [
        ...step.branches.map((branch, index) => ({
          to: into(branch.body),
          label: index === 0 ? "yes" : `else if ${printExpression(branch.condition)}`,
        })),
        { to: into(step.else), label: step.branches.length === 1 ? "no" : "else" },
      ];
    case "Match":
      return [
        ...step.cases.map((one) => ({
          to: into(one.body),
          label: one.patterns.map(printPattern).join(", "),
        })),
        ...(step.else === undefined ? [] : [{ to: into(step.else), label: "else" }]),
      ];
    case "Split":
      return step.arms.map((arm) => ({
        to: into(arm.body),
        label: `${arm.share.text}% ${arm.name?.value ?? "…"}`,
      }));
    case "Wait":
      return waitWays(step, into);
    case "Repeat":
      return [
        { to: place.row(step.body?.steps ?? [], place.id, place.next), label: "again" },
        { to: place.next, label: "done" },
      ];
    case "Exit":
      return [{ to: END }];
    case "Break":
      return [{ to: place.done }];
    case "Delay":
      return onward(step, place.next, into, "passed");
    default:
      return onward(step, place.next, into, "refused");
  }
}

function onward(
  step: Step,
  next: string,
  into: (block: Block | undefined) => string,
  label: string,
): readonly Way[] {
  return step.otherwise === undefined ? [{ to: next }] : [{ to: next }, { to: into(step.otherwise), label }];
}

function waitWays(
  step: Extract<Step, { kind: "Wait" }>,
  into: (block: Block | undefined) => string,
): readonly Way[] {
  const arms = step.arms ?? [];
  const happens = arms.map((arm) => ({
    to: into(arm.body),
    label: arm.triggers.map(shortTrigger).join(" or "),
  }));
  const until = step.until === undefined ? [] : [{ to: into(undefined), label: untilLabel(step.until) }];
  if (step.limit === undefined && step.otherwise === undefined) return [...happens, ...until];
  const label = step.limit === undefined ? "otherwise" : `after ${printPoint(step.limit)}`;
  return [...happens, ...until, { to: into(step.otherwise), label }];
}

/** `clicks Welcome "shop"`: on an edge, where the contact needs no mention and a filter no room. */
function shortTrigger(trigger: Trigger): string {
  return `${printAct(trigger.act, "present", trigger.negated, printExpression)}${trigger.where === undefined ? "" : " …"}`;
}

function untilLabel(until: NonNullable<Extract<Step, { kind: "Wait" }>["until"]>): string {
  return until.kind === "trigger" ? shortTrigger(until.trigger) : printExpression(until.condition);
}

function printPattern(pattern: Pattern): string {
  switch (pattern.form) {
    case "value":
      return printExpression(pattern.value);
    case "compare":
      return `${pattern.operator} ${printExpression(pattern.value)}`;
    case "range":
      return `${printExpression(pattern.low)} ..< ${printExpression(pattern.high)}`;
    default:
      return pattern satisfies never;
  }
}
