import type { Journey, Setting } from "@trajet/grammar";
import type { ExitRule, Goal, Reenter, RunKey, StartPoint } from "../program/types.ts";
import { lowerDuration } from "./constants.ts";
import { type Lowering, LoweringError, present } from "./lowering.ts";
import { lowerSchedule } from "./schedules.ts";
import { ruleIds } from "./start-ids.ts";
import { lowerTrigger } from "./triggers.ts";

type SettingOf<K extends Setting["kind"]> = Setting & { readonly kind: K };

/** The first setting of a kind: the checks have seen that there is only one. */
export function settingOf<K extends Setting["kind"]>(journey: Journey, kind: K): SettingOf<K> | undefined {
  return journey.settings.find((setting): setting is SettingOf<K> => setting.kind === kind);
}

/** The start points in the order of the text. Nothing has been sent before them. */
export function lowerStarts(journey: Journey, inside: Lowering): readonly StartPoint[] {
  const place: Lowering = { ...inside, inRun: false };
  return [...ruleIds(journey).starts].map(([setting, id]): StartPoint => {
    switch (setting.kind) {
      case "StartWhen": {
        const trigger = present(setting.trigger, "the trigger of a start");
        return { id, trigger: lowerTrigger(trigger, startPlace(setting, place)), manual: false };
      }
      case "StartManually":
        return { id, trigger: null, manual: true };
      case "StartSchedule": {
        const schedule = lowerSchedule(setting.schedule, { ...place, entry: NO_ENTRY });
        return { id, trigger: null, manual: false, schedule };
      }
      default:
        throw new LoweringError(`${setting.kind} is no start`);
    }
  });
}

const NO_ENTRY = { events: [], surveys: [] };

/** In a start's own filter `entry` is what is about to start the run. */
function startPlace(setting: SettingOf<"StartWhen">, place: Lowering): Lowering {
  return { ...place, entry: entryOf([setting]) };
}

/** The own events, and the answers to surveys, that can have started a run. */
export function entryOf(settings: readonly Setting[]): Lowering["entry"] {
  const acts = settings.flatMap((setting) =>
    setting.kind === "StartWhen" && setting.trigger?.negated === false ? [setting.trigger.act] : [],
  );
  const events = acts.flatMap((act) => (act.verb === "do" && act.event ? [act.event.text] : []));
  const surveys = acts.flatMap((act) => (act.verb === "answer" && act.survey ? [act.survey.text] : []));
  return { events: [...new Set(events)], surveys: [...new Set(surveys)] };
}

/** The exit rules in the order of the text. */
export function lowerExits(journey: Journey, place: Lowering): readonly ExitRule[] {
  return [...ruleIds(journey).exits].map(([setting, id]): ExitRule => {
    if (setting.kind === "ExitIf") return { id, if: place.expression(setting.condition, place) };
    const trigger = setting.kind === "ExitWhen" ? setting.trigger : undefined;
    return { id, when: lowerTrigger(present(trigger, "the trigger of an exit"), place) };
  });
}

/** The goals in the order of the text. */
export function lowerGoals(journey: Journey, place: Lowering): readonly Goal[] {
  return [...ruleIds(journey).goals].map(([setting, id]): Goal => {
    if (setting.kind !== "Goal") throw new LoweringError(`${setting.kind} is no goal`);
    return {
      id,
      name: present(setting.name, "the name of a goal").value,
      within: setting.within === undefined ? null : lowerDuration(setting.within, place),
      triggers: setting.triggers.map((trigger) => lowerTrigger(trigger, place)),
      thenExit: setting.thenExit,
    };
  });
}

/** `one run per entry`, or per the values of expressions. */
export function lowerRunKey(journey: Journey, place: Lowering): RunKey | undefined {
  const setting = settingOf(journey, "RunKey");
  if (setting === undefined) return undefined;
  if (isPerEntry(setting)) return { per: "entry" };
  return { per: setting.per.map((key) => place.expression(key, place)) };
}

function isPerEntry({ per }: SettingOf<"RunKey">): boolean {
  const [only, ...more] = per;
  return (
    more.length === 0 &&
    only?.kind === "Reference" &&
    only.path.length === 1 &&
    only.path[0]?.text === "entry"
  );
}

/**
 * Who may come back, and when. Unless said it is nobody; but where a start comes back by the calendar, or each start has
 * its own run, everybody (language.md §6.1).
 */
export function lowerReenter(journey: Journey, place: Lowering): Reenter {
  const setting = settingOf(journey, "Reenter");
  if (setting?.policy === undefined) return { policy: comesBack(journey) ? "always" : "never" };
  if (setting.policy !== "after") return { policy: setting.policy };
  return {
    policy: "after",
    after: lowerDuration(present(setting.after, "the time before a re-entry"), place),
  };
}

function comesBack({ settings }: Journey): boolean {
  return settings.some((setting) => {
    if (setting.kind === "StartSchedule") return setting.schedule.recurrence.kind !== "once";
    return setting.kind === "RunKey" && isPerEntry(setting);
  });
}
