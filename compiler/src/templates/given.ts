import { describe, optional, required, type Type, UNKNOWN } from "../model/types.ts";
import type { Sending } from "./sendings.ts";

/**
 * What a template knows of a name that is no variable of its message: `entry`, a member of it (`entry.order`), or a name
 * that a step before the sendings gave. It is known where every sending knows it, with one type.
 */
export type Given =
  | { readonly type: Type }
  | { readonly lacking: readonly Sending[]; readonly having: readonly Sending[] }
  | { readonly unlike: readonly [Sending, Sending]; readonly types: readonly [string, string] };

/** `undefined` for a name that no sending knows. */
export function givenBy(sendings: readonly Sending[], name: string): Given | undefined {
  const known = sendings.map((sending) => [sending, typeAt(sending, name)] as const);
  const having = known.filter(([, type]) => type !== undefined).map(([sending]) => sending);
  if (having.length === 0) return undefined;
  const lacking = known.filter(([, type]) => type === undefined).map(([sending]) => sending);
  if (lacking.length > 0) return { lacking, having };
  return agreed(known.map(([sending, type]) => [sending, type ?? UNKNOWN] as const));
}

function agreed(known: readonly (readonly [Sending, Type])[]): Given {
  const [first, ...others] = known;
  if (first === undefined) return { type: UNKNOWN };
  let [, type] = first;
  for (const [sending, other] of others) {
    const common = commonType(type, other);
    if (common === undefined)
      return { unlike: [first[0], sending], types: [describe(required(type)), describe(required(other))] };
    type = common;
  }
  return { type };
}

/** Names that mean what a trigger or condition around speaks of, and nothing at a sending. */
const INNERMOST: ReadonlySet<string> = new Set(["event", "order", "product", "cart", "answer"]);

function typeAt({ scope, parameters }: Sending, name: string): Type | undefined {
  if (name === "entry" || name.startsWith("entry.")) return entryAt(scope, name.split(".")[1]);
  if (INNERMOST.has(name) || parameters.has(name)) return undefined;
  const type = scope.names.get(name);
  return type === undefined ? undefined : narrowed(type, name, scope.set);
}

/** The members that every way to begin has, or one of them. */
function entryAt({ entry, set }: Sending["scope"], member: string | undefined): Type | undefined {
  if (entry === undefined || entry === "unknown") return undefined;
  const [first, ...others] = entry;
  if (first === undefined) return UNKNOWN;
  const fields = others.reduce((members, kind) => commonFields(members, kind.members), first.members);
  if (member === undefined) return narrowed({ type: "record", name: "entry", fields }, "entry", set);
  const type = Object.hasOwn(fields, member) ? fields[member] : undefined;
  return type === undefined ? undefined : narrowed(type, `entry.${member}`, set);
}

type Fields = Readonly<Record<string, Type>>;

function commonFields(one: Fields, other: Fields): Fields {
  const shared = Object.entries(one).flatMap(([name, type]) => {
    const common = Object.hasOwn(other, name) ? commonType(type, other[name] ?? UNKNOWN) : undefined;
    return common === undefined ? [] : [[name, common] as const];
  });
  return Object.fromEntries(shared);
}

/** The type of a value that has one of two types; `undefined` where they have nothing in common. */
function commonType(one: Type, other: Type): Type | undefined {
  if (one.unknown || other.unknown) return UNKNOWN;
  if (one.type !== other.type || one.list !== other.list) return undefined;
  const { currency, fields, values, ...rest } = one;
  const common: Type = {
    ...rest,
    ...(currency !== undefined && currency === other.currency && { currency }),
    ...(fields !== undefined && { fields: commonFields(fields, other.fields ?? {}) }),
    ...(values !== undefined && { values: [...new Set([...values, ...(other.values ?? [])])] }),
  };
  return other.optional ? optional(common) : common;
}

/** What the steps before the sending have found to be there is there. */
function narrowed(type: Type, key: string, set: ReadonlySet<string>): Type {
  const own = set.has(key) ? required(type) : type;
  if (own.fields === undefined || own.list || ![...set].some((each) => each.startsWith(`${key}.`)))
    return own;
  const fields = Object.entries(own.fields).map(
    ([name, field]) => [name, narrowed(field, `${key}.${name}`, set)] as const,
  );
  return { ...own, fields: Object.fromEntries(fields) };
}
