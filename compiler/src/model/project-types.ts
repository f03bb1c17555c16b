import type {
  Audience,
  EventDeclaration,
  Field,
  Parameter,
  RecordDeclaration,
  Shape,
  TypeNode,
} from "@trajet/grammar";
import { askedFields } from "./asked-audiences.ts";
import { fieldsOf } from "./audience.ts";
import { BUILT_IN_RECORDS, builtInRecord, CONTACT_FIELDS } from "./builtin-types.ts";
import type { Facts, Kept } from "./facts.ts";
import { readSchema } from "./json-schema/read-schema.ts";
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

/** Types that are kept from one state of a project to the next, by their declarations. */
export interface KeptTypes {
  readonly contacts: WeakMap<Audience, Kept<Type>>;
  readonly records: WeakMap<RecordDeclaration | EventDeclaration, Kept<Type>>;
}

/** Reads each declaration once, when it is first asked for. A record that contains itself is unknown where it does. */
export function createProjectTypes(
  { symbols, heads }: { readonly symbols: Symbols; readonly heads: Symbols },
  readFile: (path: string) => string | undefined,
  facts: Facts,
  kept: KeptTypes,
): ProjectTypes {
  const underWay = new Set<string>();

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
    const declared = symbols.records.get(name) ?? symbols.events.get(name);
    if (declared === undefined) return builtInRecord(name, onlyCurrency(symbols));
    if (underWay.has(name)) return UNKNOWN;
    const read = (): Type =>
      declared.kind === "Event" ? shape(declared.shape, name) : fieldsType(declared.fields, name);
    // Inside another record it is read anew: where a circle is cut depends on where the reading began.
    if (underWay.size > 0) return inside(name, read);
    return facts.keep(kept.records, declared, () => inside(name, read));
  };

  const inside = (name: string, read: () => Type): Type => {
    underWay.add(name);
    const type = read();
    underWay.delete(name);
    return type;
  };

  const shape = (written: Shape | undefined, name: string): Type => {
    if (written === undefined) return { type: "record", name, fields: {} };
    if (written.kind === "fields") return fieldsType(written.fields, name);
    return readSchema(written.path.value, name, readFile)?.type ?? UNKNOWN;
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
    const declared = heads.audiences.get(audience);
    if (declared === undefined) return { type: "record", name: "contact", fields: CONTACT_FIELDS };
    return facts.keep(kept.contacts, declared, () => contactType(fieldsOf(declared), audience));
  };

  const contactType = (own: readonly Field[], audience: string): Type => {
    const type = fieldsType(own, "contact");
    return { ...type, fields: askedFields({ ...type.fields, ...CONTACT_FIELDS }, audience, facts) };
  };

  return {
    contact,
    event: (name) => (symbols.events.has(name) ? record(name) : undefined),
    node,
    shape,
    parameters: (parameters) =>
      new Map(parameters.flatMap(({ name, type }) => (name === undefined ? [] : [[name.text, node(type)]]))),
    currency: (store) => (store === undefined ? onlyCurrency(symbols) : currencyOfStore(symbols, store)),
  };
}

/** Whether a name may stand as the type of a field. */
export function isRecordName(name: string, symbols: Symbols): boolean {
  return (
    symbols.records.has(name) ||
    symbols.events.has(name) ||
    BUILT_IN_RECORDS.some((builtIn) => builtIn === name)
  );
}

/** Names that may stand as the type of a field: records, events, and the built-in ones. */
export function recordNames(symbols: Symbols): readonly string[] {
  return [...symbols.records.keys(), ...symbols.events.keys(), ...BUILT_IN_RECORDS];
}
