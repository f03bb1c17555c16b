import { type Journey, lineStarts, positionAt } from "@trajet/grammar";
import { isoDuration } from "../analyses/flow/iso-duration.ts";
import { subjectOf } from "../analyses/subject.ts";
import { bodyOf } from "../lower/bodies.ts";
import type { Model } from "../model/model.ts";
import type { StepId } from "../program/types.ts";
import { type Concern, concernsOf } from "./concerns.ts";
import { type Decision, idsIn, signatureOf } from "./decision.ts";
import { edgesOf } from "./edges.ts";
import { messagesOn, type Path, pathsOf, type Stop } from "./paths.ts";
import { type Readings, readingsOf } from "./reading.ts";

interface PlaceInText {
  readonly file: string;
  readonly line: number;
}

/** One path through a journey, from its start to one of its ends: `docs/schemas/explore.schema.json`. */
export interface ExploredPath {
  /** Its decisions, as `signatureOf` writes them: what a run did is compared with it. */
  readonly signature: string;
  readonly decisions: readonly (Decision & PlaceInText & { readonly edges: readonly string[] })[];
  readonly messages: readonly ({
    readonly message: string;
    readonly step: StepId;
    /** ISO 8601, since the start: at the least, and at the most; `null` where a wait has no limit, or a moment is not known. */
    readonly after: string;
    readonly atMost: string | null;
  } & PlaceInText)[];
  readonly end: "finished" | "exited";
  /** ISO 8601: how long it takes at the least, and at the most; `null` where a wait has no limit. */
  readonly least: string;
  readonly most: string | null;
  readonly concerns: readonly (Pick<Concern, "kind" | "says"> & Partial<PlaceInText>)[];
}

/** All paths of a journey, or the first of them. */
export interface Exploration {
  readonly version: 1;
  readonly journey: string;
  readonly paths: readonly ExploredPath[];
  /** The steps at which runs decide, in no path's order: a run's decisions elsewhere lead to no other path. */
  readonly decides: readonly StepId[];
  /** There are more paths than were asked for. */
  readonly cut: boolean;
}

/** So many paths are followed unless more are asked for. */
export const USUAL_PATHS = 500;

/** Follows the paths of a journey without mistakes. */
export function exploreJourney(model: Model, journey: Journey, most = USUAL_PATHS): Exploration {
  const subject = subjectOf(journey, model.fileOf(journey).path, model);
  const readings = readingsOf(model, journey);
  const { paths, cut } = pathsOf(subject, readings, idsIn(bodyOf(model, journey)), most);
  const places = placesIn(model);
  const decides = new Set(paths.flatMap(({ decisions }) => decisions.map(({ step }) => step)));
  return {
    version: 1,
    journey: subject.name,
    paths: paths.map((path) => explored(path, { model, readings, placeOf: places })),
    decides: [...decides],
    cut,
  };
}

interface Telling {
  readonly model: Model;
  readonly readings: Readings;
  readonly placeOf: (stop: Stop) => PlaceInText;
}

function explored(path: Path, { model, readings, placeOf }: Telling): ExploredPath {
  const { decisions, least, most, exits } = path;
  const deciding = path.stops.filter(({ place }) => place.ways.length > 1);
  return {
    signature: signatureOf(decisions),
    decisions: deciding.map((stop, index) => ({
      ...(decisions[index] as Decision),
      ...placeOf(stop),
      edges: edgesOf(stop, readings),
    })),
    messages: messagesOn(path, { project: model }).map(({ stop, message }) => ({
      message: message.name?.text ?? "",
      step: stop.id,
      after: isoDuration(stop.least),
      atMost: isoOrEndless(stop.most),
      ...placeOf(stop),
    })),
    end: exits ? "exited" : "finished",
    least: isoDuration(least),
    most: isoOrEndless(most),
    concerns: concernsOf(path, { project: model }).map(({ kind, says, stop }) => ({
      kind,
      says,
      ...(stop !== undefined && placeOf(stop)),
    })),
  };
}

const isoOrEndless = (most: number): string | null => (Number.isFinite(most) ? isoDuration(most) : null);

function placesIn(model: Model): (stop: Stop) => PlaceInText {
  const lines = new Map(model.files.map(({ path, text }) => [path, lineStarts(text)]));
  return ({ place }) => ({
    file: place.file,
    line: positionAt(lines.get(place.file) ?? [0], place.step?.span.start ?? 0).line,
  });
}
