import { resolve, storedField } from "../engine/references.ts";
import { BUILT_IN_FIELDS, decodeField, isList, type Value } from "../engine/values.ts";
import { print } from "./formats.ts";
import type { Reader } from "./locale.ts";
import type { RenderInput } from "./message.ts";

/**
 * A value in a template that is not printed as JavaScript would: it keeps the value, for helpers, and is the text.
 * Nothing of it can be reached by a path in a template.
 */
export class Printed {
  readonly #value: Value;
  readonly #reader: Reader;

  constructor(value: Value, reader: Reader) {
    this.#value = value;
    this.#reader = reader;
  }

  static unwrap(given: unknown): Value | undefined {
    return given instanceof Printed ? given.#value : undefined;
  }

  toString(): string {
    return print(this.#value, this.#reader);
  }
}

/** What a template sees: no object in it has a prototype, so a path finds what stands here and nothing else. */
export type Context = { readonly [name: string]: unknown };

/**
 * `contact`, the arguments by their names, `unsubscribe.url`, `entry`, and the names that steps gave. A field is read when the template asks for it: one that
 * is stored wrongly stops only the messages that print it. Texts pass through `clean`.
 */
export function contextOf(input: RenderInput, reader: Reader, clean: (text: string) => string): Context {
  const show = (value: Value) => shown(value, reader, clean);
  const args = Object.entries(input.args).map(([name, value]) => [name, () => show(value)] as const);
  const remembered = Object.entries(input.remembered ?? {}).map(
    ([name, value]) => [name, () => show(value)] as const,
  );
  const { surveyUrl } = input;
  // Of two of one name the last counts.
  return lazily([
    ...remembered,
    ["entry", () => entryOf(input, show)],
    ...args,
    ["contact", () => contactOf(input, show)],
    ["unsubscribe", () => lazily([["url", () => input.unsubscribeUrl]])],
    ...(surveyUrl === undefined ? [] : [["survey", () => lazily([["url", () => surveyUrl]])] as const]),
  ]);
}

const ENTRY_MEMBERS = ["order", "product", "cart", "answer", "event"] as const;

/** What started the run; nothing outside a run. */
function entryOf({ program, facts }: RenderInput, show: (value: Value) => unknown): Context | undefined {
  if (facts.entry === null) return undefined;
  return lazily(
    ENTRY_MEMBERS.map((member) => [member, () => show(resolve("entry", [member], program, facts))] as const),
  );
}

function contactOf(input: RenderInput, show: (value: Value) => unknown): Context {
  const { program, facts } = input;
  const names = new Set([...Object.keys(BUILT_IN_FIELDS), ...Object.keys(program.fields)]);
  return lazily([
    ["id", () => show(facts.contact.id)],
    ...[...names].map(
      (name) => [name, () => show(decodeField(program, name, storedField(name, facts)))] as const,
    ),
  ]);
}

function shown(value: Value, reader: Reader, clean: (text: string) => string): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return clean(value);
  if (typeof value === "number") return new Printed(value, reader);
  if (isList(value)) return value.map((item) => shown(item, reader, clean));
  if (value.type !== "record") return new Printed(value, reader);
  return lazily(
    Object.entries(value.fields).map(([name, member]) => [name, () => shown(member, reader, clean)] as const),
  );
}

function lazily(members: readonly (readonly [string, () => unknown])[]): Context {
  const context: Context = Object.create(null);
  for (const [name, get] of members)
    Object.defineProperty(context, name, { get, enumerable: true, configurable: true });
  return context;
}
