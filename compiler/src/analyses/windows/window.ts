import type { Weekday } from "@trajet/grammar";
import { DAY, HOUR, MINUTE } from "../flow/amounts.ts";
import type { Clock } from "../flow/clock.ts";
import { timeOf } from "../flow/passes.ts";
import type { SettingOf } from "../subject.ts";

/** `send between 9:00 and 20:00 on weekdays`, where both times are written out. */
export interface Window {
  readonly setting: SettingOf<"SendWindow">;
  readonly from: number;
  /** The end of the day is a whole day, so that a window up to midnight does not wrap. */
  readonly to: number;
  /** From monday, 0. */
  readonly days: ReadonlySet<number>;
}

const WEEK: readonly Weekday[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];

export function windowOf(setting: SettingOf<"SendWindow"> | undefined): Window | undefined {
  const [from, to] = [timeOf(setting?.from), timeOf(setting?.to)];
  if (setting === undefined || from === undefined || to === undefined) return undefined;
  return { setting, from, to: to === 0 ? DAY : to, days: new Set(daysOf(setting.days)) };
}

function daysOf(days: SettingOf<"SendWindow">["days"]): readonly number[] {
  if (days === undefined) return [0, 1, 2, 3, 4, 5, 6];
  if (days === "weekdays") return [0, 1, 2, 3, 4];
  if (days === "weekends") return [5, 6];
  return days.map((day) => WEEK.indexOf(day));
}

/** Whether a window is surely closed when the clock shows what is known of it. */
export function isClosed(window: Window, { time, weekday }: Clock): boolean {
  if (window.from > window.to) {
    // A night belongs to the day on which it began: what is known of the day decides nothing here.
    return time !== undefined && time >= window.to && time < window.from;
  }
  if (weekday !== undefined && !window.days.has(weekday)) return true;
  return time !== undefined && (time < window.from || time >= window.to);
}

/** `monday at 9:00`, or `9:00` where the day is not known: when a closed window opens next. */
export function opensAt(window: Window, { time, weekday }: Clock): string {
  const opens = clockText(window.from);
  if (weekday === undefined || window.days.size === 7) return opens;
  const today = time !== undefined && time < window.from ? 0 : 1;
  for (let ahead = today; ahead <= 7; ahead++) {
    const day = (weekday + ahead) % 7;
    if (window.days.has(day)) return `${WEEK[day]} at ${opens}`;
  }
  return opens;
}

/** `saturday at 10:00`, `22:00`, `saturday`. */
export function clockWords({ time, weekday }: Clock): string {
  const day = weekday === undefined ? undefined : WEEK[weekday];
  if (time === undefined) return day ?? "";
  return day === undefined ? clockText(time) : `${day} at ${clockText(time)}`;
}

function clockText(time: number): string {
  const minutes = Math.floor((time % HOUR) / MINUTE);
  return `${Math.floor(time / HOUR)}:${String(minutes).padStart(2, "0")}`;
}
