import type { Act, Tense } from "./acts.ts";
import type { CalendarUnit, GroupRef, Name, NodeBase, PeopleRef, TextLiteral, Unit } from "./base.ts";

export type Literal =
  | TextLiteral
  | NumberLiteral
  | MoneyLiteral
  | DurationLiteral
  | AgoLiteral
  | PercentLiteral
  | TimeLiteral
  | DateLiteral
  | BooleanLiteral;

/** `text` is the digits as written, without `_`, with a leading `-` if there is one: exact, no rounding. */
export interface NumberLiteral extends NodeBase {
  readonly kind: "Number";
  readonly text: string;
}
export interface MoneyLiteral extends NodeBase {
  readonly kind: "Money";
  readonly amount: string;
  readonly currency: string;
}
export interface DurationPart {
  readonly amount: string;
  readonly unit: Unit;
}
export interface DurationLiteral extends NodeBase {
  readonly kind: "Duration";
  readonly parts: readonly DurationPart[];
}
/** `120 days ago` */
export interface AgoLiteral extends NodeBase {
  readonly kind: "Ago";
  readonly parts: readonly DurationPart[];
}
export interface PercentLiteral extends NodeBase {
  readonly kind: "Percent";
  /** The digits before the sign: `12.5`. */
  readonly text: string;
}
/** `hour:minute[:second]`; out-of-range values are kept, and the checker says so. */
export interface TimeLiteral extends NodeBase {
  readonly kind: "Time";
  readonly text: string;
}
/** `2026-12-24` */
export interface DateLiteral extends NodeBase {
  readonly kind: "Date";
  readonly text: string;
}
export interface BooleanLiteral extends NodeBase {
  readonly kind: "Boolean";
  readonly value: boolean;
}

export type Expression =
  | Literal
  | Reference
  | ListExpression
  | ObjectExpression
  | Parenthesized
  | MeasureExpression
  | BinaryExpression
  | NotExpression
  | AtExpression
  | BetweenExpression
  | MatchesExpression
  | IsExpression
  | InExpression
  | HistoryExpression
  | TaggedExpression
  | MissingExpression;

/** An operand that should stand here and does not. Its span is empty. */
export interface MissingExpression extends NodeBase {
  readonly kind: "Missing";
}
/** `contact.plan`, `entry.order.total`, `now`. At least one name; a name after a dot may be missing. */
export interface Reference extends NodeBase {
  readonly kind: "Reference";
  readonly path: readonly Name[];
  /** A dot stands at the end with no member behind it. */
  readonly unfinished: boolean;
}
export interface ListExpression extends NodeBase {
  readonly kind: "List";
  readonly elements: readonly Expression[];
}
export interface ObjectExpression extends NodeBase {
  readonly kind: "Object";
  readonly pairs: readonly Pair[];
}
export interface Pair extends NodeBase {
  readonly kind: "Pair";
  readonly key: Name;
  readonly value: Expression;
}
export interface Parenthesized extends NodeBase {
  readonly kind: "Parenthesized";
  readonly inner: Expression;
}
export type BinaryOperator =
  | "or"
  | "and"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "contains"
  | "starts with"
  | "ends with"
  | "+"
  | "-"
  | "*"
  | "/";
