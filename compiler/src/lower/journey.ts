import type { Journey } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import { programHash } from "../program/hash.ts";
import {
  type CompiledJourney,
  PROGRAM_VERSION,
  type Program,
  type SourceMap,
  type StepId,
} from "../program/types.ts";
import { contactFieldsIn } from "../templates/uses.ts";
import { lowerExpression } from "./expressions.ts";
import { type Lowering, noUses, ownField, present } from "./lowering.ts";
import { lowerMessage } from "./messages.ts";
import { segmentsOf } from "./segments.ts";
import {
  entryEvents,
  type LoweredStart,
  lowerExits,
  lowerReenter,
  lowerStarts,
  settingOf,
} from "./settings.ts";
import { rangesOf } from "./source-map.ts";
import { stepIds } from "./step-ids.ts";
import { lowerSteps } from "./steps.ts";
import { valueType, wireType } from "./value-types.ts";
import { watchMap } from "./watch.ts";
import { weekStartOf } from "./weeks.ts";

/**
 * Lowers a journey without errors to its program. Only what the journey uses goes in, so that an edit elsewhere in the
 * project leaves the hash as it is.
 */
export function compileJourney(model: Model, journey: Journey): CompiledJourney {
  const ids = stepIds(journey);
  const place: Lowering = {
    model,
    audience: present(journey.audience, "the audience of a journey").text,
    uses: noUses(),
    event: undefined,
    entryEvents: entryEvents(journey),
    expression: lowerExpression,
  };
  const starts = lowerStarts(journey, place);
  const program = programOf(journey, starts, ids, place);
  return { hash: programHash(program), program, source: sourceMap(model, journey, starts, ids) };
}

function programOf(
  journey: Journey,
  lowered: readonly LoweredStart[],
  ids: ReturnType<typeof stepIds>,
  place: Lowering,
): Program {
  const { model, uses } = place;
  const starts = lowered.map(({ start }) => start);
  const exits = lowerExits(journey, place);
  const flow = lowerSteps(journey.steps, ids, place);
  return {
    version: PROGRAM_VERSION,
    journey: present(journey.name, "the name of a journey").text,
    title: settingOf(journey, "Title")?.text?.value ?? null,
    objective: settingOf(journey, "Objective")?.text?.value ?? null,
    audience: place.audience,
    timezone: settingOf(journey, "Timezone")?.text?.value ?? model.config.timezone,
    messages: messagesOf(place),
    fields: fieldsOf(place),
    events: eventsOf(place),
    people: Object.fromEntries(uses.people),
    starts,
    reenter: lowerReenter(journey),
    exits,
    first: flow.first,
    steps: flow.steps,
    segments: segmentsOf(flow),
    watch: watchMap(starts, exits, flow),
    ...(uses.weeks ? { weekStart: weekStartOf(model.config) } : {}),
  };
}

/** The messages that are sent. The fields that their templates print are fields that the program reads. */
function messagesOf({ model, uses }: Lowering): Program["messages"] {
  const names = [...uses.messages].toSorted();
  for (const name of names) {
    const email = model.symbols.messages.get(name);
    if (email?.kind === "Email") for (const field of contactFieldsIn(model, email)) uses.fields.add(field);
  }
  return Object.fromEntries(names.map((name) => [name, lowerMessage(model, name)]));
}

function fieldsOf(place: Lowering): Program["fields"] {
  const own = [...place.uses.fields].toSorted().flatMap((name) => {
    const type = ownField(place, name);
    return type === undefined ? [] : [[name, valueType(type)] as const];
  });
  return Object.fromEntries(own);
}

function eventsOf({ model, uses }: Lowering): Program["events"] {
  const names = [...uses.events].toSorted();
  return Object.fromEntries(
    names.map((name) => [name, wireType(present(model.types.event(name), `the event ${name}`))]),
  );
}

function sourceMap(
  model: Model,
  journey: Journey,
  starts: readonly LoweredStart[],
  ids: ReturnType<typeof stepIds>,
): SourceMap {
  const file = model.fileOf(journey);
  const rangeOf = rangesOf(file);
  const steps = [...ids].map(([step, id]): [StepId, ReturnType<typeof rangeOf>] => [id, rangeOf(step.span)]);
  return {
    file: file.path,
    journey: rangeOf(journey.span),
    steps: Object.fromEntries(steps),
    starts: Object.fromEntries(starts.map(({ start, setting }) => [start.id, rangeOf(setting.span)])),
  };
}
