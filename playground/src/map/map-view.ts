import type { MapAnswer, MapChange, MapChangeAnswer } from "@trajet/lsp";
import { editor, type IRange, Uri } from "monaco-editor";
import { isOutside, nodeAt } from "../../../vscode-extension/src/map/at-cursor.ts";
import type { FromPage, ToPage } from "../../../vscode-extension/src/map/messages.ts";
import { oneAtATime } from "../../../vscode-extension/src/one-at-a-time.ts";
import { pathOf, uriOf } from "../editor/open-files.ts";
import { editText, rangeOf } from "../editor/ranges.ts";
import { element } from "../page/elements.ts";
import { notice } from "../page/notice.ts";
import type { Server } from "../server/server.ts";
import type { Covered } from "../tests/coverage.ts";
import { pickStep } from "./pick-step.ts";
import { saveMap } from "./save-map.ts";

/** The map beside the text: of the journey in which the cursor stands, or last stood. */
export interface MapView {
  /** The texts have changed, or another file is shown. */
  readonly refresh: () => void;
  /** The cursor has moved. */
  readonly follow: () => void;
  readonly cover: (covered: Covered | undefined) => void;
  readonly focus: () => void;
}

export interface MapPorts {
  readonly server: Server;
  readonly code: editor.IStandaloneCodeEditor;
  readonly shown: () => string;
  readonly show: (path: string, at: IRange) => void;
  readonly failed: (problem: unknown) => void;
}

export function createMapView(ports: MapPorts): MapView {
  const { server, code, failed } = ports;
  const frame = element<HTMLIFrameElement>("map-frame");
  let file = "";
  let map: MapAnswer | undefined;
  let covered: Covered | undefined;
  const tell = (message: ToPage): void => frame.contentWindow?.postMessage(message, location.origin);
  const cursor = () => {
    const at = code.getPosition();
    return at === null ? undefined : { line: at.lineNumber - 1, character: at.column - 1 };
  };
  const nodeAtCursor = (): string | null => {
    const at = cursor();
    return map === undefined || at === undefined || file !== ports.shown() ? null : nodeAt(map, at);
  };
  const tellCoverage = (): void => tell({ kind: "coverage", nodes: map && covered ? covered(map) : {} });

  const refresh = oneAtATime(async () => {
    // The editor's client hears of an edit behind the page, and it is the client that tells the server.
    await new Promise(requestAnimationFrame);
    if (ports.shown().endsWith(".journey")) file = ports.shown();
    if (file === "") return;
    const at = file === ports.shown() ? cursor() : undefined;
    map =
      (await server.ask<MapAnswer | null>("trajet/map", {
        textDocument: { uri: uriOf(file) },
        ...(at === undefined ? {} : { position: at }),
      })) ?? undefined;
    if (map === undefined) return tell({ kind: "none", text: "This file has no journey." });
    tell({ kind: "map", map, node: nodeAtCursor() });
    tellCoverage();
  }, failed);

  addEventListener("message", ({ source, data }: MessageEvent<FromPage>) => {
    if (source !== frame.contentWindow) return;
    if (data.kind === "ready") return refresh();
    if (data.kind === "leave") return code.focus();
    if (map !== undefined) act(data, map, file, ports).catch(failed);
  });
  return {
    refresh,
    follow: () => {
      const at = cursor();
      if (at === undefined || file !== ports.shown()) return;
      if (map === undefined || isOutside(map, at)) refresh();
      else tell({ kind: "cursor", node: nodeAtCursor() });
    },
    cover: (next) => {
      covered = next;
      tellCoverage();
    },
    focus: () => frame.focus(),
  };
}

type Wish = Exclude<FromPage, { readonly kind: "ready" | "leave" }>;

async function act(wish: Wish, map: MapAnswer, file: string, ports: MapPorts): Promise<void> {
  switch (wish.kind) {
    case "show": {
      const node = map.nodes.find(({ id }) => id === wish.node);
      if (node !== undefined) ports.show(pathOf(node.uri), rangeOf({ ...node.range, end: node.range.start }));
      return;
    }
    case "add": {
      const offer = await pickStep(map.offers);
      if (offer === undefined) return;
      const { kind: _, ...place } = wish;
      return change({ kind: "insert", step: offer.step, ...place }, map, file, ports);
    }
    case "delete":
    case "move":
      return change(wish, map, file, ports);
    case "export":
      return saveMap(map.journey, uriOf(file), ports.server);
    default:
      return wish satisfies never;
  }
}

/** Changes the text as the map says, in one edit that can be undone, and shows what came of it. */
async function change(wanted: MapChange, map: MapAnswer, file: string, ports: MapPorts): Promise<void> {
  const answer = await ports.server.ask<MapChangeAnswer>("trajet/mapChange", {
    textDocument: { uri: uriOf(file) },
    journey: map.journey,
    version: map.version,
    change: wanted,
  });
  if ("refused" in answer) return notice(answer.refused);
  notice(undefined);
  for (const [uri, edits] of Object.entries(answer.edit.changes ?? {})) {
    const model = editor.getModel(Uri.parse(uri));
    if (model !== null) editText(model, edits);
  }
  const at = { line: answer.line, character: 0 };
  ports.show(pathOf(answer.uri), rangeOf({ start: at, end: at }));
  if (wanted.kind === "insert") ports.code.focus();
}
