import type { Expression, HistoryExpression, InExpression, IsExpression, Reference } from "@trajet/grammar";
import type { Expr, History } from "../program/types.ts";
import { lowerDuration } from "./constants.ts";
import { type Lowering, present } from "./lowering.ts";
import { inPeople } from "./people.ts";
import { lowerPeriod } from "./periods.ts";
import { lowerAct } from "./triggers.ts";
import { channelAddress } from "./webhooks.ts";
import { wholeOf } from "./whole-numbers.ts";

/** `is set`, `is subscribed to sms`, `entry is purchase`, and their negatives. */
export function lowerIs({ operand, state, negated }: IsExpression, place: Lowering): Expr {
  return unless(negated, stateOf(operand, state, place));
}

function stateOf(operand: Expression, state: IsExpression["state"], place: Lowering): Expr {
  switch (state.kind) {
    case "set":
      return { op: "is set", value: place.expression(operand, place) };
    case "subscribed":
      return subscribed(state.channel?.text ?? "email", place);
    case "kind":
      return { op: "entry is", kind: present(state.name, "the kind of an entry").text };
    default:
      return state satisfies never;
  }
}

function subscribed(channel: string, place: Lowering): Expr {
  const op = "subscribed";
  return place.model.symbols.channels.has(channel)
    ? { op, channel, to: channelAddress(channel, place) }
    : { op, channel };
}

/** `contact in Lapsed`, `contact in "Interests"."Baking"`, `contact.country in ["FR", "BE"]` */
export function lowerIn({ operand, container, negated }: InExpression, place: Lowering): Expr {
  switch (container.kind) {
    case "people":
      return unless(negated, inPeople(container.people, place));
    case "group": {
      const category = present(container.group.category, "a group").value;
      return unless(negated, {
        op: "in group",
        category,
        group: present(container.group.group, "a group").value,
      });
    }
    case "journey":
      return unless(negated, { op: "in journey", journey: present(container.journey, "a journey").text });
    case "value": {
      const people = isContact(operand) ? referenceIn(container.value) : undefined;
      if (people !== undefined)
        return unless(negated, inPeople({ name: people.path[0], tier: people.path[1] }, place));
      return unless(negated, {
        op: "in",
        value: place.expression(operand, place),
        list: place.expression(container.value, place),
      });
    }
    default:
      return container satisfies never;
  }
}

function isContact(expression: Expression): boolean {
  const reference = referenceIn(expression);
  return reference?.path.length === 1 && reference.path[0]?.text === "contact";
}

function referenceIn(expression: Expression): Reference | undefined {
  if (expression.kind === "Parenthesized") return referenceIn(expression.inner);
  return expression.kind === "Reference" ? expression : undefined;
}

/** `contact bought any product at least 3 times within 7 days`; `did not` is exactly 0 times. */
export function lowerHistory(history: HistoryExpression, place: Lowering): Expr {
  const moment = (written: Expression | undefined) =>
    written === undefined ? null : place.expression(written, place);
  return {
    op: "history",
    history: {
      trigger: lowerAct(history.act, history.where, {}, place),
      times: timesOf(history),
      ...stretchOf(history.when, place),
      since: moment(history.since),
      before: moment(history.before),
    },
  };
}

function timesOf({ negated, times }: HistoryExpression): History["times"] {
  if (negated) return { bound: "exactly", count: 0 };
  if (times === undefined) return { bound: "at least", count: 1 };
  return { bound: times.bound, count: wholeOf(times.count, "a number of times", 0) };
}

function stretchOf(when: HistoryExpression["when"], place: Lowering): Pick<History, "in" | "within"> {
  switch (when?.kind) {
    case undefined:
      return { in: null, within: null };
    case "in":
      return { in: lowerPeriod(when.period, place.uses), within: null };
    case "today":
    case "yesterday":
      return { in: { period: when.kind }, within: null };
    case "within":
      return { in: null, within: lowerDuration(when.duration, place) };
    default:
      return when satisfies never;
  }
}

/** The condition, or its negative. */
export function unless(negative: boolean, condition: Expr): Expr {
  return negative ? { op: "not", of: condition } : condition;
}
