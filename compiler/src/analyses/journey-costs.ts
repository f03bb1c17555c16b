import { type Journey, lineStarts, positionAt } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import { isoDuration } from "./flow/iso-duration.ts";
import { mayBeHeld, mayBeSkipped } from "./held.ts";
import { countingOf } from "./load/counting.ts";
import { type Load, loadOf } from "./load/load.ts";
import { type Length, lengthsOf, temporalActions } from "./paths/lengths.ts";
import { flowProject, subjectOf } from "./subject.ts";

/** What one path comes to: `trajet explain` (contracts.md). */
export interface PathCost {
  readonly steps: number;
  readonly messages: number;
  readonly temporalActions: number;
  /** ISO 8601; a month counts 28 days, so that no run is faster. */
  readonly minDuration: string;
}

/** What a journey costs and how much it sends. */
export interface JourneyCosts {
  readonly paths: { readonly shortest: PathCost; readonly longest: PathCost };
  /** Whether a limit or a window drops messages, so that fewer marketing messages may leave than a path sends. */
  readonly mayBeSkipped: boolean;
  /** The most marketing messages that one contact gets. */
  readonly loadBearing: { readonly per24h: number; readonly per7d: number };
  /** The path that sends most within 7 days: each message, and when after the first. */
  readonly busiest: readonly CountedSending[];
}

export interface CountedSending {
  readonly message: string;
  readonly file: string;
  readonly line: number;
  /** ISO 8601. */
  readonly after: string;
}

/** The costs of a journey without errors. */
export function journeyCosts(model: Model, journey: Journey): JourneyCosts {
  const file = model.fileOf(journey).path;
  const subject = subjectOf(journey, file, model);
  const held = (step: Parameters<Parameters<typeof lengthsOf>[2]>[0]): boolean =>
    mayBeHeld(step, journey, model);
  const { shortest, longest } = lengthsOf(journey, flowProject(model), held);
  const { per24h, per7d } = loadOf(subject.flow, countingOf(subject), subject.arrivals);
  return {
    paths: { shortest: costOf(shortest), longest: costOf(longest) },
    mayBeSkipped: mayBeSkipped(journey, model),
    loadBearing: { per24h: per24h.count, per7d: per7d.count },
    busiest: busiestOf(per7d, model),
  };
}

function costOf(length: Length): PathCost {
  return {
    steps: length.steps,
    messages: length.messages,
    temporalActions: temporalActions(length),
    minDuration: isoDuration(length.least),
  };
}

function busiestOf({ sendings }: Load, model: Model): readonly CountedSending[] {
  const texts = new Map(model.files.map(({ path, text }) => [path, text]));
  return sendings.map(({ place, elapsed }) => ({
    message: place.step?.kind === "Send" ? (place.step.message?.text ?? "") : "",
    file: place.file,
    line: positionAt(lineStarts(texts.get(place.file) ?? ""), place.step?.span.start ?? 0).line,
    after: isoDuration(elapsed),
  }));
}
