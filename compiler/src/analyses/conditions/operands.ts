import type { Expression, MeasureExpression, Reference } from "@trajet/grammar";
import { unwrap } from "../../checks/expressions/assign.ts";
import { IN_MONEY, MAY_BE_MISSING } from "../../checks/expressions/measure.ts";
import { DATE, MOMENT, optional, type Type } from "../../model/types.ts";
import { formOf, haveOneForm } from "./form.ts";
import { rational, ZERO } from "./rational.ts";
import { type Reading, readsOf, referenceReads } from "./reading.ts";
import type { Domain } from "./region.ts";
import { type Variable, YES_OR_NO } from "./variable.ts";

/** Something that has a value: a reference, or a measure of the contact. */
export interface Operand {
  readonly written: Expression;
  readonly key: string;
  /** As declared: what is known on the way there does not make it narrower. */
  readonly type: Type;
  readonly reads: readonly string[];
  /** A count: whole, and not less than 0. */
  readonly counted: boolean;
}

export function operandOf(expression: Expression, reading: Reading): Operand | undefined {
  const written = unwrap(expression);
  if (written.kind === "Reference") return referenced(written, reading);
  return written.kind === "MeasureOver" ? measured(written, reading) : undefined;
}

function referenced(reference: Reference, reading: Reading): Operand | undefined {
  if (reference.unfinished) return undefined;
  const path = reference.path.map(({ text }) => text);
  const type = typeOfPath(path, reading);
  if (type === undefined || type.unknown) return undefined;
  const prefix = reading.entryNames.has(path[0] ?? "") ? "entry." : "";
  const key = prefix + path.join(".");
  return { written: reference, key, type, reads: referenceReads(path, reading), counted: false };
}

/** The declared type of a path, without a word about what is wrong in it. */
function typeOfPath([root = "", ...members]: readonly string[], reading: Reading): Type | undefined {
  const { scope } = reading;
  const named = scope.names.get(root);
  if (named !== undefined) return member(named, members);
  if (root === "contact" || scope.people.has(root)) {
    const declared = scope.audience !== undefined && reading.heads.audiences.has(scope.audience);
    return declared && scope.audience !== undefined && members.length > 0
      ? member(reading.types.contact(scope.audience), members)
      : undefined;
  }
  if (members.length === 0) return root === "now" ? MOMENT : root === "today" ? DATE : undefined;
  return root === "entry" ? entryType(members, reading) : undefined;
}

function member(type: Type, path: readonly string[]): Type | undefined {
  let found: Type | undefined = type;
  let mayBeMissing = false;
  for (const name of path) {
    mayBeMissing ||= Boolean(found.optional);
    if (found.list || found.fields === undefined || !Object.hasOwn(found.fields, name)) return undefined;
    found = found.fields[name];
    if (found === undefined || found.unknown) return undefined;
  }
  return mayBeMissing ? optional(found) : found;
}

/** What all kinds of entry agree on. */
function entryType([first = "", ...rest]: readonly string[], { scope }: Reading): Type | undefined {
  if (scope.entry === undefined || scope.entry === "unknown") return undefined;
  const types = scope.entry.map((kind) => {
    const type = Object.hasOwn(kind.members, first) ? kind.members[first] : undefined;
    return type === undefined ? undefined : member(type, rest);
  });
  const [type] = types;
  return types.every((other) => other !== undefined && type !== undefined && haveOneForm(other, type))
    ? type
    : undefined;
}

function measured(expression: MeasureExpression, reading: Reading): Operand {
  const { name } = expression.measure;
  const currency = reading.types.currency(expression.store?.text);
  const inMoney = IN_MONEY.has(name);
  const type: Type = {
    type: inMoney ? "money" : "number",
    ...(inMoney && currency !== undefined ? { currency } : {}),
    ...(MAY_BE_MISSING.has(name) ? { optional: true } : {}),
  };
  const counted = !inMoney && name !== "average days between orders";
  return { written: expression, key: formOf(expression), type, reads: readsOf(expression, reading), counted };
}

/**
 * The variable of an operand's value on one line: amounts of one currency, moments of the calendar, moments counted from
 * now. `undefined` for what has no values that could be told apart: a list, a record.
 */
export function valueVariable(operand: Operand, line: string): Variable | undefined {
  const { type, key } = operand;
  const domain = domainOf(operand);
  if (domain === undefined) return undefined;
  const unsure = type.type === "money" && type.currency === undefined;
  return {
    key: `${key} ${line}`,
    domain: unsure ? { ...domain, optional: true } : domain,
    reads: line.startsWith("now") || line.startsWith("today") ? [...operand.reads, "now"] : operand.reads,
    family: key,
    link: { kind: "value", of: operand.written, exact: !unsure },
  };
}

function domainOf({ type, counted }: Operand): Domain | undefined {
  const mayBeMissing = Boolean(type.optional);
  if (type.list) return undefined;
  switch (type.type) {
    case "number":
      return { kind: "ordered", optional: mayBeMissing, ...limitsOf(type, counted) };
    case "money":
    case "date":
    case "moment":
    case "time":
    case "duration":
      return { kind: "ordered", optional: mayBeMissing };
    case "boolean":
      return { kind: "names", optional: mayBeMissing, all: ["true", "false"] };
    case "enum":
      return { kind: "names", optional: mayBeMissing, all: type.values ?? [] };
    case "record":
      return undefined;
    default:
      return { kind: "names", optional: mayBeMissing };
  }
}

function limitsOf({ scale }: Type, counted: boolean): Partial<Extract<Domain, { kind: "ordered" }>> {
  if (counted) return { whole: true, limits: [{ low: { at: ZERO, closed: true }, high: undefined }] };
  if (scale === undefined) return {};
  return {
    limits: [
      { low: { at: rational(scale.low), closed: true }, high: { at: rational(scale.high), closed: true } },
    ],
  };
}

/** Whether an operand has a value. */
export function presenceVariable({ key, reads }: Pick<Operand, "key" | "reads">): Variable {
  return { key: `${key} is set`, domain: YES_OR_NO, reads, family: key, link: { kind: "presence" } };
}
