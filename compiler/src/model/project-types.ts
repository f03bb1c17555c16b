import type { Field, Parameter, Shape, TypeNode } from "@trajet/grammar";
import { BUILT_IN_RECORDS, builtInRecord, CONTACT_FIELDS } from "./builtin-types.ts";
import { readJsonSchema } from "./json-schema.ts";
import { currencyOfStore, onlyCurrency } from "./stores.ts";
import type { Symbols } from "./symbols.ts";
import { optional, type Type, UNKNOWN } from "./types.ts";

/** The types that a project declares. What is not declared is `undefined`, or unknown where a type is asked for. */
export interface ProjectTypes {
  /** The record of a contact: built-in fields and those of the audience. */
  readonly contact: (audience: string) => Type;
  /** The payload of an event. */
  readonly event: (name: string) => Type | undefined;
  /** The type that a field or parameter is given. */
  readonly node: (node: TypeNode | undefined) => Type;
  /** Of an event or a webhook's answer: fields in place, or a JSON Schema file. */
  readonly shape: (shape: Shape | undefined, name: string) => Type;
  readonly parameters: (parameters: readonly Parameter[]) => ReadonlyMap<string, Type>;
  /** The currency of a store, or of all stores where they agree. */
  readonly currency: (store: string | undefined) => string | undefined;
}

/** Reads each declaration once, when it is first asked for. A record that contains itself is unknown where it does. */
export function createProjectTypes(
  symbols: Symbols,
  readFile: (path: string) => string | undefined,
): ProjectTypes {
  const contacts = new Map<string, Type>();
  const named = new Map<string, Type>();
  const common = onlyCurrency(symbols);

  const node = (written: TypeNode | undefined): Type => {
    if (written === undefined) return UNKNOWN;
    const element = elementType(written);
    if (element.unknown) return element;
    const listed: Type = written.list ? { ...element, list: true } : element;
    return written.optional ? optional(listed) : listed;
  };

  const elementType = (written: TypeNode): Type => {
    switch (written.of.kind) {
      case "primitive":
        return { type: written.of.name };
      case "enum":
        return { type: "enum", values: written.of.values.map((value) => value.value) };
      case "named":
        return record(written.of.name.text) ?? UNKNOWN;
      case "missing":
        return UNKNOWN;
      default:
        return written.of satisfies never;
    }
  };

  const record = (name: string): Type | undefined => {
    const known = named.get(name);
    if (known !== undefined) return known;
    const declared = symbols.records.get(name);
    const event = symbols.events.get(name);
    if (declared === undefined && event === undefined) return builtInRecord(name, common);
    named.set(name, UNKNOWN);
    const type = declared === undefined ? shape(event?.shape, name) : fieldsType(declared.fields, name);
    named.set(name, type);
    return type;
  };

  const shape = (written: Shape | undefined, name: string): Type => {
    if (written === undefined) return { type: "record", name, fields: {} };
    if (written.kind === "fields") return fieldsType(written.fields, name);
    const text = readFile(written.path.value);
    const read = text === undefined ? undefined : readJsonSchema(text, name);
    return read?.type ?? UNKNOWN;
  };

  const fieldsType = (fields: readonly Field[], name: string): Type => {
    const types: Record<string, Type> = {};
    for (const field of fields) {
      if (field.name === undefined) continue;
      const type = node(field.type);
      types[field.name.text] =
        field.wireName === undefined ? type : { ...type, wireName: field.wireName.value };
    }
    return { type: "record", name, fields: types };
  };

  const contact = (audience: string): Type => {
    const known = contacts.get(audience);
    if (known !== undefined) return known;
    const items = symbols.audiences.get(audience)?.items ?? [];
    const own = fieldsType(
      items.filter((item) => item.kind === "Field"),
      "contact",
    );
    const type: Type = { type: "record", name: "contact", fields: { ...own.fields, ...CONTACT_FIELDS } };
    contacts.set(audience, type);
    return type;
  };

  return {
    contact,
    event: (name) => (symbols.events.has(name) ? record(name) : undefined),
    node,
    shape,
    parameters: (parameters) =>
      new Map(parameters.flatMap(({ name, type }) => (name === undefined ? [] : [[name.text, node(type)]]))),
    currency: (store) => (store === undefined ? common : currencyOfStore(symbols, store)),
  };
}

/** Names that may stand as the type of a field: records, events, and the built-in ones. */
export function recordNames(symbols: Symbols): readonly string[] {
  return [...symbols.records.keys(), ...symbols.events.keys(), ...BUILT_IN_RECORDS];
}
