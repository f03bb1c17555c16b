import { type Expr, type InputKey, inputKey, peopleKey } from "./types.ts";
import { visitExpression } from "./visit.ts";

type People = ReadonlyMap<string, Expr>;

/**
 * The keys of the events that can change what a condition comes to. That it can also change as time passes is not among
 * them. `people` holds the conditions of the segments about which it asks.
 */
export function inputsOf(condition: Expr, people: People): readonly InputKey[] {
  const keys = new Set<InputKey>();
  const asked = new Set<string>();
  const visit = (expression: Expr): void => {
    for (const key of ownInputs(expression)) keys.add(key);
    if (expression.op !== "in segment" || asked.has(expression.segment)) return;
    asked.add(expression.segment);
    const inner = people.get(expression.segment);
    if (inner !== undefined) visitExpression(inner, { expression: visit });
  };
  visitExpression(condition, { expression: visit });
  return [...keys];
}

/** Statuses that consent tells. */
const STATUS_OF: Readonly<Record<string, string>> = { emailStatus: "email", smsStatus: "sms" };

function ownInputs(expression: Expr): readonly InputKey[] {
  switch (expression.op) {
    case "get":
      return expression.root === "contact" ? fieldInputs(expression.path[0] ?? "") : [];
    case "has tag":
      return [`tag+:${expression.tag}`, `tag-:${expression.tag}`];
    case "in group": {
      const name = `${expression.category}/${expression.group}`;
      return [`group+:${name}`, `group-:${name}`];
    }
    case "in loyalty": {
      const name = peopleKey(expression.query, expression.tier);
      return [`people+:${name}`, `people-:${name}`];
    }
    case "in custom audience":
      return [`people+:${expression.customAudience}`, `people-:${expression.customAudience}`];
    case "in journey":
      return [`journey+:${expression.journey}`, `journey-:${expression.journey}`];
    case "subscribed":
      return consentInputs(expression.channel);
    case "history":
      return [inputKey(expression.history.trigger)];
    case "measure":
      return [measureKey(expression.measure)];
    default:
      return [];
  }
}

/** The key of what a measure counts: `open` and `click` are the opens and clicks of all messages. */
export function measureKey(measure: Extract<Expr, { op: "measure" }>["measure"]): InputKey {
  if (measure === "opens") return "open";
  return measure === "clicks" ? "click" : "order";
}

function fieldInputs(field: string): readonly InputKey[] {
  const channel = Object.hasOwn(STATUS_OF, field) ? STATUS_OF[field] : undefined;
  return channel === undefined ? [`field:${field}`] : consentInputs(channel);
}

function consentInputs(channel: string): readonly InputKey[] {
  return [`consent+:${channel}`, `consent-:${channel}`];
}
