/** Half-open range of UTF-16 offsets into the text of one file. Lines and columns are made at the edge. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface NodeBase {
  readonly span: Span;
}

/** Every word that names something: a declared name, a field, a label, a parameter. */
export interface Name extends NodeBase {
  readonly kind: "Name";
  readonly text: string;
}

/**
 * A `"string"` or a `"""text block"""`. `value` has its escapes resolved and a text block's indentation removed;
 * `raw` is the token as it stands, so that `sourceOffset` can map an index of `value` back to the file.
 */
export interface TextLiteral extends NodeBase {
  readonly kind: "Text";
  readonly value: string;
  readonly raw: string;
  readonly block: boolean;
  /** The closing quote is missing: the string ended with its line. */
  readonly unclosed: boolean;
}

/** `"Interests"."Baking"` */
export interface GroupRef extends NodeBase {
  readonly kind: "GroupRef";
  readonly category: TextLiteral | undefined;
  readonly group: TextLiteral | undefined;
}

/** A segment, loyalty query or custom audience, and the tier of it if one is named: `Lapsed`, `TopSpenders.gold`. */
export interface PeopleRef extends NodeBase {
  readonly kind: "PeopleRef";
  readonly name: Name | undefined;
  readonly tier: Name | undefined;
}

export type Unit = "second" | "minute" | "hour" | "day" | "week" | "month" | "year";
export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
export type CalendarUnit = "week" | "month" | "quarter" | "year";
