import type { Argument, Name, Span } from "@trajet/grammar";
import { replaceWithNearest } from "../../diagnostics/fixes.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { assign } from "../expressions/assign.ts";
import type { Scope } from "../scope.ts";

/** Checks the arguments for a message, webhook or fragment (`of`) against its parameters; `at` is the whole step. */
export function checkArguments(
  args: readonly Argument[],
  parameters: ReadonlyMap<string, Type>,
  of: Name,
  at: Span,
  scope: Scope,
  check: Check,
): void {
  const given = new Set<string>();
  for (const argument of args) {
    if (argument.name === undefined) {
      check.typeOf(argument.value, scope);
      continue;
    }
    checkArgument(argument, argument.name, given, parameters, of, scope, check);
    given.add(argument.name.text);
  }
  // A positional argument, or one that could not be read, has been reported, and may be the one that is missing.
  if (args.some((argument) => argument.name === undefined) || check.isBroken(at)) return;
  const missing = [...parameters]
    .filter(([name, type]) => !given.has(name) && !type.optional)
    .map(([name]) => name);
  if (missing.length > 0) check.report("TJ4031", of.span, { of: of.text, missing });
}

function checkArgument(
  argument: Argument,
  name: Name,
  given: ReadonlySet<string>,
  parameters: ReadonlyMap<string, Type>,
  of: Name,
  scope: Scope,
  check: Check,
): void {
  const type = parameters.get(name.text);
  if (type === undefined) {
    const near = nearest(name.text, parameters.keys());
    const params = { name: name.text, of: of.text, parameters: [...parameters.keys()], nearest: near };
    check.report("TJ4030", name.span, params, replaceWithNearest(check.file, name.span, near));
    check.typeOf(argument.value, scope);
    return;
  }
  if (given.has(name.text)) check.report("TJ4032", name.span, { name: name.text });
  assign(argument.value, type, `the parameter "${name.text}" of ${of.text}`, scope, check);
}
