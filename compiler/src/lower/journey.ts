import type { Journey } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import { programHash } from "../program/hash.ts";
import { type CompiledJourney, PROGRAM_VERSION, type Program, type SendWindow } from "../program/types.ts";
import { type Body, bodyOf } from "./bodies.ts";
import { weekStartOf } from "./calendar.ts";
import { declarationsOf } from "./declarations.ts";
import { lowerExpression } from "./expressions.ts";
import { type Lowering, noUses, outsidePlace, present } from "./lowering.ts";
import { segmentsOf } from "./segments.ts";
import { lowerLimits, lowerProjectWindow, lowerResume, lowerSendWindow, markHolds } from "./sending-rules.ts";
import {
  entryOf,
  lowerExits,
  lowerGoals,
  lowerReenter,
  lowerRunKey,
  lowerStarts,
  settingOf,
} from "./settings.ts";
import { sourceMap } from "./source-map.ts";
import { lowerSteps } from "./steps.ts";
import { watchMap } from "./watch.ts";

/**
 * Lowers a journey without errors to its program. Only what the journey uses goes in, so that an edit elsewhere in the
 * project leaves the hash as it is.
 *
 * @throws LoweringError where errors were silenced, and CanonicalError for a value that JSON cannot hold
 */
export function compileJourney(model: Model, journey: Journey): CompiledJourney {
  const body = bodyOf(model, journey);
  const program = programOf(journey, body, runPlace(model, journey));
  return { hash: programHash(program), program, source: sourceMap(model, journey, body) };
}

/** The program of a journey that stands in no file. */
export function journeyProgram(model: Model, journey: Journey): Program {
  return programOf(journey, bodyOf(model, journey), runPlace(model, journey));
}

/** Inside a run of the journey. */
function runPlace(model: Model, journey: Journey): Lowering {
  const audience = present(journey.audience, "the audience of a journey").text;
  const outside = outsidePlace({ model, audience, uses: noUses(), expression: lowerExpression });
  return { ...outside, entry: entryOf(journey.settings), inRun: true };
}

function programOf(journey: Journey, body: Body, place: Lowering): Program {
  const { model, uses } = place;
  const starts = lowerStarts(journey, place);
  const exits = lowerExits(journey, place);
  const goals = lowerGoals(journey, place);
  const { sendWindow, sendLimits, ...settings } = settingsOf(journey, place);
  const flow = lowerSteps(body, place);
  const declarations = declarationsOf(place);
  const rules = { window: sendWindow, limits: sendLimits ?? [] };
  const steps = markHolds(flow.steps, declarations.messages, rules);
  return {
    version: PROGRAM_VERSION,
    journey: present(journey.name, "the name of a journey").text,
    title: settingOf(journey, "Title")?.text?.value ?? null,
    objective: settingOf(journey, "Objective")?.text?.value ?? null,
    audience: place.audience,
    timezone: settingOf(journey, "Timezone")?.text?.value ?? model.config.timezone,
    ...declarations,
    starts,
    ...settings,
    exits,
    ...(goals.length === 0 ? {} : { goals }),
    ...(sendWindow === undefined ? {} : { sendWindow }),
    ...(sendLimits === undefined ? {} : { sendLimits }),
    first: flow.first,
    steps,
    segments: segmentsOf({ first: flow.first, steps }),
    watch: watchMap({ starts, exits, goals, steps, people: uses.people }),
    ...(uses.weeks ? { weekStart: weekStartOf(model.config) } : {}),
  };
}

type Settings = "entryWindow" | "runKey" | "reenter" | "sendWindow" | "sendLimits" | "resume";

/** The settings that stand at most once, and the limits. */
function settingsOf(journey: Journey, place: Lowering): Pick<Program, Settings> {
  const entry = settingOf(journey, "EntryWindow");
  const runKey = lowerRunKey(journey, place);
  const sendWindow = windowOf(journey, place);
  const limits = lowerLimits(journey, place.model);
  const resume = settingOf(journey, "Resume");
  return {
    ...(entry === undefined
      ? {}
      : { entryWindow: { from: firstDay(entry.from), to: entry.to?.text ?? null } }),
    ...(runKey === undefined ? {} : { runKey }),
    reenter: lowerReenter(journey, place),
    ...(sendWindow === undefined ? {} : { sendWindow }),
    ...(limits.length === 0 ? {} : { sendLimits: limits }),
    ...(resume === undefined ? {} : { resume: lowerResume(resume, place) }),
  };
}

/** The journey's own hours, or those of the project. */
function windowOf(journey: Journey, place: Lowering): SendWindow | undefined {
  const own = settingOf(journey, "SendWindow");
  const { sendWindow } = place.model.config;
  if (own !== undefined) return lowerSendWindow(own, place);
  return sendWindow === undefined ? undefined : lowerProjectWindow(sendWindow);
}

function firstDay(from: { readonly text: string } | undefined): string {
  return present(from, "the first day of an entry window").text;
}
