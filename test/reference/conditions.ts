import type { Expression, HistoryExpression, Period } from "@trajet/grammar";
import { dayOf, type Millis, momentOn, moved, negative, startOfDay, startOfUnit } from "./calendar.ts";
import { fits } from "./triggers.ts";
import {
  compared,
  computed,
  equal,
  isDay,
  isList,
  isMoment,
  isSpan,
  isTime,
  literal,
  member,
  momentOf,
} from "./values.ts";
import type { Happening, Person, Run, Value, World } from "./world.ts";

/* What a condition or a value comes to: docs/language.md, "Conditions". Asked of the tree that the parser gives. */

export interface Scope {
  readonly world: World;
  readonly person: Person;
  /** IANA name. */
  readonly zone: string;
  readonly run?: Run | undefined;
  /** What started the run, or is about to. */
  readonly entry?: Happening | undefined;
  /** Of the innermost trigger or condition. */
  readonly deed?: Happening | undefined;
  readonly args?: ReadonlyMap<string, Value> | undefined;
  /** Where the run is, as names begin that a fragment's steps gave. */
  readonly path?: string | undefined;
}

export const holds = (expression: Expression | undefined, scope: Scope): boolean =>
  expression === undefined || worth(expression, scope) === true;

export function worth(expression: Expression, scope: Scope): Value {
  const written = literal(expression);
  if (written !== undefined) return written;
  const inner = (of: Expression): Value => worth(of, scope);
  switch (expression.kind) {
    case "Parenthesized":
      return inner(expression.inner);
    case "Reference":
      return referred(
        expression.path.map(({ text }) => text),
        scope,
      );
    case "List":
      return expression.elements.map(inner);
    case "Ago":
      return computed(
        "-",
        { moment: scope.world.now },
        literal({ ...expression, kind: "Duration" }) ?? null,
        scope.zone,
      );
    case "Binary":
      return binary(expression, scope);
    case "Not":
      return inner(expression.operand) !== true;
    case "At":
      return onDay(inner(expression.date), inner(expression.time), scope.zone);
    case "Between": {
      const of = inner(expression.operand);
      return compared(">=", of, inner(expression.low)) && compared("<=", of, inner(expression.high));
    }
    case "Is":
      return isIt(expression, scope) !== expression.negated;
    case "In":
      return isIn(expression, scope) !== expression.negated;
    case "Tagged":
      return scope.person.tags.has(expression.tag?.value ?? "") !== expression.negated;
    case "History":
      return happened(expression, scope);
    default:
      throw new Error(`the reference does not know ${expression.kind}`);
  }
}

function binary(expression: Extract<Expression, { kind: "Binary" }>, scope: Scope): Value {
  const { operator } = expression;
  const left = worth(expression.left, scope);
  // `or` between values is what stands in for a missing one.
  if (operator === "or") return left === null || left === false ? worth(expression.right, scope) : left;
  if (operator === "and") return left === true && worth(expression.right, scope) === true;
  const right = worth(expression.right, scope);
  switch (operator) {
    case "contains":
      return isList(left) ? left.some((each) => equal(each, right)) : texts(left, right, "includes");
    case "starts with":
      return texts(left, right, "startsWith");
    case "ends with":
      return texts(left, right, "endsWith");
    case "+":
    case "-":
    case "*":
    case "/":
      return computed(operator, left, right, scope.zone);
    default:
      return comparedInTime(operator, left, right, scope.zone);
  }
}

const texts = (one: Value, other: Value, by: "includes" | "startsWith" | "endsWith"): boolean =>
  typeof one === "string" && typeof other === "string" && one[by](other);

/** A date beside a moment is the first moment of its day. */
function comparedInTime(operator: string, left: Value, right: Value, zone: string): boolean {
  const asMoment = (value: Value): Value => (isDay(value) ? { moment: momentOf(value, zone) ?? 0 } : value);
  if (isMoment(left) || isMoment(right)) return compared(operator, asMoment(left), asMoment(right));
  return compared(operator, left, right);
}

function onDay(date: Value, time: Value, zone: string): Value {
  if (date === null || !isTime(time)) return null;
  const day = isDay(date) ? date : dayOf(momentOf(date, zone) ?? 0, zone);
  return { moment: momentOn(day, time, zone) };
}

function referred([root = "", ...path]: readonly string[], scope: Scope): Value {
  const { world, person, run } = scope;
  if (root === "contact") return person.fields.get(path[0] ?? "") ?? null;
  if (root === "now") return { moment: world.now };
  if (root === "today") return dayOf(world.now, scope.zone);
  if (root === "entry" && path.length === 0) return run === undefined ? null : { moment: run.enteredAt };
  if (root === "entry") return within(carried(scope.entry), path);
  if (root === "event" || root === "order") return within(carried(scope.deed), [root, ...path]);
  const given = scope.args?.get(root) ?? run?.remembered.get(`${scope.path ?? ""}${root}`) ?? null;
  return within(given, path);
}

