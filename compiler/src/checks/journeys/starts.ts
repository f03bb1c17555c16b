import type { DateOf, Journey, Schedule, Setting, Span, Trigger } from "@trajet/grammar";
import { formOf } from "../../analyses/conditions/form.ts";
import { type Formula, TRUE } from "../../analyses/conditions/formula.ts";
import { DURATION, describe, isDay } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { wholeCondition } from "../conditions/whole.ts";
import { assign } from "../expressions/assign.ts";
import { referenceKey } from "../expressions/optionals.ts";
import { checkLength, checkWeekdays } from "../expressions/stretches.ts";
import { wholeNumber } from "../expressions/whole-numbers.ts";
import { checkDate } from "../expressions/written-values.ts";
import { checkAct } from "../names/acts.ts";
import { checkPeople } from "../names/members.ts";
import { type EntryKind, type Scope, withEntry, withSet } from "../scope.ts";
import { checkTrigger, entryKind } from "./triggers.ts";

/** One way into a journey, and what is known of the contact and the entry then. */
export interface Start {
  readonly kind: EntryKind;
  readonly known: ReadonlySet<string>;
  /** What its filter says, of the contact and of what becomes the entry. */
  readonly filter: Formula;
  /** Its filter, or all of it. */
  readonly at: Span;
  readonly whole: Span;
  /** The line that says it, if it says nothing else. */
  readonly setting: Setting | undefined;
  readonly trigger: Trigger | undefined;
  /** When it comes round, in the form of its schedule: the same for two that come round together. */
  readonly schedule: string | undefined;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Checks the start points. A journey without one is reported: nobody can enter it. */
export function checkStarts(journey: Journey, scope: Scope, check: Check): readonly Start[] {
  const starts: Start[] = [];
  for (const setting of journey.settings) {
    switch (setting.kind) {
      case "StartWhen":
        for (const trigger of [setting.trigger, ...setting.orWhen]) {
          if (trigger === undefined) continue;
          const { kind, known, filter } = checkTrigger(trigger, "start", scope, check);
          starts.push({
            kind: { ...kind, at: trigger.span },
            known: known.set,
            filter,
            at: (trigger.where ?? trigger).span,
            whole: trigger.span,
            setting: setting.orWhen.length === 0 ? setting : undefined,
            trigger,
            schedule: undefined,
          });
        }
        break;
      case "StartManually":
        starts.push({
          kind: { kind: "manual", members: {}, at: setting.span },
          known: NOTHING,
          filter: TRUE,
          at: setting.span,
          whole: setting.span,
          setting,
          trigger: undefined,
          schedule: undefined,
        });
        break;
      case "StartSchedule":
        starts.push({
          kind: { kind: "schedule", members: {}, at: setting.span },
          ...checkSchedule(setting.schedule, scope, check),
          at: (setting.schedule.where ?? setting).span,
          whole: setting.span,
          setting,
          trigger: undefined,
          schedule: formOf({ ...setting.schedule, where: undefined }),
        });
        break;
      default:
        break;
    }
  }
  if (journey.name !== undefined && !journey.settings.some(({ kind }) => kind.startsWith("Start"))) {
    check.report("TJ4029", journey.name.span, { journey: journey.name.text });
  }
  return starts;
}

/** The ways in which runs of a journey begin. */
export function entryKindsOf(journey: Journey, scope: Scope, check: Check): readonly EntryKind[] {
  return journey.settings.flatMap((setting): readonly EntryKind[] => {
    switch (setting.kind) {
      case "StartWhen":
        return [setting.trigger, ...setting.orWhen].flatMap((trigger) =>
          trigger === undefined ? [] : [entryKind(trigger, checkAct(trigger.act, scope, check))],
        );
      case "StartManually":
        return [{ kind: "manual", members: {} }];
      case "StartSchedule":
        return [{ kind: "schedule", members: {} }];
      default:
        return [];
    }
  });
}

function checkSchedule(schedule: Schedule, scope: Scope, check: Check): Pick<Start, "known" | "filter"> {
  checkRecurrence(schedule, scope, check);
  assign(schedule.at, { type: "time" }, "what stands after `at`", scope, check);
  if (schedule.people?.kind === "people") checkPeople(schedule.people.people, scope.audience, check);
  if (schedule.people === undefined && needsPeople(schedule)) {
    check.report("TJ4046", schedule.span, {});
  }
  const dated = withSet(scope, datesOf(schedule));
  if (schedule.where === undefined) return { known: dated.set, filter: TRUE };
  const asked = withEntry(dated, [{ kind: "schedule", members: {} }]);
  const { whenTrue, formula } = wholeCondition(schedule.where, asked, check);
  return { known: whenTrue.set, filter: formula };
}

/** Who is started on a day of their own has that day. */
function datesOf({ recurrence }: Schedule): readonly string[] {
  if (recurrence.kind !== "once" && recurrence.kind !== "year") return [];
  const key = referenceKey(recurrence.date.base);
  return key === undefined ? [] : [key];
}

/** A date of the contact's own says whom it starts; what comes round by the calendar has to be told. */
function needsPeople({ recurrence }: Schedule): boolean {
  if (recurrence.kind === "year") return false;
  return recurrence.kind !== "once" || recurrence.date.base.kind === "Date";
}

function checkRecurrence({ recurrence, span }: Schedule, scope: Scope, check: Check): void {
  switch (recurrence.kind) {
    case "once":
    case "year":
      checkDateOf(recurrence.date, scope, check);
      return;
    case "interval":
      wholeNumber(recurrence.amount, 1, "an interval", check);
      if (recurrence.from !== undefined) checkDate(recurrence.from, check);
      if (!["day", "week", "month"].includes(recurrence.unit)) {
        check.report("TJ4047", recurrence.amount.span, { unit: recurrence.unit });
      }
      return;
    case "month":
      if (recurrence.day !== undefined && recurrence.day !== "last") checkDayOfMonth(recurrence.day, check);
      return;
    case "weekdays":
      checkWeekdays(recurrence.days, span, check);
      return;
    case "day":
    case "weekday":
      return;
    default:
      recurrence satisfies never;
  }
}

function checkDayOfMonth(day: Parameters<typeof wholeNumber>[0], check: Check): void {
  const value = wholeNumber(day, 1, "a day of the month", check);
  if (day !== undefined && value !== undefined && value > 31) {
    check.report("TJ4048", day.span, { day: value });
  }
}

/** A contact without the date is not started, so an optional field may stand here. */
function checkDateOf(date: DateOf, scope: Scope, check: Check): void {
  const type = check.typeOf(date.base, scope);
  if (!type.unknown && !isDay(type)) {
    check.report("TJ3001", date.base.span, {
      what: "the day of a start",
      expected: "date or a moment",
      found: describe(type),
    });
  }
  if (date.offset !== undefined) {
    assign(date.offset.amount, DURATION, "the time before or after it", scope, check);
    checkLength(date.offset.amount, "it changes nothing", undefined, check);
  }
}
