import type { SymbolKind } from "@trajet/compiler";

/** The declaration inside which something has its name. */
export interface Owner {
  readonly of: SymbolKind;
  readonly name: string;
}

/** What has a name of its own inside a declaration. `local` is a remembered value, the answer of a call, a coupon's code. */
export type MemberKind =
  | "tag"
  | "category"
  | "field"
  | "parameter"
  | "local"
  | "step"
  | "link"
  | "question"
  | "tier"
  | "arm"
  | "milestone"
  | "goal";

/** What a name means. Two names mean the same if their targets have the same key. */
export type Target =
  | { readonly kind: "declaration"; readonly of: SymbolKind; readonly name: string }
  | { readonly kind: "label" | "objective"; readonly name: string }
  | { readonly kind: MemberKind; readonly owner: Owner; readonly name: string }
  | { readonly kind: "group"; readonly owner: Owner; readonly category: string; readonly name: string }
  /** Somebody in a test, which is told from others by where it stands. */
  | { readonly kind: "person"; readonly test: string; readonly name: string }
  /** What the language brings along: `contact.email`, `order.total`. It has no declaration. */
  | { readonly kind: "builtin"; readonly name: string };

export function keyOf(target: Target): string {
  switch (target.kind) {
    case "declaration":
      return JSON.stringify([target.kind, target.of, target.name]);
    case "label":
    case "objective":
    case "builtin":
      return JSON.stringify([target.kind, target.name]);
    case "person":
      return JSON.stringify([target.kind, target.test, target.name]);
    case "group":
      return JSON.stringify([target.kind, target.owner.of, target.owner.name, target.category, target.name]);
    default:
      return JSON.stringify([target.kind, target.owner.of, target.owner.name, target.name]);
  }
}

/** Names that stand in quotes in the text. */
export function isQuoted(target: Target): boolean {
  return ["label", "objective", "tag", "category", "group", "link", "arm", "milestone", "goal"].includes(
    target.kind,
  );
}
