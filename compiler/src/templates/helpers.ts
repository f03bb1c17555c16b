import type { ValueType } from "../program/values.ts";

type Kind = ValueType["type"];

/** One argument of a helper, in its place. */
export interface HelperParameter {
  readonly name: string;
  /** Types of a value that it takes; `any` is every type but a record and a list, `printable list` a list of those. */
  readonly accepts:
    | readonly Kind[]
    | "any"
    | "list"
    | "printable list"
    | "list or record"
    | "record or value"
    | "anything";
  /** Written as a number, it is a whole one between these. */
  readonly range?: readonly [least: number, most: number];
  /** It must be written as one of these texts, or as the name of a link of the message. */
  readonly oneOf?: readonly string[] | "links";
  readonly optional?: true;
  /** The last one may be given several times. */
  readonly repeated?: true;
  /** An absent value makes the helper's result absent; without this an absent value is an ordinary argument. */
  readonly carriesAbsence?: true;
}

/** A helper of the templates: `{{date contact.birthday "long"}}`, or, as a block, `{{#if contact.city}} … {{/if}}`. */
export interface TemplateHelper {
  readonly name: string;
  readonly use: "value" | "block";
  readonly parameters: readonly HelperParameter[];
  /**
   * Type of its result; `first` is that of the first argument, made present by the second, `member` that of what is
   * looked up. Blocks have none.
   */
  readonly result?: Kind | "first" | "member";
  /** One line for completion, hover and the manual. */
  readonly doc: string;
}

const ORDERED: readonly Kind[] = ["number", "money", "date", "moment", "time", "duration"];
const DATE_STYLES = ["short", "medium", "long", "full"] as const;
const TEXTS: readonly Kind[] = ["text", "email", "phone", "url", "timezone", "country", "language", "enum"];

/** A helper that makes a text of one value, and further values that choose how. */
function printing(
  name: string,
  accepts: HelperParameter["accepts"],
  more: readonly HelperParameter[],
  doc: string,
): TemplateHelper {
  const value: HelperParameter = { name: "value", accepts, carriesAbsence: true };
  return { name, use: "value", parameters: [value, ...more], result: "text", doc };
}

function style(...oneOf: readonly string[]): HelperParameter {
  return { name: "style", accepts: ["text"], oneOf, optional: true };
}

const DECIMALS: HelperParameter = { name: "decimals", accepts: ["number"], range: [0, 15], optional: true };

const VALUES: readonly TemplateHelper[] = [
  {
    name: "default",
    use: "value",
    parameters: [
      { name: "value", accepts: "any" },
      { name: "fallback", accepts: "any", carriesAbsence: true },
    ],
    result: "first",
    doc: "The value, or the fallback where there is none.",
  },
  {
    name: "lookup",
    use: "value",
    parameters: [
      { name: "of", accepts: "list or record" },
      { name: "name", accepts: ["text", "number"] },
    ],
    result: "member",
    doc: "The element of a list at a place, counted from 0, or the field of a record that is named in quotes.",
  },
  printing(
    "date",
    ["date", "moment"],
    [style(...DATE_STYLES)],
    "The day, in the contact's language and zone; `medium` unless said.",
  ),
  printing(
    "time",
    ["time", "moment"],
    [style("short", "medium")],
    "The time of day, in the contact's language and zone; `short`, without seconds, unless said.",
  ),
  printing(
    "dateTime",
    ["moment"],
    [style(...DATE_STYLES)],
    "Day and time, in the contact's language and zone; the day `medium` unless said.",
  ),
  printing(
    "weekday",
    ["date", "moment"],
    [style("long", "short")],
    "The day of the week, in the contact's language and zone; `long` unless said.",
  ),
  printing(
    "relative",
    ["date", "moment"],
    [],
    "How many days from today, in the contact's language and zone: tomorrow, in 3 days, 2 days ago.",
  ),
  printing(
    "money",
    ["money"],
    [],
    "An amount with its currency, as it is written in the contact's language.",
  ),
  printing(
    "number",
    ["number"],
    [DECIMALS],
    "A number, grouped as in the contact's language, with so many decimals if said.",
  ),
  printing(
    "percent",
    ["number"],
    [DECIMALS],
    "A share as a percentage, 0.25 as 25%, in the contact's language; without decimals unless said.",
  ),
  {
    name: "plural",
    use: "value",
    parameters: [
      { name: "count", accepts: ["number"], carriesAbsence: true },
      { name: "one", accepts: ["text"] },
      { name: "other", accepts: ["text"] },
    ],
    result: "text",
    doc: "The first text for a count of one, else the second.",
  },
  printing("upper", TEXTS, [], "The text in capitals."),
  printing("lower", TEXTS, [], "The text in small letters."),
  printing("capital", TEXTS, [], "The text with a capital as its first letter."),
  printing(
    "truncate",
    TEXTS,
    [{ name: "length", accepts: ["number"], range: [1, 10_000] }],
    "At most so many characters of the text; where it is longer, the last is an ellipsis.",
  ),
  printing("encode", TEXTS, [], "The text for a place in an address, behind ?name=."),
  {
    name: "join",
    use: "value",
    parameters: [
      { name: "list", accepts: "printable list" },
      { name: "between", accepts: ["text"], optional: true },
    ],
    result: "text",
    doc: "The elements of a list with a text between them; without one, as a sentence lists them: a, b and c.",
  },
  {
    name: "link",
    use: "value",
    parameters: [{ name: "name", accepts: ["text"], oneOf: "links" }],
    result: "url",
    doc: "The address of a link of the message.",
  },
];

