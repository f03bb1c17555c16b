import type { ValueType } from "../program/values.ts";

type Kind = ValueType["type"];

/** One argument of a helper, in its place. */
export interface HelperParameter {
  readonly name: string;
  /** Types of a value that it takes; `any` is every type but a record and a list. */
  readonly accepts: readonly Kind[] | "any" | "list" | "record or value" | "anything";
  /** It must be written as one of these texts, or as the name of a link of the message. */
  readonly oneOf?: readonly string[] | "links";
  readonly optional?: true;
  /** An absent value makes the helper's result absent; without this an absent value is an ordinary argument. */
  readonly carriesAbsence?: true;
}

/** A helper of the templates: `{{date contact.birthday "long"}}`, or, as a block, `{{#if contact.city}} … {{/if}}`. */
export interface TemplateHelper {
  readonly name: string;
  readonly use: "value" | "block";
  readonly parameters: readonly HelperParameter[];
  /** Type of its result; `first` is that of the first argument, made present by the second. Blocks have none. */
  readonly result?: Kind | "first";
  /** One line for completion, hover and the manual. */
  readonly doc: string;
}

const DATE_STYLES = ["short", "medium", "long", "full"] as const;
const TEXTS: readonly Kind[] = ["text", "email", "phone", "url", "timezone", "country", "language", "enum"];

/**
 * All that a template may call. The runtime implements exactly these; whatever else Handlebars brings (`lookup`, `log`,
 * partials) is refused. An absent value prints nothing: a helper whose argument carries absence gives it on.
 */
export const TEMPLATE_HELPERS: readonly TemplateHelper[] = [
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
    name: "date",
    use: "value",
    parameters: [
      { name: "value", accepts: ["date", "moment"], carriesAbsence: true },
      { name: "style", accepts: ["text"], oneOf: DATE_STYLES, optional: true },
    ],
    result: "text",
    doc: "The day, in the contact's language and zone; `medium` unless said.",
  },
  {
    name: "time",
    use: "value",
    parameters: [
      { name: "value", accepts: ["time", "moment"], carriesAbsence: true },
      { name: "style", accepts: ["text"], oneOf: ["short", "medium"], optional: true },
    ],
    result: "text",
    doc: "The time of day, in the contact's language and zone; `short`, without seconds, unless said.",
  },
  {
    name: "money",
    use: "value",
    parameters: [{ name: "value", accepts: ["money"], carriesAbsence: true }],
    result: "text",
    doc: "An amount with its currency, as it is written in the contact's language.",
  },
  {
    name: "number",
    use: "value",
    parameters: [
      { name: "value", accepts: ["number"], carriesAbsence: true },
      { name: "decimals", accepts: ["number"], optional: true },
    ],
    result: "text",
    doc: "A number, grouped as in the contact's language, with so many decimals if said.",
  },
  {
    name: "upper",
    use: "value",
    parameters: [{ name: "value", accepts: TEXTS, carriesAbsence: true }],
    result: "text",
    doc: "The text in capitals.",
  },
  {
    name: "lower",
    use: "value",
    parameters: [{ name: "value", accepts: TEXTS, carriesAbsence: true }],
    result: "text",
    doc: "The text in small letters.",
  },
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
  {
    name: "link",
    use: "value",
    parameters: [{ name: "name", accepts: ["text"], oneOf: "links" }],
    result: "url",
    doc: "The address of a link that the message declares.",
  },
  {
    name: "eq",
    use: "value",
    parameters: [
      { name: "left", accepts: "any" },
      { name: "right", accepts: "any" },
    ],
    result: "boolean",
    doc: "Whether two values are equal, for `if` and `unless`.",
  },
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
    doc: "The block with the value as `this`, where it is there; else its `{{else}}`.",
  },
];

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
    parameter.optional ? `${parameter.name}?` : parameter.name,
  );
  return [helper.use === "block" ? `#${helper.name}` : helper.name, ...parameters].join(" ");
}
