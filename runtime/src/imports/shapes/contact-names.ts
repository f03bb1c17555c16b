import type { AudienceShape, ValueType } from "@trajet/compiler/program";
import { BUILT_IN_FIELDS } from "../../engine/values.ts";
import { declared } from "./shapes.ts";

/** What a name in a contact's document, or at the head of a column, stands for. */
export type ContactName =
  | { readonly is: "field"; readonly field: string; readonly type: ValueType; readonly builtIn: boolean }
  | { readonly is: "member"; readonly member: Member }
  /** Built in, and kept by the runtime: cannot be given. */
  | { readonly is: "kept" };

export const MEMBERS = [
  "id",
  "audience",
  "tags",
  "removeTags",
  "groups",
  "leaveGroups",
  "consent",
  "status",
  "emailStatus",
  "smsStatus",
  "createdAt",
] as const;
export type Member = (typeof MEMBERS)[number];

/** The built-in fields that a contact can be given. */
export const GIVEN = ["email", "phone", "language", "timezone", "country", "source"] as const;

/**
 * Resolves a name: the audience's own fields by name, then by the name on the wire, go before the members that every
 * contact has; but `id` and `audience` are always these.
 */
export function contactName(audience: AudienceShape, name: string): ContactName | undefined {
  if (name === "id" || name === "audience") return { is: "member", member: name };
  const own = ownField(audience, name);
  if (own) return own;
  const member = MEMBERS.find((one) => one === name);
  if (member) return { is: "member", member };
  const type = declared(BUILT_IN_FIELDS, name);
  if (!type) return undefined;
  return GIVEN.some((one) => one === name)
    ? { is: "field", field: name, type, builtIn: true }
    : { is: "kept" };
}

function ownField(audience: AudienceShape, name: string): ContactName | undefined {
  const direct = declared(audience.fields, name);
  if (direct) return { is: "field", field: name, type: direct.type, builtIn: false };
  const [field, shape] = Object.entries(audience.fields).find(([, shape]) => shape.wireName === name) ?? [];
  return field === undefined || !shape ? undefined : { is: "field", field, type: shape.type, builtIn: false };
}

/** All names that can be given, for the nearest to a misspelt one. */
export function knownContactNames(audience: AudienceShape): readonly string[] {
  const own = Object.entries(audience.fields).flatMap(([name, { wireName }]) => [name, wireName]);
  return [...new Set([...own, ...MEMBERS, ...GIVEN])];
}
