import type { Span } from "@trajet/grammar";
import { nearest } from "../diagnostics/nearest.ts";
import { BOOLEAN, describe, NUMBER, optional, required, type Type, UNKNOWN } from "../model/types.ts";
import { type Check, type Context, type Named, type TemplateFix, topContext } from "./context.ts";
import type { TemplatePath } from "./tree.ts";

/** Members that every JavaScript object has: never data of a contact, and never looked up. */
const INHERITED: ReadonlySet<string> = new Set([
  "__proto__",
  "constructor",
  "prototype",
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/** What `@…` means inside `each`. */
const DATA: Readonly<Record<string, Type>> = { index: NUMBER, first: BOOLEAN, last: BOOLEAN };

/** What is reported already. */
const NOT_THERE: Named = { type: UNKNOWN, key: "?" };

/** What a path names, with its type; optional unless a block around has found it to be there. Mistakes are reported. */
export function resolvePath(path: TemplatePath, context: Context, check: Check): Named {
  const refused = refusal(path, context);
  if (refused !== undefined) {
    check.report("TJ5012", path.span, refused);
    return NOT_THERE;
  }
  if (path.data && path.parts[0]?.name !== "root") return dataVariable(path, check);
  const from = path.data ? topContext(check.scope) : outward(path.depth, context);
  if (from === undefined) return NOT_THERE;
  const [first, ...members] = path.data ? path.parts.slice(1) : path.parts;
  const seen: Context = { ...from, present: context.present };
  if (first === undefined) return seen.self;
  const isPlain = !path.data && !path.scoped && path.depth === 0;
  const given = isPlain ? context.names.get(first.name) : undefined;
  if (given !== undefined)
    check.see?.({ kind: "member", name: first.name, span: first.span, of: UNKNOWN, type: given.type });
  const start = given ?? variable(first, seen, check);
  return members.reduce<Named>((value, member) => memberOf(value, member, seen, check), start);
}

/** The context to which so many `../` lead; `undefined` where there is none. */
function outward(depth: number, context: Context): Context | undefined {
  let found: Context | undefined = context;
  for (let step = 0; step < depth; step++) found = found?.outer;
  return found;
}

function refusal(path: TemplatePath, context: Context): { what: string; instead: string } | undefined {
  if (path.data && path.depth > 0) {
    return {
      what: `"${path.original}"`,
      instead: "name the place in the outer list: {{#each … as |item index|}}",
    };
  }
  if (outward(path.depth, context) === undefined) {
    return {
      what: `anything around this place for "${path.original}"`,
      instead: "write the variable without ../, or @root. before it",
    };
  }
  if (path.data && !context.inEach && path.parts[0]?.name !== "root") {
    return { what: `"${path.original}"`, instead: "it has a meaning only inside {{#each …}}" };
  }
  const inherited = path.parts.find((part) => INHERITED.has(part.name));
  return inherited === undefined
    ? undefined
    : { what: `"${inherited.name}"`, instead: "use a field of the contact or a parameter of the message" };
}

function dataVariable(path: TemplatePath, check: Check): Named {
  const name = path.parts[0]?.name ?? "";
  const type = DATA[name];
  if (type !== undefined && path.parts.length === 1) return { type, key: path.original };
  const near = nearest(name, Object.keys(DATA));
  check.report("TJ5002", path.span, {
    name: path.original,
    of: "a list's @index, @first and @last",
    nearest: near === undefined ? undefined : `@${near}`,
  });
  return NOT_THERE;
}

/** One name of a path. */
export type Part = TemplatePath["parts"][number];

function variable(part: Part, context: Context, check: Check): Named {
  const passed = context.self.passed?.get(part.name);
  if (passed === undefined && context.top && !Object.hasOwn(check.scope.variables.fields ?? {}, part.name)) {
    const type = check.given(part.name, part.span);
    if (type?.unknown) return NOT_THERE;
    const key = part.name;
    if (type !== undefined) {
      check.see?.({ kind: "member", name: part.name, span: part.span, of: UNKNOWN, type });
      return { key, type: context.present.has(key) ? required(type) : type };
    }
  }
  const found = memberOf(context.self, part, context, check);
  if (passed === undefined && context.top && found !== NOT_THERE) check.use(part.name);
  return found;
}

/** The member of that name, or nothing and a report. */
export function memberOf(of: Named, part: Part, context: Context, check: Check): Named {
  const passed = of.passed?.get(part.name);
  if (passed !== undefined) {
    passed.read?.();
    check.see?.({ kind: "member", name: part.name, span: part.span, of: UNKNOWN, type: passed.type });
    return context.present.has(passed.key) ? { ...passed, type: required(passed.type) } : passed;
  }
  if (of.type.unknown) return NOT_THERE;
  const fields = of.type.type === "record" && !of.type.list ? (of.type.fields ?? {}) : {};
  const field = Object.hasOwn(fields, part.name) ? fields[part.name] : undefined;
  if (of.key === "entry") {
    check.use(`entry.${part.name}`);
    if (field === undefined && check.given(`entry.${part.name}`, part.span) !== undefined) return NOT_THERE;
  }
  if (field === undefined) {
    reportUnknown(of, part, [...Object.keys(fields), ...(of.passed?.keys() ?? [])], context, check);
    return NOT_THERE;
  }
  const key = `${of.key}/${part.name}`;
  if (of.key === "/contact") check.use(`contact.${part.name}`);
  check.see?.({ kind: "member", name: part.name, span: part.span, of: of.type, type: field });
  if (context.present.has(key)) return { key, type: required(field) };
  return { key, type: of.type.optional ? optional(field) : field };
}

function reportUnknown(
  of: Named,
  part: Part,
  known: readonly string[],
  context: Context,
  check: Check,
): void {
  const meant = of === context.self ? MEANT.get(part.name) : undefined;
  if (meant !== undefined) {
    check.report("TJ5012", part.span, { what: `"${part.name}"`, instead: `write ${meant}` });
    return;
  }
  if (isOutOfSight(of, part, context, check)) {
    const outside = `@root.${writtenName(part.name)}`;
    check.report(
      "TJ5002",
      part.span,
      { name: part.name, of: `the value of this block (${outside} is the message's)`, nearest: undefined },
      [useNearest(part.span, outside)],
    );
    return;
  }
  const contact = of === context.self && context.top ? check.scope.variables.fields?.contact : undefined;
  const isField = Object.hasOwn(contact?.fields ?? {}, part.name);
  const near = isField ? `contact.${part.name}` : nearest(part.name, known);
  check.report(
    "TJ5002",
    part.span,
    { name: part.name, of: describeOwner(of), nearest: near },
    near === undefined ? [] : [useNearest(part.span, isField ? near : writtenName(near))],
  );
}

/** Names under which other tools, and first guesses, know what stands here under another. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ["links", '{{link "name"}}, with the name of the link'],
  ["unsubscribeUrl", "{{unsubscribe.url}}"],
]);

/** In `each` and `with` a variable of the message is out of sight: say so, since it looks right. */
function isOutOfSight(of: Named, part: Part, context: Context, check: Check): boolean {
  const variables = check.scope.variables.fields ?? {};
  return of === context.self && !context.top && Object.hasOwn(variables, part.name);
}

function describeOwner(of: Named): string {
  return of.type.list ? `a ${describe(of.type)}` : (of.type.name ?? `a ${describe(of.type)}`);
}

/** Replaces a name by the one that was most likely meant. */
export function useNearest(span: Span, near: string): TemplateFix {
  return { id: "use-nearest", title: `Change it to ${near}`, edits: [{ span, text: near }] };
}

/** A name as it stands in a path: one with blanks or signs is in brackets. */
export function writtenName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? name : `[${name}]`;
}
