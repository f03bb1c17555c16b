import type { Edit, FlowGraph, FlowNode, Model } from "@trajet/compiler";
import { flowGraph } from "@trajet/compiler";
import type { Journey, Step } from "@trajet/grammar";
import { placeBefore, placeOnEdge } from "./places.ts";
import { extentOf, rowAround } from "./step-text.ts";

/** A change of a journey, said by its map: edges by their places in it, nodes by their ids. */
export type MapChange =
  | { readonly kind: "insert"; readonly step: string; readonly edge: number }
  | { readonly kind: "insert"; readonly step: string; readonly before: string }
  | { readonly kind: "delete"; readonly node: string }
  | { readonly kind: "move"; readonly node: string; readonly to: "up" | "down" };

/** The edits of one file, and the first words of the step that is to be looked at afterwards; or why there are none. */
export type Changed =
  | { readonly edits: readonly Edit[]; readonly shows: string }
  | { readonly refused: string };

/** The same flow that the map shows: its nodes and edges have the same places. */
export function flowOf(model: Model, journey: Journey, expand: readonly string[]): FlowGraph {
  return flowGraph(journey, {
    fragments: model.symbols.fragments,
    expand: (name) => expand.includes(name),
  });
}

export function changed(model: Model, graph: FlowGraph, change: MapChange): Changed {
  switch (change.kind) {
    case "insert":
      return insert(model, graph, change);
    case "delete":
      return ofStep(graph, change.node, (node, step) => remove(model, node, step));
    case "move":
      return ofStep(graph, change.node, (node, step) => move(model, node, step, change.to));
    default:
      return change satisfies never;
  }
}

/** `exit if …` is a rule of the whole journey, also over two lines. */
const READ_AS_ONE =
  "`exit` and the `if` behind it would be read as one rule of the whole journey. Nothing behind an `exit` is reached: put it at the end.";

const refused = (reason: string): Changed => ({ refused: reason });

function insert(
  model: Model,
  graph: FlowGraph,
  change: Extract<MapChange, { readonly kind: "insert" }>,
): Changed {
  const place =
    "edge" in change ? onEdge(model, graph, change.edge) : beforeNode(model, graph, change.before);
  if (place === undefined) return refused("No step can be written at this place of the journey.");
  const lines = change.step.split("\n");
  const { text } = model.fileOf(place.in);
  if (change.step === "exit" && /^(?:\s|\/\/[^\n]*\n)*(?:if|when)\b/.test(text.slice(place.span.end)))
    return refused(READ_AS_ONE);
  const edit = { file: model.fileOf(place.in).path, span: place.span, text: place.write(lines) };
  return { edits: [edit], shows: lines[0] ?? "" };
}

function onEdge(model: Model, graph: FlowGraph, index: number) {
  const edge = graph.edges[index];
  return edge && placeOnEdge(graph, edge, model.fileOf);
}

function beforeNode(model: Model, graph: FlowGraph, id: string) {
  const node = graph.nodes.find((each) => each.id === id);
  return node && placeBefore(node, model.fileOf);
}

function ofStep(graph: FlowGraph, id: string, act: (node: FlowNode, step: Step) => Changed): Changed {
  const node = graph.nodes.find((each) => each.id === id);
  if (node === undefined) return refused("The journey has no such step any more.");
  return node.step === undefined ? refused("This is no step.") : act(node, node.step);
}

/** With its comments and its line, if nothing else stands in it. */
function remove(model: Model, node: FlowNode, step: Step): Changed {
  const { path, text } = model.fileOf(node.in);
  const extent = extentOf(text, step);
  const before = /(?:^|\n)[ \t]*$/.exec(text.slice(0, extent.start));
  const behind = /^[ \t]*(?=\r?\n|$)/.exec(text.slice(extent.end));
  const isAlone = before !== null && behind !== null;
  const span = {
    start: extent.start - (isAlone ? before[0].length : 0),
    end:
      extent.end + (isAlone ? behind[0].length : (/^[ \t]*/.exec(text.slice(extent.end))?.[0].length ?? 0)),
  };
  return { edits: [{ file: path, span, text: "" }], shows: "" };
}

/** Changes places with the step before or behind it in the same row. */
function move(model: Model, node: FlowNode, step: Step, to: "up" | "down"): Changed {
  const row = rowAround(node.in, step);
  const other = row[row.indexOf(step) + (to === "up" ? -1 : 1)];
  if (other === undefined)
    return refused(`The step is the ${to === "up" ? "first" : "last"} one of its block.`);
  const swapped = row.map((each) => (each === step ? other : each === other ? step : each));
  if (swapped.some(({ kind }, index) => kind === "Exit" && swapped[index + 1]?.kind === "If"))
    return refused(READ_AS_ONE);
  const { path, text } = model.fileOf(node.in);
  const [one, two] = [extentOf(text, step), extentOf(text, other)];
  const written = ({ start, end }: typeof one, at: typeof one): string => {
    const moved = text.slice(start, end);
    // A comment at its end would swallow what goes on behind it.
    const swallows =
      moved.lastIndexOf("//") > moved.lastIndexOf("\n") && /^[ \t]*\S/.test(text.slice(at.end));
    return swallows ? `${moved}\n` : moved;
  };
  const edits = [
    { file: path, span: one, text: written(two, one) },
    { file: path, span: two, text: written(one, two) },
  ];
  return { edits, shows: /^[^\n]*/.exec(text.slice(step.span.start, step.span.end))?.[0] ?? "" };
}

/** What can be done with a step, so that a page offers nothing that is refused. */
export function movesOf({ step, in: declaration }: FlowNode): {
  readonly up: boolean;
  readonly down: boolean;
} {
  if (step === undefined) return { up: false, down: false };
  const row = rowAround(declaration, step);
  const index = row.indexOf(step);
  return { up: index > 0, down: index >= 0 && index < row.length - 1 };
}
