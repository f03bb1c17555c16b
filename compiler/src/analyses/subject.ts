import type { Expression, Journey, Setting, Span } from "@trajet/grammar";
import type { Code, ParamsOf } from "../catalogue/catalogue.ts";
import type { Additions } from "../diagnostics/report.ts";
import { type AnyMessage, isMarketing } from "../model/messages.ts";
import type { BoundModel } from "../model/model.ts";
import type { OutcomeOf } from "./flow/branches.ts";
import type { Clock } from "./flow/clock.ts";
import { timeOf } from "./flow/passes.ts";
import { type FlowProject, type Place, type Unfolded, unfold } from "./flow/unfold.ts";
import { type Arrival, arrivalsAt } from "./paths/arrivals.ts";

/** The project, as the analyses of one journey see it. */
export type Project = BoundModel;

/** A journey without errors, and its paths: what each analysis of one journey is given. */
export interface Subject {
  readonly journey: Journey;
  readonly name: string;
  /** Path of its file. */
  readonly file: string;
  readonly project: Project;
  readonly flow: Unfolded;
  /** What is known of the clock when a run begins. */
  readonly atEntry: Clock;
  /** When each place is reached. */
  readonly arrivals: readonly (readonly Arrival[])[];
  readonly outcomeOf: OutcomeOf;
  readonly report: <C extends Code>(code: C, span: Span, params: ParamsOf<C>, additions?: Additions) => void;
}

/** What the checks give the analyses of a journey; where nothing is to be said, nothing. */
export type Checked = Pick<Subject, "outcomeOf" | "report">;

const UNCHECKED: Checked = { outcomeOf: () => undefined, report: () => {} };

export function subjectOf(
  journey: Journey,
  file: string,
  project: Project,
  checked: Checked = UNCHECKED,
): Subject {
  const flow = unfold(journey, file, flowProject(project, checked.outcomeOf));
  const atEntry = clockAtEntry(journey);
  return {
    journey,
    name: journey.name?.text ?? "",
    file,
    project,
    flow,
    atEntry,
    arrivals: arrivalsAt(flow, atEntry),
    ...checked,
  };
}

export function flowProject(project: Project, outcomeOf = UNCHECKED.outcomeOf): FlowProject {
  return {
    outcomeOf,
    fragments: project.symbols.fragments,
    fileOf: (fragment) => {
      // Findings point into fragments: they are to be found anew when one moves within its file.
      project.facts.ask(`place fragments ${fragment.name?.text}`);
      return project.fileOf(fragment).path;
    },
  };
}

/** The message that a place sends to the contact; what goes to somebody else is none. */
export function messageTo(place: Place, project: Project): AnyMessage | undefined {
  const { step } = place;
  if (step?.kind !== "Send" || step.message === undefined || !isOwnAddress(step.to)) return undefined;
  return project.heads.messages.get(step.message.text);
}

/** The marketing message that a place sends. */
export function marketingOf(place: Place, project: Project): AnyMessage | undefined {
  const message = messageTo(place, project);
  return message !== undefined && isMarketing(message) ? message : undefined;
}

function isOwnAddress(to: Expression | undefined): boolean {
  return to === undefined || (to.kind === "Reference" && to.path[0]?.text === "contact");
}

export type SettingOf<K extends Setting["kind"]> = Extract<Setting, { readonly kind: K }>;

export function settingsOf<K extends Setting["kind"]>(journey: Journey, kind: K): readonly SettingOf<K>[] {
  return journey.settings.filter((setting): setting is SettingOf<K> => setting.kind === kind);
}

/** Schedules that all start at one time of day tell what the clock shows. */
function clockAtEntry(journey: Journey): Clock {
  const starts = journey.settings.filter(({ kind }) => kind.startsWith("Start"));
  const times = starts.map((start) =>
    start.kind === "StartSchedule" ? timeOf(start.schedule.at) : undefined,
  );
  const [first] = times;
  return first !== undefined && times.every((time) => time === first) ? { time: first } : {};
}
