import type { Declaration, Journey, Span } from "@trajet/grammar";
import { rangesOf } from "../lower/source-map.ts";
import type { Model } from "../model/model.ts";
import type { StepId } from "../program/types.ts";
import { settingText, toldSettings } from "../prose/settings.ts";
import { tellingOf } from "../prose/telling.ts";
import { type FlowFragment, type FlowGroup, type FlowNode, flowGraph } from "./flow-graph.ts";

interface Place {
  readonly line: number;
  readonly column: number;
}

/** A part of a file of the project; lines and columns from 1, in UTF-16 units. */
export interface MapPlace {
  readonly file: string;
  readonly range: { readonly start: Place; readonly end: Place };
}

export interface MapNode extends MapPlace {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  /** What the author calls the step: `hello` of `hello: wait …`. */
  readonly name?: string;
  readonly step?: StepId;
}

export interface MapEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

/** The drawing of a journey, without positions on a page: `trajet map --format json` (contracts.md). */
export interface JourneyMap {
  readonly version: 1;
  readonly journey: string;
  readonly title?: string;
  readonly objective?: string;
  readonly audience?: string;
  /** The comment of the journey. */
  readonly description?: string;
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly fragments: readonly FlowFragment[];
  readonly loops: readonly FlowGroup[];
  /** What holds for all of the journey, as sentences. */
  readonly rules: readonly ({ readonly kind: "exit" | "goal" | "rule"; readonly label: string } & MapPlace)[];
}

export interface MapOptions {
  /** The fragments that are spelled out; all others are one node each. */
  readonly expand?: "all" | readonly string[];
}

/** The map of a journey, also of an unfinished one. */
export function journeyMap(model: Model, journey: Journey, { expand = [] }: MapOptions = {}): JourneyMap {
  const { nodes, edges, fragments, loops } = flowGraph(journey, {
    fragments: model.symbols.fragments,
    expand: (name) => expand === "all" || expand.includes(name),
  });
  const drawn = ({ id, kind, label, name, step, span, in: declaration }: FlowNode) => ({
    id,
    kind,
    label,
    ...(name === undefined ? {} : { name }),
    ...(step === undefined ? {} : { step: id }),
    ...placeOf(model, declaration, span),
  });
  return {
    version: 1,
    journey: journey.name?.text ?? "",
    ...headOf(journey),
    nodes: nodes.map(drawn),
    edges: edges.map(({ through: _, ...edge }) => edge),
    fragments,
    loops,
    rules: rulesOf(model, journey),
  };
}

/** Where a part of a declaration stands. */
export function placeOf(model: Model, declaration: Declaration, span: Span): MapPlace {
  const file = model.fileOf(declaration);
  const { line, column, endLine, endColumn } = rangesOf(file)(span);
  return {
    file: file.path,
    range: { start: { line, column }, end: { line: endLine, column: endColumn } },
  };
}

/** What is known of a journey besides its flow, as far as it says it. */
export function headOf(journey: Journey) {
  const { audience, doc } = journey;
  const [title, objective] = [settingText(journey, "Title"), settingText(journey, "Objective")];
  return {
    ...(title === undefined ? {} : { title }),
    ...(objective === undefined ? {} : { objective }),
    ...(audience === undefined ? {} : { audience: audience.text }),
    ...(doc === undefined ? {} : { description: doc }),
  };
}

const BEFORE = { exit: "Leaves ", goal: "Goal: ", rule: "" } as const;

function rulesOf(model: Model, journey: Journey): JourneyMap["rules"] {
  return toldSettings(journey, tellingOf(model)).flatMap(({ topic, setting, text }) => {
    if (topic === "start") return [];
    const label =
      topic === "exit"
        ? `${BEFORE.exit}${text.charAt(0).toLowerCase()}${text.slice(1)}`
        : `${BEFORE[topic]}${text}`;
    return [{ kind: topic, label, ...placeOf(model, journey, setting.span) }];
  });
}
