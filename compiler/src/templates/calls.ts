import { nearest } from "../diagnostics/nearest.ts";
import { describe, elementOf, optional, required, TEXT, type Type, UNKNOWN } from "../model/types.ts";
import { checkArguments } from "./arguments.ts";
import type { Check, Context, TemplateFix, Value } from "./context.ts";
import { TEMPLATE_HELPERS, type TemplateHelper, templateHelper } from "./helpers.ts";
import { memberOf, resolvePath, useNearest } from "./paths.ts";
import type { TemplateCall, TemplateExpression, TemplateLiteral, TemplatePath } from "./tree.ts";

const NOTHING: Value = { type: UNKNOWN };

/** The type of an argument: a path is always a variable here, never a helper. */
export function argumentValue(expression: TemplateExpression, context: Context, check: Check): Value {
  switch (expression.kind) {
    case "Path":
      return valueOfPath(expression, context, check);
    case "Literal":
      return { type: literalType(expression) };
    case "Call":
      return valueOfCall(expression, context, check);
    default:
      return expression satisfies never;
  }
}

/**
 * The type of what stands between `{{` and `}}`: a helper if there is one of that name, else a variable. A helper's
 * name alone is a variable if there is one: `{{date}}` prints the parameter, `{{date date}}` its day.
 */
export function valueOfCall(call: TemplateCall, context: Context, check: Check): Value {
  const { callee } = call;
  const name = simpleName(callee);
  const helper = name === undefined || context.names.has(name) ? undefined : templateHelper(name);
  const alone = call.args.length === 0 && call.named.length === 0;
  if (helper !== undefined && name !== undefined && !(alone && isVariable(name, context)))
    return valueOfHelper(helper, name, call, context, check);
  if (!alone) return unknownHelper(call, context, check);
  if (callee.kind === "Path" && name !== undefined && REFUSED_HELPERS.has(name))
    return unknownHelper(call, context, check);
  return callee.kind === "Path" ? valueOfPath(callee, context, check) : literalAlone(callee, check);
}

/** What Handlebars brings and a message must not have. */
const REFUSED_HELPERS: ReadonlySet<string> = new Set(["log", "helperMissing", "blockHelperMissing"]);

/** The name that may be a helper's: one word, without `this` before it. */
export function simpleName(callee: TemplatePath | TemplateLiteral): string | undefined {
  if (callee.kind !== "Path" || callee.data || callee.scoped || callee.depth > 0) return undefined;
  return callee.parts.length === 1 ? callee.parts[0]?.name : undefined;
}

function valueOfPath(path: TemplatePath, context: Context, check: Check): Value {
  const { type } = resolvePath(path, context, check);
  return type.optional && !type.unknown ? { type, missing: path } : { type };
}

/** Handlebars would look for a variable of that name. */
function literalAlone(literal: TemplateLiteral, check: Check): Value {
  check.report("TJ5012", literal.span, {
    what: "a value alone in {{…}}",
    instead: "write it as text, without the braces",
  });
  return NOTHING;
}

function literalType({ value }: TemplateLiteral): Type {
  if (typeof value === "string") return TEXT;
  if (typeof value === "number") return { type: "number" };
  return typeof value === "boolean" ? { type: "boolean" } : UNKNOWN;
}

function unknownHelper(call: TemplateCall, context: Context, check: Check): Value {
  const fallback = fallbackOf(call);
  if (fallback !== undefined) {
    for (const value of [call.callee, fallback.other]) argumentValue(value, context, check);
    check.report("TJ5003", fallback.or, { name: "or", nearest: undefined }, [fallback.fix]);
    return NOTHING;
  }
  for (const arg of call.args) argumentValue(arg, context, check);
  const name = call.callee.kind === "Path" ? call.callee.original : String(call.callee.value);
  if (REFUSED_HELPERS.has(name)) {
    check.report("TJ5012", call.callee.span, {
      what: `{{${name} …}}`,
      instead: "print the value: {{contact.city}}",
    });
    return NOTHING;
  }
  const near = nearest(
    name,
    TEMPLATE_HELPERS.map((helper) => helper.name),
  );
  const fixes = near === undefined ? [] : [useNearest(call.callee.span, near)];
  check.report("TJ5003", call.callee.span, { name, nearest: near }, fixes);
  return NOTHING;
}

