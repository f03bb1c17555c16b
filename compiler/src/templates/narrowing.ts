import { argumentValue, simpleName } from "./calls.ts";
import type { Check, Context } from "./context.ts";
import { resolvePath } from "./paths.ts";
import type { TemplateCall, TemplateExpression } from "./tree.ts";

/** Keys of the optional values that must be there where a condition holds, or where it does not. */
export function keysKnown(
  condition: TemplateExpression,
  holds: boolean,
  context: Context,
  check: Check,
): readonly string[] {
  const silent: Check = { ...check, report: () => {} };
  return keys(condition, holds, context, silent);
}

function keys(
  condition: TemplateExpression,
  holds: boolean,
  context: Context,
  silent: Check,
): readonly string[] {
  if (condition.kind === "Path") return holds ? [resolvePath(condition, context, silent).key] : [];
  if (condition.kind !== "Call") return [];
  const each = (wanted: boolean): (readonly string[])[] =>
    condition.args.map((arg) => keys(arg, wanted, context, silent));
  switch (simpleName(condition.callee)) {
    case "not":
      return each(!holds)[0] ?? [];
    case "and":
      return holds ? each(true).flat() : inAll(each(false));
    case "or":
      return holds ? inAll(each(true)) : each(false).flat();
    case "eq":
      return holds ? equalKeys(condition, context, silent) : [];
    case "ne":
      return holds ? [] : equalKeys(condition, context, silent);
    case "lt":
    case "le":
    case "gt":
    case "ge":
      return holds ? condition.args.flatMap((arg) => pathKeys(arg, context, silent)) : [];
    default:
      return [];
  }
}

function inAll(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = lists;
  return first.filter((key) => others.every((other) => other.includes(key)));
}

/** What is equal to something that is there is there. */
function equalKeys({ args }: TemplateCall, context: Context, silent: Check): readonly string[] {
  const [left, right] = args;
  if (left === undefined || right === undefined) return [];
  const isThere = (arg: TemplateExpression): boolean =>
    argumentValue(arg, context, silent).missing === undefined;
  return [
    ...(isThere(right) ? pathKeys(left, context, silent) : []),
    ...(isThere(left) ? pathKeys(right, context, silent) : []),
  ];
}

function pathKeys(arg: TemplateExpression, context: Context, silent: Check): readonly string[] {
  return arg.kind === "Path" ? [resolvePath(arg, context, silent).key] : [];
}
