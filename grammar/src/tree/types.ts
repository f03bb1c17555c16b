import type { Name, NodeBase, TextLiteral } from "./base.ts";

export const PRIMITIVES = [
  "text",
  "number",
  "money",
  "boolean",
  "date",
  "time",
  "moment",
  "duration",
  "email",
  "phone",
  "url",
  "timezone",
  "country",
  "language",
] as const;
export type Primitive = (typeof PRIMITIVES)[number];

/** `list of "a" | "b"?`: the `?` belongs to the whole type. */
export interface TypeNode extends NodeBase {
  readonly kind: "Type";
  readonly list: boolean;
  readonly optional: boolean;
  readonly of:
    | { readonly kind: "primitive"; readonly name: Primitive }
    | { readonly kind: "named"; readonly name: Name }
    | { readonly kind: "enum"; readonly values: readonly TextLiteral[] }
    | { readonly kind: "missing" };
}
