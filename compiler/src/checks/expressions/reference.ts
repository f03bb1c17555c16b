import type { Name, Reference } from "@trajet/grammar";
import { nearest } from "../../diagnostics/nearest.ts";
import { DATE, MOMENT, optional, required, type Type, UNKNOWN } from "../../model/types.ts";
import type { Check } from "../check.ts";
import type { EntryKind, Scope } from "../scope.ts";
import { checkMember } from "./members.ts";
import { adviceFor, pathKey } from "./optionals.ts";

/** What `order`, `event` and the like would need around them. */
const GIVEN_BY: Readonly<Record<string, string>> = {
  event:
    "a trigger or condition about an event of yours, as `contact does Booked where event.price > 50 EUR`",
  order: "a purchase or an order, as `contact buys any product where order.total >= 50 EUR`",
  product: 'a purchase or a product back in stock, as `contact buys any product where product.sku == "mug"`',
  cart: "an abandoned cart, as `contact abandons cart for 1 hour where cart.total > 50 EUR`",
  answer: "the answers to a survey, as `contact answers Nps where answer.score >= 9`",
  entry: "a journey: it is what started the run",
  contact: "something declared for an audience, as `email Welcome for Newsletter`",
};

/** The type of `contact.plan`, `entry.order.total`, `now`. A lone `contact` or `entry` is left to where it stands. */
export function referenceType(reference: Reference, scope: Scope, check: Check): Type {
  const [root, ...members] = reference.path;
  if (root === undefined) return UNKNOWN;
  const type = rootType(root, scope);
  if (type === undefined) {
    reportUnknownRoot(root, scope, check);
    return UNKNOWN;
  }
  if (reference.unfinished) return UNKNOWN;
  if (isEntry(root, scope) && members.length > 0) return entryMember(reference, scope, check);
  return walk(reference, narrowed(type, root.text, scope), 1, scope, check);
}

function isEntry(root: Name, scope: Scope): boolean {
  return root.text === "entry" && !scope.names.has("entry");
}

/** Whether a name means something by itself at this place. */
export function isKnown(root: Name, scope: Scope): boolean {
  return rootType(root, scope) !== undefined;
}

function rootType(root: Name, scope: Scope): Type | undefined {
  const named = scope.names.get(root.text);
  if (named !== undefined) return named;
  switch (root.text) {
    case "contact":
      return scope.audience === undefined ? undefined : { type: "record", name: "contact" };
    case "entry":
      return scope.entry === undefined ? undefined : MOMENT;
    case "now":
      return MOMENT;
    case "today":
      return DATE;
    default:
      return scope.people.has(root.text) ? { type: "record", name: "contact" } : undefined;
  }
}

/** Follows the names after the dots; `from` is the place of the first of them. */
function walk(reference: Reference, start: Type, from: number, scope: Scope, check: Check): Type {
  let type = start;
  let mayBeMissing = false;
  for (let index = from; index < reference.path.length; index++) {
    const name = reference.path[index];
    if (name === undefined || type.unknown) return UNKNOWN;
    const record = type.name === "contact" && type.fields === undefined ? contactOf(scope, check) : type;
    if (record.optional && record.type === "record") {
      if (scope.beforeOr) mayBeMissing = true;
      else reportMissing(reference, index, scope, check);
    }
    type = narrowed(checkMember(record, name, check), pathKey(reference, index + 1), scope);
  }
  return mayBeMissing ? optional(type) : type;
}

/** Of a record that may be missing nothing can be asked, but for an `or` behind it. */
function reportMissing(reference: Reference, length: number, scope: Scope, check: Check): void {
  const what = pathKey(reference, length);
  const span = {
    start: reference.span.start,
    end: reference.path[length - 1]?.span.end ?? reference.span.end,
  };
  check.report(
    "TJ3005",
    span,
    { what, forgotten: scope.forgotten.has(what), needed: pathKey(reference, reference.path.length) },
    { help: adviceFor(what, scope) },
  );
}

function contactOf(scope: Scope, check: Check): Type {
  const known = scope.audience !== undefined && check.heads.audiences.has(scope.audience);
  return known ? check.types.contact(scope.audience) : UNKNOWN;
}

function narrowed(type: Type, key: string, scope: Scope): Type {
  return type.optional && !type.unknown && scope.set.has(key) ? required(type) : type;
}

function entryMember(reference: Reference, scope: Scope, check: Check): Type {
  const member = reference.path[1];
  if (member === undefined || scope.entry === undefined) return UNKNOWN;
  // How the runs of a fragment began is seen where it is run.
  if (scope.entry === "unknown") return UNKNOWN;
  const having = scope.entry.filter((kind) => Object.hasOwn(kind.members, member.text));
  if (having.length === 0 || having.length < scope.entry.length) {
    reportEntryMember(member, having, scope.entry, check);
    return UNKNOWN;
  }
  const type = common(having.map((kind) => kind.members[member.text] ?? UNKNOWN));
  return walk(reference, type, 2, scope, check);
}

