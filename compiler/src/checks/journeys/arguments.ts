import type { Argument, Name, Span } from "@trajet/grammar";
import { replaceWithNearest } from "../../diagnostics/fixes.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { isTextLike, required, type Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { assign, fits } from "../expressions/assign.ts";
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
  if (args.length === 0 && parameters.size === 0) return;
  const given = new Set<string>();
  const isWhole = args.every((argument) => argument.name !== undefined) && !check.isBroken(at);
  const missing = missingOf(args, parameters);
  const renamed = isWhole ? renamedOf(args, missing, parameters, scope, check) : undefined;
  const free = new Set([...parameters.keys()].filter((name) => args.every((arg) => arg.name?.text !== name)));
  for (const argument of args) {
    if (argument.name === undefined) {
      namePositional(argument, free, parameters, check.typeOf(argument.value, scope), check);
      continue;
    }
    const meant = argument === renamed ? missing[0] : undefined;
    checkArgument(argument, argument.name, given, parameters, of, scope, check, meant);
    given.add(argument.name.text);
  }
  // A positional argument, or one that could not be read, has been reported, and may be the one that is missing.
  if (!isWhole || missing.length === 0 || renamed !== undefined) return;
  const example = missing.map((name) => `${name}: …`).join(", ");
  const help = `Give ${missing.length === 1 ? "it" : "them"} by name: ${of.text}(${example}). A parameter with a ? may be left out.`;
  check.report("TJ4031", of.span, { of: of.text, missing }, { help });
}

/** Says again that arguments have names, with the one that is meant: the first that is `free` and takes such a value. */
function namePositional(
  { span }: Argument,
  free: Set<string>,
  parameters: ReadonlyMap<string, Type>,
  found: Type,
  check: Check,
): void {
  const meant = [...free].find((name) => {
    const type = parameters.get(name);
    if (type === undefined) return false;
    const isText = found.type === "text" && !found.list && isTextLike(type);
    return found.unknown || isText || fits(required(found), type);
  });
  if (meant === undefined) return;
  free.delete(meant);
  const value = check.text.slice(span.start, span.end);
  const edits = [{ file: check.file, span: { start: span.start, end: span.start }, text: `${meant}: ` }];
  const fixes = [{ id: "positional-argument", title: `Write ${meant}: ${value}`, edits }];
  check.refine("TJ1034", span, { instead: `${meant}: ${value}` }, { fixes });
}

function missingOf(args: readonly Argument[], parameters: ReadonlyMap<string, Type>): readonly string[] {
  const given = new Set(args.map(({ name }) => name?.text));
  return [...parameters].filter(([name, type]) => !given.has(name) && !type.optional).map(([name]) => name);
}

/** The argument that is most likely the one that is missing, under another name: the only one that does not exist. */
function renamedOf(
  args: readonly Argument[],
  [name, ...others]: readonly string[],
  parameters: ReadonlyMap<string, Type>,
  scope: Scope,
  check: Check,
): Argument | undefined {
  const unknown = args.filter((argument) => argument.name && !parameters.has(argument.name.text));
  const [first] = unknown;
  const type = name === undefined ? undefined : parameters.get(name);
  if (first === undefined || type === undefined || unknown.length > 1 || others.length > 0) return undefined;
  return fits(required(check.typeOf(first.value, scope)), type) ? first : undefined;
}

function checkArgument(
  argument: Argument,
  name: Name,
  given: ReadonlySet<string>,
  parameters: ReadonlyMap<string, Type>,
  of: Name,
  scope: Scope,
  check: Check,
  meant: string | undefined,
): void {
  const type = parameters.get(name.text);
  if (type === undefined) {
    const near = meant ?? nearest(name.text, parameters.keys());
    const params = { name: name.text, of: of.text, parameters: [...parameters.keys()], nearest: near };
    check.report("TJ4030", name.span, params, replaceWithNearest(check.file, name.span, near));
    check.typeOf(argument.value, scope);
    return;
  }
  if (given.has(name.text)) check.report("TJ4032", name.span, { name: name.text });
  assign(argument.value, type, `the parameter "${name.text}" of ${of.text}`, scope, check);
}