/** `{{contact.firstName or 'friend'}}`, as expressions of a journey say it: in a template `default` stands in front. */
function fallbackOf({ callee, args: [or, other, ...more], named }: TemplateCall) {
  if (or?.kind !== "Path" || or.original !== "or" || other === undefined) return undefined;
  if (more.length > 0 || named.length > 0) return undefined;
  const { start } = callee.span;
  const edits = [
    { span: { start, end: start }, text: "default " },
    { span: { start: or.span.start, end: other.span.start }, text: "" },
  ];
  const fix: TemplateFix = { id: "add-fallback", title: "Put `default` in front instead", edits };
  return { or: or.span, other, fix };
}

function valueOfHelper(
  helper: TemplateHelper,
  name: string,
  call: TemplateCall,
  context: Context,
  check: Check,
): Value {
  if (helper.use === "block") {
    check.report("TJ5013", call.span, { name, instead: `{{#${name} …}} … {{/${name}}}` });
    return NOTHING;
  }
  const values = argumentsOf(helper, call, context, check);
  return helper.result === "member" ? lookedUp(call, values, context, check) : resultOf(helper, values);
}

/** An element of a list may be missing; a field of a record is named, so that it can be checked. */
function lookedUp(call: TemplateCall, values: readonly Value[], context: Context, check: Check): Value {
  const [of, name] = call.args;
  const type = values[0]?.type;
  if (of === undefined || name === undefined || type === undefined || type.unknown) return NOTHING;
  const path = of.kind === "Path" ? of : undefined;
  if (type.list) return elementAt(type, name, values[1]?.type, path, check);
  if (type.type !== "record") return NOTHING;
  if (name.kind !== "Literal" || typeof name.value !== "string") {
    const found = name.kind === "Literal" ? JSON.stringify(name.value) : "a value that is known only later";
    check.report("TJ5009", name.span, { helper: "lookup", expected: "the name of a field in quotes", found });
    return NOTHING;
  }
  const silent: Check = { ...check, report: () => {} };
  const record =
    path === undefined ? { type, key: `${name.span.start}` } : resolvePath(path, context, silent);
  const part = { name: name.value, span: { start: name.span.start + 1, end: name.span.end - 1 } };
  const member = memberOf(record, part, context, check).type;
  return member.optional && !member.unknown && path ? { type: member, missing: path } : { type: member };
}

/** The values of a helper's arguments, after their number and types are checked. */
export function argumentsOf(
  helper: TemplateHelper,
  call: TemplateCall,
  context: Context,
  check: Check,
): readonly Value[] {
  check.see?.({ kind: "helper", name: helper.name, span: call.callee.span });
  const values = call.args.map((arg) => argumentValue(arg, context, check));
  checkArguments(helper, call, values, check);
  return values;
}

function elementAt(
  list: Type,
  place: TemplateExpression,
  type: Type | undefined,
  path: TemplatePath | undefined,
  check: Check,
): Value {
  if (type !== undefined && !type.unknown && type.type !== "number") {
    const found = `a value of type ${describe(required(type))}`;
    check.report("TJ5009", place.span, { helper: "lookup", expected: "a number, counted from 0", found });
    return NOTHING;
  }
  return { type: optional(elementOf(list)), ...(path && { missing: path }) };
}

function isVariable(name: string, context: Context): boolean {
  return Object.hasOwn(context.self.type.fields ?? {}, name) || (context.self.passed?.has(name) ?? false);
}

function resultOf(helper: TemplateHelper, values: readonly Value[]): Value {
  const carrier = helper.parameters.findIndex(
    (parameter, index) => parameter.carriesAbsence && values[index]?.missing !== undefined,
  );
  const missing = values[carrier]?.missing;
  const { result = "text" } = helper;
  const present: Type = result === "first" || result === "member" ? eitherOf(values) : { type: result };
  return missing === undefined ? { type: present } : { type: optional(present), missing };
}

/** The type of a value that stands in for another: theirs if they agree, else a text. */
function eitherOf(values: readonly Value[]): Type {
  const [first = UNKNOWN, second = UNKNOWN] = values.map((value) => required(value.type));
  return first.unknown || first.type === second.type ? first : TEXT;
}
