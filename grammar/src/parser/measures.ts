import { CalendarWord, kw, UnitWord } from "../lexer/tokens.ts";
import { UNITS } from "../lexer/words.ts";
import type {
  CalendarUnit,
  DateLiteral,
  Measure,
  MeasureExpression,
  MeasureName,
  Name,
  Period,
} from "../tree/index.ts";
import { ExpressionParser } from "./expressions.ts";
import type { Rule } from "./forms.ts";

/** Numbers about a customer, and the periods that they are taken over. */
export abstract class MeasureParser extends ExpressionParser {
  /** `orders`, `total spent`, …: what is added up over a period, from stores. */
  private readonly volume: Rule<MeasureName> = this.rule("volume", () => {
    const found = this.choice<MeasureName>(0, "a measure", [
      { ALT: () => this.measureWords("orders", kw("orders")) },
      { ALT: () => this.measureWords("units", kw("units")) },
      { ALT: () => this.measureWords("distinct products", kw("distinct"), kw("products")) },
      { ALT: () => this.measureWords("total spent", kw("total"), kw("spent")) },
      { ALT: () => this.measureWords("largest order", kw("largest"), kw("order")) },
      { ALT: () => this.SUBRULE(this.average) },
    ]);
    return found ?? "orders";
  });

  private measureWords(
    name: MeasureName,
    first: ReturnType<typeof kw>,
    second?: ReturnType<typeof kw>,
  ): MeasureName {
    this.CONSUME(first);
    if (second !== undefined) this.need(0, second, second.name);
    return name;
  }