/** `operatorSpan` covers the sign or the words. */
export interface BinaryExpression extends NodeBase {
  readonly kind: "Binary";
  readonly operator: BinaryOperator;
  readonly operatorSpan: { readonly start: number; readonly end: number };
  readonly left: Expression;
  readonly right: Expression;
}
export interface NotExpression extends NodeBase {
  readonly kind: "Not";
  readonly operand: Expression;
}
/** `2026-12-24 at 18:00`: a date and a time joined into a moment. */
export interface AtExpression extends NodeBase {
  readonly kind: "At";
  readonly date: Expression;
  readonly time: Expression;
}
export interface BetweenExpression extends NodeBase {
  readonly kind: "Between";
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
}
export interface MatchesExpression extends NodeBase {
  readonly kind: "Matches";
  readonly operand: Expression;
  readonly pattern: TextLiteral | undefined;
}
/** `is set`, `is not subscribed to sms`, `is purchase`. */
export interface IsExpression extends NodeBase {
  readonly kind: "Is";
  readonly operand: Expression;
  readonly negated: boolean;
  readonly state:
    | { readonly kind: "set" }
    | { readonly kind: "subscribed"; readonly channel: Name | undefined }
    | { readonly kind: "kind"; readonly name: Name | undefined };
}
/**
 * `x in list`, `contact in Lapsed`, `contact in TopSpenders.gold`, `contact in "Interests"."Baking"`,
 * `contact in journey Other`. `contact in Lapsed` is read with an `Expression` container that is a `Reference`:
 * the checker knows from the operand (a lone `contact` or a person) that it names people; `peopleOf` makes the PeopleRef.
 */
export interface InExpression extends NodeBase {
  readonly kind: "In";
  readonly operand: Expression;
  readonly negated: boolean;
  readonly container:
    | { readonly kind: "value"; readonly value: Expression }
    | { readonly kind: "people"; readonly people: PeopleRef }
    | { readonly kind: "group"; readonly group: GroupRef }
    | { readonly kind: "journey"; readonly journey: Name | undefined };
}
/** A lone `contact`, or a person that a test has given. */
export interface Subject extends NodeBase {
  readonly kind: "Subject";
  readonly name: Name;
}
export interface Times {
  readonly bound: "at least" | "at most" | "exactly";
  readonly count: NumberLiteral | undefined;
}
/** `contact bought any product from Boutique where (…) at least 3 times within 7 days` */
export interface HistoryExpression extends NodeBase {
  readonly kind: "History";
  readonly subject: Subject;
  readonly act: Act;
  /** `past` is right; `present` if another form was written where a condition belongs, and the checker says so. */
  readonly tense: Tense;
  /** `did not open` */
  readonly negated: boolean;
  readonly where: Expression | undefined;
  /** The filter stood in parentheses, as it must. */
  readonly whereParenthesized: boolean;
  readonly times: Times | undefined;
  readonly when:
    | { readonly kind: "in"; readonly period: Period }
    | { readonly kind: "today" }
    | { readonly kind: "yesterday" }
    | { readonly kind: "within"; readonly duration: Expression }
    | undefined;
  readonly since: Expression | undefined;
  readonly before: Expression | undefined;
}
/** `contact has tag "x"`, `contact has no tag "x"` */
export interface TaggedExpression extends NodeBase {
  readonly kind: "Tagged";
  readonly subject: Subject;
  readonly negated: boolean;
  readonly tag: TextLiteral | undefined;
}

export type MeasureName =
  | "orders"
  | "units"
  | "distinct products"
  | "total spent"
  | "largest order"
  | "average order value"
  | "average days between orders"
  | "opens"
  | "clicks"
  | "days since first order"
  | "days since last order";
export interface Measure extends NodeBase {
  readonly kind: "Measure";
  readonly name: MeasureName;
}
/** `total spent from Boutique over last year`; recency measures have no period. */
export interface MeasureExpression extends NodeBase {
  readonly kind: "MeasureOver";
  readonly measure: Measure;
  readonly store: Name | undefined;
  readonly period: Period | undefined;
}
export interface Period extends NodeBase {
  readonly kind: "Period";
  readonly range:
    | { readonly kind: "all time" }
    | { readonly kind: "dates"; readonly from: DateLiteral; readonly to: DateLiteral | undefined }
    /** `last quarter`: whole, by the calendar. */
    | { readonly kind: "last"; readonly unit: CalendarUnit }
    /** `last 90 days`: counted back from now. */
    | { readonly kind: "rolling"; readonly amount: NumberLiteral; readonly unit: Unit }
    | { readonly kind: "to date"; readonly unit: CalendarUnit };
  readonly oneYearEarlier: boolean;
}
