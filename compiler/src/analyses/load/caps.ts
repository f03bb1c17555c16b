import type { Journey, Unit } from "@trajet/grammar";
import { type AnyMessage, channelOf } from "../../model/messages.ts";
import type { ProjectConfig } from "../../project/config.ts";
import { DAY, HOUR, WEEK } from "../flow/amounts.ts";

/** At most so many messages in any such stretch of time, of those that it holds for. */
export interface MessageCap {
  readonly max: number;
  /** In milliseconds. */
  readonly per: number;
  readonly holdsFor: (message: AnyMessage) => boolean;
}

const PERIODS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: HOUR,
  day: DAY,
  week: WEEK,
  month: 28 * DAY,
  year: 365 * DAY,
} satisfies Partial<Record<Unit, number>>;

/** The caps that hold for a journey: its own, and those of trajet.json. */
export function capsOf(journey: Journey, config: ProjectConfig): readonly MessageCap[] {
  const own = journey.settings.flatMap((setting): MessageCap[] => {
    if (setting.kind !== "Cap" || setting.count === undefined || setting.unit === undefined) return [];
    const label = setting.across?.value;
    return [
      {
        max: Number(setting.count.text),
        per: PERIODS[setting.unit] ?? 1_000,
        holdsFor: (message) => label === undefined || labelsOf(message).includes(label),
      },
    ];
  });
  return [...own, ...projectCaps(config)];
}

export function projectCaps(config: ProjectConfig): readonly MessageCap[] {
  return config.caps.map(({ channel, label, max, per }) => ({
    max,
    per: PERIODS[per] ?? DAY,
    holdsFor: (message) =>
      (channel === undefined || channelOf(message) === channel) &&
      (label === undefined || labelsOf(message).includes(label)),
  }));
}

/** The most that a cap lets through in a stretch of time. */
export function mostWithin({ max, per }: MessageCap, window: number): number {
  return max * Math.ceil(window / per);
}

function labelsOf(message: AnyMessage): readonly string[] {
  return message.items.flatMap((item) =>
    item.kind === "Label" && item.name !== undefined ? [item.name.value] : [],
  );
}