  private readonly average: Rule<MeasureName> = this.rule("average", () => {
    this.CONSUME(kw("average"));
    const found = this.choice<MeasureName>(0, "“order value” or “days between orders”", [
      {
        ALT: () => {
          this.CONSUME(kw("order"));
          this.need(0, kw("value"), "“value”");
          return "average order value";
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("days"));
          this.need(0, kw("between"), "“between orders”");
          this.need(0, kw("orders"), "“orders”");
          return "average days between orders";
        },
      },
    ]);
    return found ?? "average order value";
  });

  private readonly recency: Rule<MeasureName> = this.rule("recency", () => {
    this.CONSUME(kw("days"));
    this.need(0, kw("since"), "“since first order” or “since last order”");
    const first = this.choice<boolean>(0, "“first order” or “last order”", [
      { ALT: () => this.CONSUME(kw("first")) !== undefined },
      { ALT: () => this.CONSUME(kw("last")) === undefined },
    ]);
    this.need(0, kw("order"), "“order”");
    return first === true ? "days since first order" : "days since last order";
  });

  private readonly messageMeasure: Rule<MeasureName> = this.oneOf<MeasureName>("messageMeasure", [
    { ALT: () => this.measureWords("opens", kw("opens")) },
    { ALT: () => this.measureWords("clicks", kw("clicks")) },
  ]);

  /** Any measure, as `rank by` takes it. */
  protected readonly measure: Rule<Measure | undefined> = this.rule("measure", () => {
    const start = this.here();
    const name = this.choice<MeasureName>(0, "a measure, such as “total spent”", [
      { ALT: () => this.SUBRULE(this.volume) },
      { ALT: () => this.SUBRULE(this.messageMeasure) },
      { ALT: () => this.SUBRULE(this.recency) },
    ]);
    return name === undefined ? undefined : { kind: "Measure", span: this.span(start), name };
  });

  /** `total spent from Boutique over last year` */
  protected readonly measured: Rule<MeasureExpression> = this.rule("measured", () => {
    const start = this.here();
    let measure: Measure = { kind: "Measure", span: this.span(start), name: "orders" };
    let store: Name | undefined;
    let period: Period | undefined;
    const named = (name: MeasureName): void => {
      measure = { kind: "Measure", span: this.span(start), name };
    };
    this.pick<void>(0, [
      {
        ALT: () => {
          named(this.SUBRULE(this.recency));
          store = this.OPTION(() => this.SUBRULE(this.fromStore));
        },
      },
      {
        ALT: () => {
          named(this.SUBRULE(this.volume));
          store = this.OPTION2(() => this.SUBRULE2(this.fromStore));
          this.noSecondStore(() => this.nextWord("over", 3));
          period = this.SUBRULE(this.over);
        },
      },
      {
        ALT: () => {
          named(this.SUBRULE(this.messageMeasure));
          period = this.SUBRULE2(this.over);
        },
      },
    ]);
    return { kind: "MeasureOver", span: this.span(start), measure, store, period };
  });

  private readonly over: Rule<Period | undefined> = this.rule("over", () => {
    const over = this.need(0, kw("over"), "“over” and a period, such as “over last 90 days”");
    return over && this.SUBRULE(this.period);
  });

  protected abstract readonly fromStore: Rule<Name | undefined>;
  protected abstract noSecondStore(isStore: () => boolean): void;

  /** A period to add up over. */
  protected readonly period: Rule<Period | undefined> = this.rule("period", () => {
    const start = this.here();
    return this.choice<Period | undefined>(0, "a period, such as “last 90 days”", [
      { ALT: () => this.SUBRULE(this.spanOfTime) },
      {
        ALT: () => {
          this.CONSUME(kw("all"));
          this.need(0, kw("time"), "“time”");
          return {
            kind: "Period",
            span: this.span(start),
            range: { kind: "all time" },
            oneYearEarlier: false,
          };
        },
      },
    ]);
  });

  /** A period in which something may happen. */
  protected readonly spanOfTime: Rule<Period | undefined> = this.rule("spanOfTime", () => {
    const start = this.here();
    let oneYearEarlier = false;
    const range = this.choice<Period["range"] | undefined>(0, "a period, such as “last month”", [
      { ALT: () => this.SUBRULE(this.dates) },
      {
        ALT: () => {
          const found = this.choice<Period["range"] | undefined>(1, "a period", [
            { ALT: () => this.SUBRULE(this.last) },
            { ALT: () => this.SUBRULE(this.toDate) },
          ]);
          oneYearEarlier = this.SUBRULE(this.earlier);
          return found;
        },
      },
    ]);
    return range && { kind: "Period", span: this.span(start), range, oneYearEarlier };
  });

  private readonly dates: Rule<Period["range"]> = this.rule("dates", () => {
    const from = this.date(0, "a date") as DateLiteral;
    const to = this.need(0, kw("to"), "“to” and the last day") && this.date(1, "the last day of the period");
    return { kind: "dates", from, to };
  });

  private readonly last: Rule<Period["range"] | undefined> = this.rule("last", () => {
    this.CONSUME(kw("last"));
    return this.choice<Period["range"] | undefined>(
      0,
      "“week”, “month”, “quarter”, “year” or a number of days",
      [
        {
          ALT: () => {
            const amount = this.number(0, "a number");
            const unit = this.need(0, UnitWord, "a unit, such as “days”");
            const known = UNITS.get(unit?.image ?? "");
            return amount && { kind: "rolling", amount, unit: known ?? "day" };
          },
        },
        {
          ALT: () => ({ kind: "last", unit: this.CONSUME(CalendarWord).image as CalendarUnit }),
        },
      ],
    );
  });

  private readonly toDate: Rule<Period["range"]> = this.rule("toDate", () => {
    const unit = this.CONSUME(CalendarWord).image as CalendarUnit;
    if (this.need(0, kw("to"), "“to date”")) this.need(0, kw("date"), "“date”");
    return { kind: "to date", unit };
  });

  private readonly earlier: Rule<boolean> = this.rule("earlier", () => {
    const earlier = this.OPTION({
      // `one` also begins “one run per …”.
      GATE: () => this.nextWord("year", 2),
      DEF: () => {
        this.CONSUME(kw("one"));
        this.CONSUME(kw("year"));
        this.need(0, kw("earlier"), "“earlier”");
        return true;
      },
    });
    return earlier === true;
  });
}
