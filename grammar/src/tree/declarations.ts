import type { Name, NodeBase, TextLiteral } from "./base.ts";
import type {
  Expression,
  Literal,
  Measure,
  NumberLiteral,
  ObjectExpression,
  PercentLiteral,
  Period,
} from "./expressions.ts";
import type { Fragment, Journey } from "./journeys.ts";
import type { Test } from "./tests.ts";
import type { TypeNode } from "./types.ts";

export type Declaration =
  | Labels
  | Audience
  | Store
  | RecordDeclaration
  | EventDeclaration
  | Coupon
  | Email
  | Sms
  | Survey
  | Channel
  | Message
  | Webhook
  | CustomAudience
  | SegmentDeclaration
  | Loyalty
  | Fragment
  | Journey
  | Test;

/** Common to all declarations. `doc` is the text of its `///` lines, joined by newlines. */
export interface DeclarationBase extends NodeBase {
  readonly doc: string | undefined;
  /** The keyword that starts it (for `custom audience`, both words). */
  readonly keywordSpan: { readonly start: number; readonly end: number };
}

/** `labels "a", "b"` and `objectives "a", "b"` */
export interface Labels extends DeclarationBase {
  readonly kind: "Labels";
  readonly of: "labels" | "objectives";
  readonly names: readonly TextLiteral[];
}

export interface Audience extends DeclarationBase {
  readonly kind: "Audience";
  readonly name: Name | undefined;
  readonly items: readonly (Field | Group | Tags)[];
}
/** A line `field plan as "Plan": "free" | "pro" = "free"` of an audience, event or record. */
export interface Field extends NodeBase {
  readonly kind: "Field";
  readonly doc: string | undefined;
  readonly name: Name | undefined;
  readonly wireName: TextLiteral | undefined;
  readonly type: TypeNode | undefined;
  readonly default: Literal | undefined;
}
export interface Group extends NodeBase {
  readonly kind: "Group";
  readonly category: TextLiteral | undefined;
  readonly groups: readonly TextLiteral[];
}
export interface Tags extends NodeBase {
  readonly kind: "Tags";
  readonly tags: readonly TextLiteral[];
}

export interface Store extends DeclarationBase {
  readonly kind: "Store";
  readonly name: Name | undefined;
  readonly items: readonly StoreItem[];
}
export type StoreItem = NodeBase &
  (
    | { readonly kind: "Platform"; readonly value: TextLiteral | undefined }
    | { readonly kind: "Currency"; readonly value: Name | undefined }
    | {
        readonly kind: "Products";
        readonly from: TextLiteral | undefined;
        readonly codes: readonly TextLiteral[];
      }
    | { readonly kind: "Categories"; readonly names: readonly TextLiteral[] }
  );

export interface RecordDeclaration extends DeclarationBase {
  readonly kind: "Record";
  readonly name: Name | undefined;
  readonly fields: readonly Field[];
}
/** Fields in place, or a JSON Schema file. */
export type Shape =
  | { readonly kind: "file"; readonly path: TextLiteral }
  | { readonly kind: "fields"; readonly fields: readonly Field[] };
export interface EventDeclaration extends DeclarationBase {
  readonly kind: "Event";
  readonly name: Name | undefined;
  readonly wireName: TextLiteral | undefined;
  readonly shape: Shape | undefined;
}
export interface Coupon extends DeclarationBase {
  readonly kind: "Coupon";
  readonly name: Name | undefined;
  readonly source:
    | { readonly kind: "pool" }
    | { readonly kind: "code"; readonly code: TextLiteral | undefined }
    | undefined;
}

