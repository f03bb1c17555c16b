import { journeyMap, svgOf } from "@trajet/compiler";
import type { Journey } from "@trajet/grammar";
import type { Position, Range, TextDocumentIdentifier } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { flowOf, movesOf } from "../map/change.ts";
import { type Offer, offersFor } from "../map/offers.ts";
import { placeBefore, placeOnEdge } from "../map/places.ts";
import { RequestType } from "../protocol.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { modelFileOf } from "./at.ts";
import { journeyIn } from "./execute-command.ts";

/** Asks for the map of a journey: the one of a name, or at a position, or the file's first. */
export interface MapParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly journey?: string;
  readonly position?: Position;
  /** Fragments that are spelled out. */
  readonly expand?: readonly string[];
}

export interface MapNodeAnswer {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly uri: string;
  readonly range: Range;
  /** What can be done with it. */
  readonly step: boolean;
  readonly up: boolean;
  readonly down: boolean;
  /** Whether a step can be written before it. */
  readonly before: boolean;
}

export interface MapEdgeAnswer {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** Whether a step can be written on this way. */
  readonly takes: boolean;
}

/** A map to be shown beside its text, and to be changed by it. */
export interface MapAnswer {
  readonly journey: string;
  readonly title: string;
  /** The document's version of which it is the map. */
  readonly version: number;
  /** Without a style sheet; `data-node` are the ids of nodes, `data-edge` the places of edges. */
  readonly svg: string;
  readonly nodes: readonly MapNodeAnswer[];
  readonly edges: readonly MapEdgeAnswer[];
  readonly fragments: readonly { readonly node: string; readonly name: string; readonly expanded: boolean }[];
  readonly offers: readonly Offer[];
}

export const MAP = new RequestType<MapParams, MapAnswer | null, void>("trajet/map");

/** `null` for a file without a journey. */
export function map(snapshot: Snapshot, params: MapParams): MapAnswer | null {
  const journey = journeyAsked(snapshot, params);
  if (journey === undefined) return null;
  const { project, file } = snapshot;
  const { model } = project;
  const { expand = [] } = params;
  const drawn = journeyMap(model, journey, { expand });
  const flow = flowOf(model, journey, expand);
  return {
    journey: drawn.journey,
    title: drawn.title ?? drawn.journey,
    version: file.document.version,
    svg: svgOf(drawn, { forPage: true, link: "#{line}" }),
    nodes: flow.nodes.map((node, index): MapNodeAnswer => {
      const source = project.files.get(drawn.nodes[index]?.file ?? "") ?? file;
      return {
        id: node.id,
        kind: node.kind,
        label: node.label,
        uri: source.uri,
        range: rangeOf(source, node.span),
        step: node.step !== undefined,
        ...movesOf(node),
        before: placeBefore(node, model.fileOf) !== undefined,
      };
    }),
    edges: flow.edges.map((edge) => ({
      from: edge.from,
      to: edge.to,
      ...(edge.label !== undefined && { label: edge.label }),
      takes: placeOnEdge(flow, edge, model.fileOf) !== undefined,
    })),
    fragments: drawn.fragments.map(({ node, name, expanded }) => ({ node, name, expanded })),
    offers: offersFor(model, journey),
  };
}

/** A position outside of all journeys belongs to the nearest one before it. */
function journeyAsked(snapshot: Snapshot, { journey, position }: MapParams): Journey | undefined {
  const { project, file } = snapshot;
  if (journey !== undefined) return journeyIn(project, file.path, { journey });
  const journeys = (modelFileOf(snapshot)?.tree.declarations ?? []).filter((each) => each.kind === "Journey");
  if (position === undefined) return journeys[0];
  const offset = file.document.offsetAt(position);
  return journeys.findLast(({ span }) => span.start <= offset) ?? journeys[0];
}