function comparing(name: string, accepts: HelperParameter["accepts"], doc: string): TemplateHelper {
  const parameters: readonly HelperParameter[] = [
    { name: "left", accepts },
    { name: "right", accepts },
  ];
  return { name, use: "value", parameters, result: "boolean", doc };
}

function joining(name: string, doc: string): TemplateHelper {
  const parameters: readonly HelperParameter[] = [
    { name: "first", accepts: "anything" },
    { name: "others", accepts: "anything", repeated: true },
  ];
  return { name, use: "value", parameters, result: "boolean", doc };
}

const CONDITIONS: readonly TemplateHelper[] = [
  comparing("eq", "any", "Whether two values are equal."),
  comparing("ne", "any", "Whether two values are unequal; a missing one is unequal to all that is there."),
  comparing(
    "lt",
    ORDERED,
    "Whether the left value is less than, or before, the right one; a missing one is not.",
  ),
  comparing(
    "le",
    ORDERED,
    "Whether the left value is at most, or not after, the right one; a missing one is not.",
  ),
  comparing(
    "gt",
    ORDERED,
    "Whether the left value is more than, or after, the right one; a missing one is not.",
  ),
  comparing(
    "ge",
    ORDERED,
    "Whether the left value is at least, or not before, the right one; a missing one is not.",
  ),
  joining("and", "Whether `if` would take the block of every value."),
  joining("or", "Whether `if` would take the block of one of the values."),
  {
    name: "not",
    use: "value",
    parameters: [{ name: "condition", accepts: "anything" }],
    result: "boolean",
    doc: "Whether `if` would take the `{{else}}` of the value.",
  },
];

const BLOCKS: readonly TemplateHelper[] = [
  {
    name: "if",
    use: "block",
    parameters: [{ name: "condition", accepts: "anything" }],
    doc: "The block where the value is there, and neither false, empty nor 0; else its `{{else}}`.",
  },
  {
    name: "unless",
    use: "block",
    parameters: [{ name: "condition", accepts: "anything" }],
    doc: "The block where `if` would take its `{{else}}`.",
  },
  {
    name: "each",
    use: "block",
    parameters: [{ name: "list", accepts: "list" }],
    doc: "The block once for each element, which is `this` inside it; `{{else}}` for an empty list.",
  },
  {
    name: "with",
    use: "block",
    parameters: [{ name: "value", accepts: "record or value" }],
    doc: "The block with the value as `this`, where it is there, and neither false nor empty; else its `{{else}}`.",
  },
];

/**
 * All that a template may call. The runtime implements exactly these; whatever else Handlebars brings (`log`, decorators)
 * is refused. An absent value prints nothing: a helper whose argument carries absence gives it on.
 */
export const TEMPLATE_HELPERS: readonly TemplateHelper[] = [...VALUES, ...CONDITIONS, ...BLOCKS];

const BY_NAME: ReadonlyMap<string, TemplateHelper> = new Map(
  TEMPLATE_HELPERS.map((helper) => [helper.name, helper]),
);

/** The helper of that name, `undefined` if there is none. */
export function templateHelper(name: string): TemplateHelper | undefined {
  return BY_NAME.get(name);
}

/** `date value "style"?`: how a helper is called. */
export function signatureOf(helper: TemplateHelper): string {
  const parameters = helper.parameters.map((parameter) =>
    parameter.repeated ? `${parameter.name}…` : parameter.optional ? `${parameter.name}?` : parameter.name,
  );
  return [helper.use === "block" ? `#${helper.name}` : helper.name, ...parameters].join(" ");
}
