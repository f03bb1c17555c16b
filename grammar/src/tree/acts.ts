import type { GroupRef, Name, NodeBase, PeopleRef, TextLiteral } from "./base.ts";
import type { Expression } from "./expressions.ts";

export type Tense = "present" | "past" | "base";

/** What a contact does: the verb of a trigger, of a condition, or of a test. `verbSpan` is the span of the verb alone. */
export type Act = NodeBase & {
  readonly kind: "Act";
  readonly verbSpan: { start: number; end: number };
} & ActForm;

export type ActForm =
  | { readonly verb: "sign up"; readonly includingImports: boolean }
  | { readonly verb: "unsubscribe"; readonly channel: Name | undefined }
  | { readonly verb: "resubscribe"; readonly channel: Name | undefined }
  | { readonly verb: "get tag"; readonly tag: TextLiteral | undefined }
  | { readonly verb: "get order"; readonly state: Name | undefined; readonly store: Name | undefined }
  | { readonly verb: "lose tag"; readonly tag: TextLiteral | undefined }
  | { readonly verb: "join"; readonly group: GroupRef | undefined }
  | { readonly verb: "leave group"; readonly group: GroupRef | undefined }
  | { readonly verb: "leave"; readonly people: PeopleRef | undefined }
  | { readonly verb: "enter"; readonly people: PeopleRef | undefined }
  | { readonly verb: "change"; readonly field: Name | undefined; readonly to: Expression | undefined }
  | { readonly verb: "buy"; readonly goods: Goods; readonly store: Name | undefined }
  | { readonly verb: "abandon cart"; readonly store: Name | undefined }
  | { readonly verb: "see back in stock"; readonly goods: Goods; readonly store: Name | undefined }
  | { readonly verb: "open"; readonly message: Name | undefined }
  | { readonly verb: "click"; readonly message: Name | undefined; readonly link: TextLiteral | undefined }
  | { readonly verb: "text"; readonly keyword: TextLiteral | undefined }
  | { readonly verb: "answer"; readonly survey: Name | undefined }
  | { readonly verb: "do"; readonly event: Name | undefined };

export type Goods =
  | { readonly kind: "any" }
  | { readonly kind: "category"; readonly names: readonly TextLiteral[] }
  | { readonly kind: "products"; readonly codes: readonly TextLiteral[] };

/** `contact buys any product where …`, `contact does not open Welcome for 3 days`. */
export interface Trigger extends NodeBase {
  readonly kind: "Trigger";
  /** A lone `contact`; in a test sentence also a person. */
  readonly subject: Name;
  readonly act: Act;
  /** `present` is right; `past` if another form was written where a trigger belongs, and the checker says so. */
  readonly tense: Tense;
  /** `does not open` */
  readonly negated: boolean;
  readonly for: Expression | undefined;
  readonly since: Expression | undefined;
  readonly where: Expression | undefined;
}