/** What a happening has for `entry`, and for a filter. */
function carried(happening: Happening | undefined): Value {
  if (happening?.verb === "do") return { event: happening.payload };
  if (happening?.verb === "buy") return { order: happening.order };
  return {};
}

const within = (value: Value, path: readonly string[]): Value => path.reduce(member, value);

function isIt({ operand, state }: Extract<Expression, { kind: "Is" }>, scope: Scope): boolean {
  switch (state.kind) {
    case "set":
      return worth(operand, scope) !== null;
    case "subscribed":
      return scope.person.consent.get(state.channel?.text ?? "email") === "subscribed";
    case "kind":
      return kindOf(scope.entry) === state.name?.text;
    default:
      return state satisfies never;
  }
}

/** docs/language.md, "What started the run". */
function kindOf(entry: Happening | undefined): string | undefined {
  switch (entry?.verb) {
    case "sign up":
      return "signup";
    case "buy":
      return "purchase";
    case "do":
      return entry.event;
    case "start by hand":
      return "manual";
    case "open":
      return "message";
    case "join":
    case "leave group":
      return "membership";
    case undefined:
      return undefined;
    default:
      return "change";
  }
}

function isIn({ operand, container }: Extract<Expression, { kind: "In" }>, scope: Scope): boolean {
  const { world, person, zone } = scope;
  switch (container.kind) {
    case "group":
      return person.groups.has(`${container.group.category?.value}/${container.group.group?.value}`);
    case "journey":
      return person.runs.some(({ name, state }) => name === container.journey?.text && state === "alive");
    case "people":
      return isOf(world, person, container.people.name?.text ?? "", zone);
    case "value": {
      if (operand.kind === "Reference" && operand.path.length === 1 && container.value.kind === "Reference")
        return isOf(world, person, container.value.path[0]?.text ?? "", zone);
      const [of, list] = [worth(operand, scope), worth(container.value, scope)];
      return isList(list) && of !== null && list.some((each) => equal(each, of));
    }
    default:
      return container satisfies never;
  }
}

/** Whether a person is in a segment now. */
export function isOf(world: World, person: Person, segment: string, zone: string): boolean {
  return holds(world.segments.get(segment)?.where, { world, person, zone });
}

/** How often something happened in a stretch of time; the past up to this very millisecond counts. */
function happened(history: HistoryExpression, scope: Scope): boolean {
  const [from, to] = stretch(history, scope);
  if (from === null || to === null) return false;
  const count = scope.person.past.filter(
    (deed) =>
      deed.at >= from &&
      deed.at < to &&
      fits(history.act, deed, scope) &&
      holds(history.where, { ...scope, deed }),
  ).length;
  if (history.negated) return count === 0;
  const bound = Number(history.times?.count?.text ?? 1);
  switch (history.times?.bound) {
    case "at most":
      return count <= bound;
    case "exactly":
      return count === bound;
    default:
      return count >= bound;
  }
}

/** From, and to without it; `null` where a bound has no value. */
function stretch(
  { when, since, before }: HistoryExpression,
  scope: Scope,
): readonly [Millis | null, Millis | null] {
  const { zone } = scope;
  const now = scope.world.now;
  const [first, last] = when === undefined ? [Number.NEGATIVE_INFINITY, now + 1] : whenOf(when, scope);
  const from = since === undefined ? first : momentOf(worth(since, scope), zone);
  const to = before === undefined ? last : momentOf(worth(before, scope), zone);
  return [from === null ? null : Math.max(first, from), to === null ? null : Math.min(last, to)];
}

function whenOf(when: NonNullable<HistoryExpression["when"]>, scope: Scope): readonly [Millis, Millis] {
  const { zone } = scope;
  const now = scope.world.now;
  const today = dayOf(now, zone);
  switch (when.kind) {
    case "today":
      return [startOfDay(today, zone), now + 1];
    case "yesterday":
      return [startOfDay(today.subtract({ days: 1 }), zone), startOfDay(today, zone)];
    case "within": {
      const span = worth(when.duration, scope);
      return [isSpan(span) ? moved(now, negative(span), zone) : now, now + 1];
    }
    case "in":
      return periodOf(when.period, now, zone);
    default:
      return when satisfies never;
  }
}

function periodOf({ range }: Period, now: Millis, zone: string): readonly [Millis, Millis] {
  const today = dayOf(now, zone);
  switch (range.kind) {
    case "last": {
      const end = startOfUnit(today, range.unit);
      return [startOfDay(startOfUnit(end.subtract({ days: 1 }), range.unit), zone), startOfDay(end, zone)];
    }
    case "to date":
      return [startOfDay(startOfUnit(today, range.unit), zone), now + 1];
    default:
      throw new Error(`the reference does not know the period ${range.kind}`);
  }
}
