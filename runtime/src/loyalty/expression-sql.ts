import type { Expr, ValueType } from "@trajet/compiler/program";
import { type RawBuilder, sql } from "kysely";
import { BUILT_IN_FIELDS } from "../engine/values.ts";
import { allOf, anyOf, jsonb } from "./json-sql.ts";

type Condition = RawBuilder<unknown>;
type Comparison = Extract<Expr, { readonly op: "==" | "!=" | "<" | "<=" | ">" | ">=" }>;

/**
 * A condition in SQL over the rows `o` of `orders` and `c` of `contact`, `undefined` for one that SQL does not say as
 * exactly as the engine does: then rows are loaded and evaluated. It is never null, so that `not` means what it says.
 */
export function conditionInSql(
  expr: Expr,
  fields: Readonly<Record<string, ValueType>>,
): Condition | undefined {
  const ask = (one: Expr) => conditionInSql(one, fields);
  switch (expr.op) {
    case "and":
      return joined(expr.all.map(ask), allOf);
    case "or":
      return joined(expr.all.map(ask), anyOf);
    case "not":
      return joined([ask(expr.of)], ([one]) => sql`(not ${one})`);
    case "has tag":
      return sql`(c.tags @> ${jsonb([expr.tag])})`;
    case "in group":
      return sql`(c.groups @> ${jsonb([`${expr.category}/${expr.group}`])})`;
    case "subscribed":
      // A further channel is agreed to by its address, which is computed.
      return expr.to === undefined
        ? sql`coalesce(c.consent->>${expr.channel} = 'subscribed', false)`
        : undefined;
    case "in loyalty":
      // By the latest list; a place without a tier has none of the name.
      return expr.tier === null
        ? sql`jsonb_exists(c.lists, ${expr.query})`
        : sql`coalesce(c.lists->${expr.query}->>'tier' = ${expr.tier}, false)`;
    case "is set":
      return isSet(expr.value, fields);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparison(expr, fields);
    default:
      return undefined;
  }
}

function joined(
  parts: readonly (Condition | undefined)[],
  join: (conditions: readonly Condition[]) => Condition,
): Condition | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? join(known) : undefined;
}

function isSet(value: Expr, fields: Readonly<Record<string, ValueType>>): Condition | undefined {
  const field = contactField(value, fields);
  return field && !field.type.list
    ? sql`coalesce(c.fields->${field.name} <> 'null'::jsonb, false)`
    : undefined;
}

function comparison(expr: Comparison, fields: Readonly<Record<string, ValueType>>): Condition | undefined {
  if (expr.right.op !== "constant") return undefined;
  const constant = expr.right.value;
  const member = orderMember(expr.left);
  if (member !== undefined) return orderComparison(member, expr.op, constant);
  const field = contactField(expr.left, fields);
  if (!field || field.type.list) return undefined;
  if (typeof constant === "number" && field.type.type === "number")
    return byJson(field.name, expr.op, constant);
  const isEquality = expr.op === "==" || expr.op === "!=";
  const isAlike = typeof constant === "string" ? TEXTS.has(field.type.type) : field.type.type === "boolean";
  const isPlain = typeof constant === "string" || typeof constant === "boolean";
  return isEquality && isPlain && isAlike ? byJson(field.name, expr.op, constant) : undefined;
}

/** Types whose values are plain texts, and equal where they are written alike. */
const TEXTS: ReadonlySet<ValueType["type"]> = new Set([
  "text",
  "email",
  "phone",
  "url",
  "timezone",
  "country",
  "language",
  "enum",
]);

const SIGNS = {
  "==": sql`=`,
  "!=": sql`<>`,
  "<": sql`<`,
  "<=": sql`<=`,
  ">": sql`>`,
  ">=": sql`>=`,
} as const;

/** By JSON: a field that holds another type now, from before its declaration changed, is in no order. */
function byJson(field: string, op: Comparison["op"], constant: string | number | boolean): Condition {
  const sameType = sql`jsonb_typeof(c.fields->${field}) = ${typeof constant}`;
  // A missing field is unlike a constant, which is set.
  if (op === "!=") return sql`coalesce(c.fields->${field} <> ${jsonb(constant)}, true)`;
  return sql`coalesce(${sameType} and c.fields->${field} ${SIGNS[op]} ${jsonb(constant)}, false)`;
}

function orderComparison(
  member: string,
  op: Comparison["op"],
  constant: Extract<Expr, { readonly op: "constant" }>["value"],
): Condition | undefined {
  const isEquality = op === "==" || op === "!=";
  if ((member === "status" || member === "store") && typeof constant === "string" && isEquality) {
    return sql`(${sql.ref(`o.${member}`)} ${SIGNS[op]} ${constant})`;
  }
  if (member === "total" && typeof constant === "object" && "money" in constant) {
    return sql`(o.currency = ${constant.currency} and o.total ${SIGNS[op]} ${constant.money}::numeric)`;
  }
  return undefined;
}

function orderMember(expr: Expr): string | undefined {
  return expr.op === "get" && expr.root === "order" && expr.path.length === 1 ? expr.path[0] : undefined;
}

/** Fields that are kept beside `fields`, or may be. */
const ELSEWHERE: ReadonlySet<string> = new Set(["id", "emailStatus", "smsStatus"]);

function contactField(expr: Expr, fields: Readonly<Record<string, ValueType>>) {
  if (expr.op !== "get" || expr.root !== "contact" || expr.path.length !== 1) return undefined;
  const [name = ""] = expr.path;
  const type = Object.hasOwn(fields, name) ? fields[name] : BUILT_IN_FIELDS[name];
  return type === undefined || ELSEWHERE.has(name) ? undefined : { name, type };
}
