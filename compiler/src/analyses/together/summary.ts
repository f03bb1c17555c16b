import type { Expression, Journey, Span, Trigger } from "@trajet/grammar";
import { printAct } from "../../lower/print/act.ts";
import { printExpression } from "../../lower/print/expression.ts";
import { durationIn, type Range, rangeOf } from "../flow/amounts.ts";
import { type Counting, type Loads, loadAtEntry } from "../load/load.ts";
import { type Subject, settingsOf } from "../subject.ts";
import { type Effect, effectsOf } from "./effects.ts";
import { type Fact, factsOf, opposite } from "./facts.ts";
import { signalsOf } from "./signals.ts";

/** What other journeys have to know of one: what starts it, what it causes, and how it begins. */
export interface JourneySummary {
  readonly name: string;
  readonly audience: string;
  readonly file: string;
  readonly starts: readonly StartSummary[];
  readonly reenter: "never" | "always" | "restart" | "own run" | { readonly after: Range };
  readonly effects: readonly Effect[];
  /** The messages of the first 24 hours and 7 days of a run. */
  readonly atEntry: Readonly<Record<keyof Loads, number>>;
}

export interface StartSummary {
  /** `gets tag "vip"`: what happens, to find journeys that the same starts; `undefined` for no such event. */
  readonly event: string | undefined;
  /** What a step can do to cause it. */
  readonly signals: ReadonlySet<string>;
  /** What is surely so of whoever it starts. */
  readonly facts: readonly Fact[];
  readonly span: Span;
}

export function summaryOf(subject: Subject, counting: Counting): JourneySummary {
  const { journey, name, file, flow, atEntry } = subject;
  // The paths themselves would be kept with it.
  const { per24h, per7d } = loadAtEntry(flow, counting, atEntry);
  return {
    name,
    audience: journey.audience?.text ?? "",
    file,
    starts: startsOf(subject),
    reenter: reentryOf(journey),
    effects: effectsOf(subject),
    atEntry: { per24h: per24h.count, per7d: per7d.count },
  };
}

function startsOf(subject: Subject): readonly StartSummary[] {
  const stays = settingsOf(subject.journey, "ExitIf").flatMap(({ condition }) => opposite(condition));
  return subject.journey.settings.flatMap((setting): readonly StartSummary[] => {
    switch (setting.kind) {
      case "StartWhen":
        return [setting.trigger, ...setting.orWhen].flatMap((trigger) =>
          trigger === undefined ? [] : [startBy(trigger, stays, subject)],
        );
      case "StartManually":
        return [
          { event: undefined, signals: new Set([`start ${subject.name}`]), facts: stays, span: setting.span },
        ];
      default:
        return [];
    }
  });
}

function startBy(trigger: Trigger, stays: readonly Fact[], { project }: Subject): StartSummary {
  const { act, negated, where, span } = trigger;
  return {
    event: negated ? undefined : printAct(act, "present", false, printExpression),
    signals: negated ? new Set() : signalsOf(act, project),
    facts: [...factsOf(where), ...stays, ...changedTo(trigger)],
    span,
  };
}

/** `changes plan to "pro"` */
function changedTo({ act }: Trigger): readonly Fact[] {
  if (act.verb !== "change" || act.to === undefined) return [];
  const equals: Expression = {
    kind: "Binary",
    operator: "==",
    operatorSpan: act.span,
    span: act.span,
    left: { kind: "Reference", path: contactField(act.field), unfinished: false, span: act.span },
    right: act.to,
  };
  return factsOf(equals);
}

function contactField(field: Extract<Trigger["act"], { verb: "change" }>["field"]) {
  if (field === undefined) return [];
  return [{ kind: "Name", text: "contact", span: field.span } as const, field];
}

/** `never` unless said, but where a start comes back by the calendar or each start has its own run. */
function reentryOf(journey: Journey): JourneySummary["reenter"] {
  const [key] = settingsOf(journey, "RunKey");
  const [each] = key?.per ?? [];
  if (each?.kind === "Reference" && each.path.length === 1 && each.path[0]?.text === "entry")
    return "own run";
  const [setting] = settingsOf(journey, "Reenter");
  if (setting?.policy === "after") {
    const after = durationIn(setting.after, undefined);
    return after === undefined ? "never" : { after: rangeOf(after) };
  }
  return setting?.policy ?? (settingsOf(journey, "StartSchedule").length > 0 ? "always" : "never");
}
