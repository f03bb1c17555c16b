import type { Span } from "@trajet/grammar";
import { a } from "../catalogue/words.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { describe, isDay, isTextLike, required, type Type } from "../model/types.ts";
import { type Check, linkUse, type Value } from "./context.ts";
import { type HelperParameter, signatureOf, type TemplateHelper } from "./helpers.ts";
import { useNearest } from "./paths.ts";
import type { TemplateCall, TemplateExpression } from "./tree.ts";

const COMPARISONS: ReadonlySet<string> = new Set(["eq", "ne", "lt", "le", "gt", "ge"]);

/** Checks the number and the types of a helper's arguments. */
export function checkArguments(
  helper: TemplateHelper,
  call: TemplateCall,
  values: readonly Value[],
  check: Check,
): void {
  const least = helper.parameters.filter((parameter) => !parameter.optional).length;
  const most = helper.parameters.at(-1)?.repeated ? Number.POSITIVE_INFINITY : helper.parameters.length;
  const unexpected = call.named[0];
  if (unexpected !== undefined) {
    check.report("TJ5011", unexpected.span, {
      signature: signatureOf(helper),
      problem: `"${unexpected.name}=" is no value of it`,
    });
  } else if (values.length < least || values.length > most) {
    check.report("TJ5011", call.span, {
      signature: signatureOf(helper),
      problem: countProblem(values.length),
    });
  }
  helper.parameters.forEach((parameter, index) => {
    const [arg, value] = [call.args[index], values[index]];
    if (arg !== undefined && value !== undefined) checkArgument(helper, parameter, arg, value, check);
  });
  const isTaken = values.every(({ type }, index) => {
    const parameter = helper.parameters[index];
    return parameter === undefined || accepts(parameter, type);
  });
  if (COMPARISONS.has(helper.name) && isTaken) checkComparison(call, values, check);
}

function countProblem(given: number): string {
  return given === 0 ? "none is given" : given === 1 ? "one is given" : `${given} are given`;
}

function checkArgument(
  helper: TemplateHelper,
  parameter: HelperParameter,
  arg: TemplateExpression,
  value: Value,
  check: Check,
): void {
  if (parameter.oneOf !== undefined) {
    checkChoice(helper, parameter.oneOf, arg, check);
    return;
  }
  if (parameter.range !== undefined && arg.kind === "Literal" && typeof arg.value === "number") {
    checkRange(helper, parameter.range, arg.value, arg.span, check);
    return;
  }
  if (value.type.unknown || accepts(parameter, value.type)) return;
  check.report("TJ5009", arg.span, {
    helper: helper.use === "block" ? `#${helper.name}` : helper.name,
    expected: expectation(parameter),
    found:
      value.type.type === "record" && !value.type.list
        ? "a record"
        : `a value of type ${describe(value.type)}`,
  });
}

function checkRange(
  helper: TemplateHelper,
  [least, most]: readonly [least: number, most: number],
  value: number,
  span: Span,
  check: Check,
): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  check.report("TJ5009", span, {
    helper: helper.name,
    expected: `a whole number from ${least} to ${most}`,
    found: String(value),
  });
}

/** Some arguments are written out, so that they can be checked here. */
function checkChoice(
  helper: TemplateHelper,
  oneOf: readonly string[] | "links",
  arg: TemplateExpression,
  check: Check,
): void {
  if (arg.kind !== "Literal" || typeof arg.value !== "string") {
    const expected = oneOf === "links" ? "the name of a link in quotes" : inWords(oneOf);
    const found = arg.kind === "Literal" ? JSON.stringify(arg.value) : "a value that is known only later";
    check.report("TJ5009", arg.span, { helper: helper.name, expected, found });
  } else if (oneOf === "links") {
    checkLink(arg.value, arg.span, check);
  } else if (!oneOf.includes(arg.value)) {
    check.report("TJ5009", arg.span, {
      helper: helper.name,
      expected: inWords(oneOf),
      found: JSON.stringify(arg.value),
    });
  }
}

function inWords(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(" or ");
}

function checkLink(name: string, span: Span, check: Check): void {
  check.use(linkUse(name));
  if (check.scope.links.includes(name)) {
    check.see?.({ kind: "link", name, span: { start: span.start + 1, end: span.end - 1 } });
    return;
  }
  const near = nearest(name, check.scope.links);
  const inside = { start: span.start + 1, end: span.end - 1 };
  const fixes = near === undefined ? [] : [useNearest(inside, near)];
  check.report("TJ5002", inside, { name, of: `the links of ${check.scope.message}`, nearest: near }, fixes);
}

function accepts(parameter: HelperParameter, type: Type): boolean {
  switch (parameter.accepts) {
    case "anything":
      return true;
    case "list":
      return type.list === true;
    case "printable list":
      return type.list === true && type.type !== "record";
    case "list or record":
      return type.list === true || type.type === "record";
    case "record or value":
      return !type.list;
    case "any":
      return !type.list && type.type !== "record";
    default:
      return !type.list && parameter.accepts.includes(type.type);
  }
}

function expectation(parameter: HelperParameter): string {
  switch (parameter.accepts) {
    case "anything":
    case "any":
      return "a single value";
    case "list":
      return "a list";
    case "printable list":
      return "a list of values that can be printed";
    case "list or record":
      return "a list or a record";
    case "record or value":
      return "a record or a single value";
    default:
      return parameter.accepts.includes("text") ? "a text" : parameter.accepts.map(a).join(" or ");
  }
}

/** Two values that can never be the same, or stand in no order: an enumeration and a text that it lacks, or unlike types. */
function checkComparison(call: TemplateCall, values: readonly Value[], check: Check): void {
  const [left, right] = values;
  if (left === undefined || right === undefined || left.type.unknown || right.type.unknown) return;
  [0, 1].forEach((index) => {
    const [arg, other] = [call.args[index], values[1 - index]?.type];
    if (arg?.kind !== "Literal" || typeof arg.value !== "string" || other?.type !== "enum") return;
    if (other.values?.includes(arg.value)) return;
    const near = nearest(arg.value, other.values ?? []);
    const inside = { start: arg.span.start + 1, end: arg.span.end - 1 };
    check.report(
      "TJ5015",
      arg.span,
      { found: JSON.stringify(arg.value), other: describe(required(other)), ordered: false, nearest: near },
      near === undefined ? [] : [useNearest(inside, near)],
    );
  });
  const [one, two] = [left.type, right.type];
  if (one.list || two.list || one.type === "record" || two.type === "record") return;
  const alike = one.type === two.type || (isTextLike(one) && isTextLike(two)) || (isDay(one) && isDay(two));
  const unlikeMoney =
    one.currency !== undefined && two.currency !== undefined && one.currency !== two.currency;
  if (alike && !unlikeMoney) return;
  check.report("TJ5015", call.span, {
    found: describe(required(one)),
    other: describe(required(two)),
    ordered: call.callee.kind === "Path" && !["eq", "ne"].includes(call.callee.original),
    nearest: undefined,
  });
}
