import { Comma, kw, UnitWord, WeekdayWord } from "../lexer/tokens.ts";
import { UNITS } from "../lexer/words.ts";
import type { DateOf, Expression, PeopleRef, PointInTime, Schedule, Weekday } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { HistoryParser } from "./histories.ts";

type Recurrence = Schedule["recurrence"];

/** When a journey starts by the calendar, and when a delay ends. */
export abstract class ScheduleParser extends HistoryParser {
  protected readonly schedule: Rule<Schedule> = this.rule("schedule", () => {
    const start = this.here();
    const recurrence = this.choice<Recurrence>(0, "“when”, “manually”, “every”, “on” or a date", [
      {
        ALT: () => {
          this.CONSUME(kw("every"));
          return this.SUBRULE(this.recurrence);
        },
      },
      { ALT: () => ({ kind: "once", date: this.SUBRULE(this.dateOf) }) },
    ]);
    const at = this.SUBRULE(this.scheduleTime);
    const people = this.OPTION(() => this.SUBRULE(this.audienceOfSchedule));
    const where = this.OPTION2(() => this.SUBRULE(this.where));
    const span = this.span(start);
    return { kind: "Schedule", span, recurrence: recurrence ?? { kind: "day" }, at, people, where };
  });

  private readonly scheduleTime: Rule<Expression> = this.rule("scheduleTime", () => {
    const at = this.need(0, kw("at"), "“at” and a time of day");
    return at === undefined ? this.nothing() : this.SUBRULE(this.sum);
  });

  private readonly audienceOfSchedule: Rule<NonNullable<Schedule["people"]>> = this.rule(
    "audienceOfSchedule",
    () => {
      this.CONSUME(kw("for"));
      const found = this.choice<NonNullable<Schedule["people"]>>(
        0,
        "“everyone”, a segment or a loyalty query",
        [
          {
            ALT: () => {
              this.CONSUME(kw("everyone"));
              return { kind: "everyone" };
            },
          },
          { ALT: () => ({ kind: "people", people: this.SUBRULE(this.people) }) },
        ],
      );
      return found ?? { kind: "people", people: this.nobody() };
    },
  );

  private nobody(): PeopleRef {
    return { kind: "PeopleRef", span: this.nothing().span, name: undefined, tier: undefined };
  }

  private readonly dateOf: Rule<DateOf> = this.rule("dateOf", () => {
    const found = this.choice<DateOf>(0, "“on” and a date, or a time before or after one", [
      {
        ALT: () => {
          this.CONSUME(kw("on"));
          return { base: this.SUBRULE(this.sum), offset: undefined };
        },
      },
      {
        ALT: () => {
          const amount = this.SUBRULE2(this.sum);
          const direction = this.SUBRULE(this.direction);
          const base = direction === undefined ? this.nothing() : this.SUBRULE3(this.sum);
          return { base, offset: { amount, direction: direction ?? "before" } };
        },
      },
    ]);
    return found ?? { base: this.nothing(), offset: undefined };
  });

  private readonly direction: Rule<"before" | "after" | undefined> = this.rule("direction", () =>
    this.choice<"before" | "after">(0, "“before” or “after” and a date", [
      {
        ALT: () => {
          this.CONSUME(kw("before"));
          return "before";
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("after"));
          return "after";
        },
      },
    ]),
  );

  private readonly recurrence: Rule<Recurrence> = this.rule("recurrence", () => {
    const found = this.choice<Recurrence>(0, "“day”, “weekday”, a weekday, “month”, “year” or an interval", [
      {
        ALT: () => {
          this.CONSUME(kw("day"));
          return { kind: "day" };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("weekday"));
          return { kind: "weekday" };
        },
      },
      { ALT: () => ({ kind: "weekdays", days: this.SUBRULE(this.weekdays) }) },
      { ALT: () => this.SUBRULE(this.interval) },
      { ALT: () => this.SUBRULE(this.monthly) },
      {
        ALT: () => {
          this.CONSUME(kw("year"));
          return { kind: "year", date: this.SUBRULE(this.dateOf) };
        },
      },
    ]);
    return found ?? { kind: "day" };
  });

  /** `2 weeks from 2026-01-05` */
  private readonly interval: Rule<Recurrence> = this.rule("interval", () => {
    const amount = this.number(0, "a number") ?? {
      kind: "Number" as const,
      span: this.nothing().span,
      text: "",
    };
    const unit = UNITS.get(this.need(0, UnitWord, "a unit, such as “weeks”")?.image ?? "") ?? "day";
    const counted = this.need(0, kw("from"), "“from” and the date to count from");
    const from = counted && this.date(0, "the date to count from");
    return { kind: "interval", amount, unit, from };
  });

  /** `month on day 1`, `month on last day` */
  private readonly monthly: Rule<Recurrence> = this.rule("monthly", () => {
    this.CONSUME(kw("month"));
    this.need(0, kw("on"), "“on day 1” or “on last day”");
    const day = this.choice<(Recurrence & { kind: "month" })["day"]>(0, "“day 1” or “last day”", [
      {
        ALT: () => {
          this.CONSUME(kw("day"));
          return this.number(0, "the number of the day");
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("last"));
          this.need(2, kw("day"), "“day”");
          return "last";
        },
      },
    ]);
    return { kind: "month", day };
  });

  protected readonly weekdays: Rule<Weekday[]> = this.rule("weekdays", () => {
    const days = [this.CONSUME(WeekdayWord).image as Weekday];
    this.MANY({
      GATE: () => this.next(WeekdayWord, 2),
      DEF: () => {
        this.CONSUME(Comma);
        days.push(this.CONSUME2(WeekdayWord).image as Weekday);
      },
    });
    return days;
  });

  /** `monday at 9:00`, `1 day before entry.event.startsAt at 18:00`, `3 days` */
  protected readonly pointInTime: Rule<PointInTime> = this.rule("pointInTime", () => {
    const start = this.here();
    const found = this.choice<Omit<PointInTime, "kind" | "span">>(
      0,
      "a moment, such as “monday at 9:00”, or a duration",
      [
        {
          ALT: () => {
            const weekday = this.CONSUME(WeekdayWord).image as Weekday;
            this.need(0, kw("at"), "“at” and a time of day");
            return { weekday, base: undefined, offset: undefined, at: this.SUBRULE(this.sum) };
          },
        },
        { ALT: () => this.SUBRULE(this.relativePoint) },
      ],
    );
    const nowhere = { weekday: undefined, base: undefined, offset: undefined, at: undefined };
    return { kind: "PointInTime", span: this.span(start), ...(found ?? nowhere) };
  });

  private readonly relativePoint: Rule<Omit<PointInTime, "kind" | "span">> = this.rule(
    "relativePoint",
    () => {
      let base = this.SUBRULE(this.sum);
      let offset: PointInTime["offset"];
      this.OPTION(() => {
        const direction = this.pick<"before" | "after">(0, [
          {
            ALT: () => {
              this.CONSUME(kw("before"));
              return "before";
            },
          },
          {
            ALT: () => {
              this.CONSUME(kw("after"));
              return "after";
            },
          },
        ]);
        offset = { amount: base, direction };
        base = this.SUBRULE2(this.sum);
      });
      const at = this.OPTION2(() => {
        this.CONSUME(kw("at"));
        return this.SUBRULE3(this.sum);
      });
      return { weekday: undefined, base, offset, at };
    },
  );
}