/** What `entry.x` looks for, if not every start of the journey has it: who needs it from all says what to write. */
export function reportNotAtEveryStart(
  { path: [root, member] }: Reference,
  scope: Scope,
  help: string,
  check: Check,
): boolean {
  const { entry } = scope;
  if (root === undefined || member === undefined || !isEntry(root, scope)) return false;
  if (entry === undefined || entry === "unknown") return false;
  const having = entry.filter((kind) => Object.hasOwn(kind.members, member.text));
  if (having.length === entry.length) return false;
  reportEntryMember(member, having, entry, check, help);
  return true;
}

function reportEntryMember(
  member: Name,
  having: readonly EntryKind[],
  all: readonly EntryKind[],
  check: Check,
  help = narrowing(having),
): void {
  if (all.length === 0) return;
  const related = all
    .filter((kind) => !having.includes(kind))
    .flatMap(({ at }) =>
      at === undefined
        ? []
        : [{ file: check.file, span: at, message: `A run that starts so has no entry.${member.text}.` }],
    );
  const params = {
    member: member.text,
    having: [...new Set(having.map((kind) => kind.kind))],
    kinds: [...new Set(all.map((kind) => kind.kind))],
  };
  check.report("TJ2025", member.span, params, { related, help });
}

function narrowing(having: readonly EntryKind[]): string {
  if (having.length === 0) return "Start the journey with something that has it, or look at the contact.";
  const kinds = [...new Set(having.map(({ kind }) => `entry is ${kind}`))];
  return `Narrow it first: if ${kinds.join(" or ")} { … }.`;
}

/** What records have in common: the members of all. Types that differ are those of the first. */
function common(types: readonly Type[]): Type {
  const [first, ...others] = types;
  if (first === undefined) return UNKNOWN;
  if (first.fields === undefined || others.length === 0) return first;
  const shared = Object.entries(first.fields).filter(([name, type]) =>
    others.every((other) => other.unknown || other.fields?.[name]?.type === type.type),
  );
  const loose = shared.map(
    ([name, type]) =>
      [
        name,
        others.some((other) => other.fields?.[name]?.optional)
          ? optional(type)
          : withoutCurrency(type, name, others),
      ] as const,
  );
  return { ...first, fields: Object.fromEntries(loose) };
}

function withoutCurrency(type: Type, name: string, others: readonly Type[]): Type {
  if (type.currency === undefined) return type;
  if (others.every((other) => other.fields?.[name]?.currency === type.currency)) return type;
  const { currency: _, ...rest } = type;
  return rest;
}

function reportUnknownRoot(root: Name, scope: Scope, check: Check): void {
  const ofEntry = memberOfEntry(root.text, scope);
  if (ofEntry !== undefined) {
    reportMeant(root, ofEntry, "use-entry", check);
    return;
  }
  const given = Object.hasOwn(GIVEN_BY, root.text) ? GIVEN_BY[root.text] : undefined;
  if (given !== undefined) {
    const help =
      root.text === "contact" ? "Write behind the name for whom it is: for Newsletter." : undefined;
    check.report("TJ2024", root.span, { name: root.text, given }, { help });
    return;
  }
  const fields = Object.keys(contactOf(scope, check).fields ?? {});
  if (scope.audience !== undefined && fields.includes(root.text)) {
    reportMeant(root, `contact.${root.text}`, "use-contact-field", check);
    return;
  }
  const near = nearest(root.text, [...scope.names.keys(), "contact", "entry", "now", "today"]);
  if (near === undefined) check.report("TJ2013", root.span, { name: root.text, instead: near });
  else reportMeant(root, near, "use-nearest", check);
}

function reportMeant(root: Name, instead: string, id: string, check: Check): void {
  const edits = [{ file: check.file, span: root.span, text: instead }];
  const fixes = [{ id, title: `Change it to ${instead}`, edits }];
  check.report("TJ2013", root.span, { name: root.text, instead }, { fixes });
}

/** `entry.order` of `order`, `entry.event.bookingId` of `bookingId`: what every start has. */
function memberOfEntry(name: string, { entry }: Scope): string | undefined {
  if (entry === undefined || entry === "unknown" || entry.length === 0) return undefined;
  if (entry.every(({ members }) => Object.hasOwn(members, name))) return `entry.${name}`;
  const ofEvent = entry.every(({ members }) => Object.hasOwn(members.event?.fields ?? {}, name));
  return ofEvent ? `entry.event.${name}` : undefined;
}