export interface Parameter extends NodeBase {
  readonly kind: "Parameter";
  readonly name: Name | undefined;
  readonly type: TypeNode | undefined;
}
export type MessageItem = NodeBase &
  (
    | {
        readonly kind: "From" | "Subject" | "Preview" | "Title" | "TextBody" | "Url";
        readonly text: TextLiteral | undefined;
      }
    | { readonly kind: "Body"; readonly file: boolean; readonly text: TextLiteral | undefined }
    | {
        readonly kind: "Link";
        readonly doc: string | undefined;
        readonly name: TextLiteral | undefined;
        readonly url: TextLiteral | undefined;
      }
    | {
        readonly kind: "Question";
        readonly doc: string | undefined;
        readonly name: Name | undefined;
        readonly text: TextLiteral | undefined;
        readonly scale: { readonly low: NumberLiteral; readonly high: NumberLiteral | undefined } | undefined;
        readonly type: TypeNode | undefined;
      }
    | { readonly kind: "MessageKind"; readonly value: "marketing" | "transactional" | undefined }
    | { readonly kind: "Label"; readonly name: TextLiteral | undefined }
    | { readonly kind: "IfUnknown"; readonly policy: "skip" | "resend" | undefined }
  );
export interface MessageBase extends DeclarationBase {
  readonly name: Name | undefined;
  readonly parameters: readonly Parameter[];
  readonly audience: Name | undefined;
  readonly items: readonly MessageItem[];
}
export interface Email extends MessageBase {
  readonly kind: "Email";
}
export interface Sms extends MessageBase {
  readonly kind: "Sms";
}
export interface Survey extends MessageBase {
  readonly kind: "Survey";
}
/** A message of a further channel: `message Alert for Newsletter by push { … }` */
export interface Message extends MessageBase {
  readonly kind: "Message";
  readonly channel: Name | undefined;
}
export interface Channel extends DeclarationBase {
  readonly kind: "Channel";
  readonly name: Name | undefined;
  readonly to: readonly Expression[];
  readonly through: readonly Name[];
}

export type WebhookItem = NodeBase &
  (
    | { readonly kind: "Method" | "WebhookUrl"; readonly text: TextLiteral | undefined }
    | {
        readonly kind: "Header";
        readonly name: TextLiteral | undefined;
        readonly value: TextLiteral | undefined;
        readonly env: Name | undefined;
      }
    | { readonly kind: "Secret"; readonly env: Name | undefined }
    | { readonly kind: "Send"; readonly body: ObjectExpression | undefined }
    | { readonly kind: "Receive"; readonly shape: Shape | undefined }
    | { readonly kind: "IfUnknown"; readonly policy: "skip" | "resend" | undefined }
  );
export interface Webhook extends DeclarationBase {
  readonly kind: "Webhook";
  readonly name: Name | undefined;
  readonly parameters: readonly Parameter[];
  readonly audience: Name | undefined;
  readonly items: readonly WebhookItem[];
}
export interface CustomAudience extends DeclarationBase {
  readonly kind: "CustomAudience";
  readonly name: Name | undefined;
  readonly networks: readonly TextLiteral[];
}

export interface SegmentDeclaration extends DeclarationBase {
  readonly kind: "Segment";
  readonly name: Name | undefined;
  readonly audience: Name | undefined;
  readonly where: Expression | undefined;
}

export type LoyaltyItem = NodeBase &
  (
    | { readonly kind: "FromStores"; readonly any: boolean; readonly stores: readonly Name[] }
    | { readonly kind: "RankBy"; readonly measure: Measure | undefined }
    | { readonly kind: "Over"; readonly period: Period | undefined }
    | { readonly kind: "AtLeast"; readonly orders: NumberLiteral | undefined }
    | { readonly kind: "Where"; readonly condition: Expression }
    | { readonly kind: "Top"; readonly size: NumberLiteral | PercentLiteral | undefined }
    | { readonly kind: "Tiers"; readonly tiers: readonly Tier[] }
    | { readonly kind: "Stay"; readonly duration: Expression | undefined }
  );
export interface Tier extends NodeBase {
  readonly kind: "Tier";
  readonly name: Name;
  /** `undefined` with `rest` false: the size is missing. */
  readonly size: NumberLiteral | PercentLiteral | undefined;
  readonly rest: boolean;
}
/** The lines in the order of the text; the checker says which are missing or doubled, the formatter orders them. */
export interface Loyalty extends DeclarationBase {
  readonly kind: "Loyalty";
  readonly name: Name | undefined;
  readonly audience: Name | undefined;
  readonly items: readonly LoyaltyItem[];
}
