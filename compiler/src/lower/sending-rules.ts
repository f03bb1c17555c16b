import type { Journey, Setting, Weekday } from "@trajet/grammar";
import type { LimitUnit, MessageProgram, Resume, SendLimit, SendWindow, Step } from "../program/types.ts";
import type { ProjectConfig, ProjectWindow } from "../project/config.ts";
import { lowerDuration } from "./constants.ts";
import { type Lowering, LoweringError, present } from "./lowering.ts";
import { WEEKDAYS } from "./points.ts";
import { wholeOf } from "./whole-numbers.ts";

type SettingOf<K extends Setting["kind"]> = Extract<Setting, { kind: K }>;

/** `send between 9:00 and 20:00 on weekdays otherwise skip` */
export function lowerSendWindow(setting: SettingOf<"SendWindow">, place: Lowering): SendWindow {
  return {
    from: place.expression(setting.from, place),
    to: place.expression(setting.to, place),
    days: daysOf(setting.days),
    otherwise: setting.orSkip ? "skip" : "hold",
  };
}

/** The hours of trajet.json, for journeys that have none of their own. */
export function lowerProjectWindow({ from, to, on, otherwise = "hold" }: ProjectWindow): SendWindow {
  const time = (text: string) => ({ op: "constant", value: { time: text.padStart(5, "0") } }) as const;
  return { from: time(from), to: time(to), days: daysOf(on), otherwise };
}

function daysOf(days: readonly Weekday[] | "weekdays" | "weekends" | undefined): readonly number[] {
  switch (days) {
    case undefined:
      return [1, 2, 3, 4, 5, 6, 7];
    case "weekdays":
      return [1, 2, 3, 4, 5];
    case "weekends":
      return [6, 7];
    default:
      return [...new Set(days.map((day) => WEEKDAYS[day]))].toSorted();
  }
}

/** The limits of the journey in the order of the text, then those of the project. */
export function lowerLimits(
  journey: Journey,
  { config }: { readonly config: ProjectConfig },
): readonly SendLimit[] {
  const own = journey.settings.flatMap((setting) => (setting.kind === "Cap" ? [ownLimit(setting)] : []));
  return [...own, ...config.caps.map(projectLimit)];
}

function ownLimit({ count, unit, across, orSkip }: SettingOf<"Cap">): SendLimit {
  return {
    messages: wholeOf(count, "the number of a limit"),
    per: present(unit, "the time of a limit"),
    of: across === undefined ? { of: "journey" } : { of: "label", label: across.value },
    otherwise: orSkip ? "skip" : "hold",
  };
}

function projectLimit({
  max,
  per,
  channel,
  label,
  otherwise = "hold",
}: ProjectConfig["caps"][number]): SendLimit {
  return {
    messages: max,
    per: unitOf(per),
    of: label === undefined ? { of: "project", channel: channel ?? null } : { of: "label", label },
    otherwise,
  };
}

function unitOf(per: string): LimitUnit {
  switch (per) {
    case "hour":
    case "day":
    case "week":
    case "month":
      return per;
    default:
      throw new LoweringError(`a program has no limit per ${per}`);
  }
}

/** `after pause skip messages older than 2 days over 1 hour` */
export function lowerResume(setting: SettingOf<"Resume">, place: Lowering): Resume {
  const { olderThan, over } = setting;
  return {
    policy: present(setting.policy, "what becomes of the paused"),
    ...(olderThan === undefined ? {} : { olderThan: lowerDuration(olderThan, place) }),
    ...(over === undefined ? {} : { over: lowerDuration(over, place) }),
  };
}

/** The rules under which the messages of a journey leave. */
export interface SendingRules {
  readonly window: SendWindow | undefined;
  readonly limits: readonly SendLimit[];
}

/** Whether a window or a limit may hold a message. Transactional ones are not asked about. */
function isHeldBy({ window, limits }: SendingRules, message: MessageProgram): boolean {
  if (message.kind === "transactional") return false;
  return (
    window?.otherwise === "hold" ||
    limits.some((limit) => limit.otherwise === "hold" && counts(limit, message))
  );
}

function counts({ of }: SendLimit, message: MessageProgram): boolean {
  switch (of.of) {
    case "journey":
      return true;
    case "label":
      return message.labels.includes(of.label);
    case "project":
      return of.channel === null || of.channel === message.channel;
    default:
      return of satisfies never;
  }
}

/** The steps, with each sending marked that may be held. */
export function markHolds(
  steps: Readonly<Record<string, Step>>,
  messages: Readonly<Record<string, MessageProgram>>,
  rules: SendingRules,
): Readonly<Record<string, Step>> {
  const marked = Object.entries(steps).map(([id, step]) => {
    const message = step.kind === "send" ? messages[step.message] : undefined;
    return [
      id,
      message !== undefined && isHeldBy(rules, message) ? { ...step, mayHold: true } : step,
    ] as const;
  });
  return Object.fromEntries(marked) as Readonly<Record<string, Step>>;
}
