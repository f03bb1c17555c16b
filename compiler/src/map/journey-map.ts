import type { Journey } from "@trajet/grammar";
import { rangesOf } from "../lower/source-map.ts";
import type { Model } from "../model/model.ts";
import type { StepId } from "../program/types.ts";
import { type FlowNode, flowGraph } from "./flow-graph.ts";

interface Place {
  readonly line: number;
  readonly column: number;
}

/** The drawing of a journey, without positions on a page: `trajet map --format json` (contracts.md). */
export interface JourneyMap {
  readonly version: 1;
  readonly journey: string;
  readonly nodes: readonly {
    readonly id: string;
    readonly kind: string;
    readonly label: string;
    readonly step?: StepId;
    /** From 1, in UTF-16 units. */
    readonly range: { readonly start: Place; readonly end: Place };
  }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label?: string }[];
}

/** The map of a journey, also of an unfinished one. */
export function journeyMap(model: Model, journey: Journey): JourneyMap {
  const { nodes, edges } = flowGraph(journey);
  const rangeOf = rangesOf(model.fileOf(journey));
  const drawn = ({ id, kind, label, step, span }: FlowNode) => {
    const { line, column, endLine, endColumn } = rangeOf(span);
    const range = { start: { line, column }, end: { line: endLine, column: endColumn } };
    return { id, kind, label, ...(step === undefined ? {} : { step: id }), range };
  };
  return { version: 1, journey: journey.name?.text ?? "", nodes: nodes.map(drawn), edges };
}
