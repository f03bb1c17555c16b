/** The type of a field, parameter or payload, as programs and the doors use it. */
export interface ValueType {
  readonly type:
    | "text"
    | "number"
    | "money"
    | "boolean"
    | "date"
    | "time"
    | "moment"
    | "duration"
    | "email"
    | "phone"
    | "url"
    | "timezone"
    | "country"
    | "language"
    | "enum"
    | "record";
  /** Of an enumeration. */
  readonly values?: readonly string[];
  /** Of a record, by name. */
  readonly fields?: Readonly<Record<string, ValueType>>;
  readonly list?: true;
  readonly optional?: true;
}

/**
 * A constant of a program. Plain JSON for text, numbers and booleans; the other types are tagged, so that a value can
 * be told from a text that looks like it. Money is an exact decimal; a duration keeps its calendar units apart.
 */
export type Constant =
  | string
  | number
  | boolean
  | { readonly money: string; readonly currency: string }
  | { readonly date: string }
  | { readonly time: string }
  | { readonly duration: Duration }
  | readonly Constant[];

/** Whole or fractional amounts by unit; seconds, minutes and hours are exact, the others follow the calendar of a zone. */
export interface Duration {
  readonly years?: number;
  readonly months?: number;
  readonly weeks?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}
