import { describe, type Model } from "@trajet/compiler";
import { type Declaration, type Step, visitAll } from "@trajet/grammar";
import type { InlayHint, InlayHintParams } from "vscode-languageserver";
import { describeElapsed, walkTime } from "../hints/elapsed.ts";
import { innerShares } from "../hints/shares.ts";
import type { LiveJourneys } from "../live/live.ts";
import { hereInWords } from "../live/words.ts";
import { flowOf } from "../map/change.ts";
import { ownerOf } from "../names/declarations.ts";
import { givenName, localsOf } from "../names/locals.ts";
import { InlayHintKind } from "../protocol.ts";
import type { Snapshot, SnapshotFile } from "../workspace/snapshot.ts";
import { modelFileOf } from "./at.ts";

/**
 * What the text does not say and follows from it: the time since the start, shares within shares, types of remembered names;
 * in a journey that runs, how many stand at a step.
 */
export function inlayHints(snapshot: Snapshot, { range }: InlayHintParams, live?: LiveJourneys): InlayHint[] {
  const { file, project } = snapshot;
  const [from, to] = [file.document.offsetAt(range.start), file.document.offsetAt(range.end)];
  const declarations = modelFileOf(snapshot)?.tree.declarations ?? [];
  return declarations
    .filter(({ span }) => span.start <= to && span.end >= from)
    .flatMap((declaration) => [
      ...hintsOf(declaration, project.model, file),
      ...people(declaration, project.model, file, live),
    ])
    .filter(({ position }) => {
      const offset = file.document.offsetAt(position);
      return from <= offset && offset <= to;
    })
    .sort((a, b) => a.position.line - b.position.line || a.position.character - b.position.character);
}

function hintsOf(declaration: Declaration, model: Model, file: SnapshotFile): InlayHint[] {
  const steps = stepsOf(declaration);
  if (steps === undefined) return [];
  return [...times(steps, model, file), ...shares(steps, file), ...types(declaration, model, file)];
}

function stepsOf(declaration: Declaration): readonly Step[] | undefined {
  if (declaration.kind === "Journey") return declaration.steps;
  return declaration.kind === "Fragment" ? declaration.body?.steps : undefined;
}

/** At the end of a line whose first step begins later than the step before it in the text. */
function times(steps: readonly Step[], model: Model, file: SnapshotFile): InlayHint[] {
  const hints = new Map<number, InlayHint>();
  let last: string | undefined;
  walkTime(steps, model, (step, elapsed) => {
    const label = describeElapsed(elapsed);
    const { line } = file.document.positionAt(step.span.start);
    if (label !== undefined && label !== last && !hints.has(line)) {
      const position = lineEnd(file, line);
      hints.set(line, { position, label, paddingLeft: true, tooltip: "The time since the run began." });
    }
    last = label;
  });
  return [...hints.values()];
}

function lineEnd({ document }: SnapshotFile, line: number): InlayHint["position"] {
  const start = document.offsetAt({ line, character: 0 });
  const text = document.getText();
  const end = text.indexOf("\n", start);
  const whole = text.slice(start, end < 0 ? text.length : end);
  return document.positionAt(start + whole.trimEnd().length);
}

/** At the end of the line in which a step begins, how many stand there; at a `run`, how many are in its fragment. */
function people(
  declaration: Declaration,
  model: Model,
  file: SnapshotFile,
  live: LiveJourneys | undefined,
): InlayHint[] {
  if (declaration.kind !== "Journey" || declaration.name === undefined) return [];
  const at = Object.entries(live?.journeys.get(declaration.name.text)?.at ?? {});
  if (at.length === 0) return [];
  const byLine = new Map<number, number>();
  for (const { id, step, span } of flowOf(model, declaration, []).nodes) {
    if (step === undefined) continue;
    const within = step.kind === "Run" ? `${id}/` : undefined;
    const here = at.filter(([one]) => one === id || (within !== undefined && one.startsWith(within)));
    if (here.length === 0) continue;
    const { line } = file.document.positionAt(span.start);
    byLine.set(
      line,
      here.reduce((sum, [, count]) => sum + count, byLine.get(line) ?? 0),
    );
  }
  return [...byLine].map(([line, count]) => ({
    position: lineEnd(file, line),
    label: hereInWords(count),
    paddingLeft: true,
    tooltip: "People who stand at this step now, in what runs.",
  }));
}

function shares(steps: readonly Step[], file: SnapshotFile): InlayHint[] {
  const hints: InlayHint[] = [];
  innerShares(steps, (arm, percent) => {
    const label = `${Math.round(percent * 100) / 100}% of all`;
    const tooltip = "Of those who come to the outermost split.";
    hints.push({ position: file.document.positionAt(arm.share.span.end), label, paddingLeft: true, tooltip });
  });
  return hints;
}

/** `remember limit: number = …`, `call webhook Crm() as crm: …` */
function types(declaration: Declaration, model: Model, file: SnapshotFile): InlayHint[] {
  const locals = localsOf(declaration, ownerOf(declaration), model);
  const hints: InlayHint[] = [];
  visitAll(declaration, (node) => {
    const name = givenName(node);
    const type = name === undefined ? undefined : locals.get(name.text)?.type;
    if (name === undefined || type === undefined || type.unknown) return;
    const position = file.document.positionAt(name.span.end);
    hints.push({ position, label: `: ${describe(type)}`, kind: InlayHintKind.Type });
  });
  return hints;
}
