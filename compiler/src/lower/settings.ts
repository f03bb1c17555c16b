import type { Journey, Setting } from "@trajet/grammar";
import type { ExitRule, Program, StartPoint } from "../program/types.ts";
import { fixedDuration } from "./constants.ts";
import { type Lowering, LoweringError, present } from "./lowering.ts";
import { ruleIds } from "./start-ids.ts";
import { lowerTrigger } from "./triggers.ts";

type SettingOf<K extends Setting["kind"]> = Setting & { readonly kind: K };

/** The first setting of a kind: the checks have seen that there is only one. */
export function settingOf<K extends Setting["kind"]>(journey: Journey, kind: K): SettingOf<K> | undefined {
  return journey.settings.find((setting): setting is SettingOf<K> => setting.kind === kind);
}

/** A start point with the setting that it comes from. */
export interface LoweredStart {
  readonly start: StartPoint;
  readonly setting: Setting;
}

/** The start points in the order of the text. */
export function lowerStarts(journey: Journey, place: Lowering): readonly LoweredStart[] {
  return [...ruleIds(journey).starts].map(([setting, id]) => {
    switch (setting.kind) {
      case "StartWhen": {
        const trigger = present(setting.trigger, "the trigger of a start");
        return {
          setting,
          start: { id, trigger: lowerTrigger(trigger, startPlace(setting, place)), manual: false },
        };
      }
      case "StartManually":
        return { setting, start: { id, trigger: null, manual: true } };
      default:
        throw new LoweringError("a program has no start by the calendar");
    }
  });
}

/** In a start's own filter `entry` is what is about to start the run. */
function startPlace(setting: SettingOf<"StartWhen">, place: Lowering): Lowering {
  const act = setting.trigger?.act;
  const event = act?.verb === "do" ? act.event?.text : undefined;
  return { ...place, entryEvents: event === undefined ? [] : [event] };
}

/** The own events that can have started a run. */
export function entryEvents(journey: Journey): readonly string[] {
  const events = journey.settings.flatMap((setting) => {
    const act = setting.kind === "StartWhen" ? setting.trigger?.act : undefined;
    return act?.verb === "do" && act.event !== undefined ? [act.event.text] : [];
  });
  return [...new Set(events)];
}

/** The exit rules in the order of the text. */
export function lowerExits(journey: Journey, place: Lowering): readonly ExitRule[] {
  return [...ruleIds(journey).exits].map(([setting, id]): ExitRule => {
    if (setting.kind === "ExitIf") return { id, if: place.expression(setting.condition, place) };
    const trigger = setting.kind === "ExitWhen" ? setting.trigger : undefined;
    return { id, when: lowerTrigger(present(trigger, "the trigger of an exit"), place) };
  });
}

/** Who may come back, and when; `never` unless said. */
export function lowerReenter(journey: Journey): Program["reenter"] {
  const setting = settingOf(journey, "Reenter");
  if (setting?.policy === undefined) return { policy: "never" };
  if (setting.policy !== "after") return { policy: setting.policy };
  return { policy: "after", after: fixedDuration(present(setting.after, "the time before a re-entry")) };
}
