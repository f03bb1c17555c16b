import type { ValueType } from "@trajet/compiler/program";
import type { Json } from "../../engine/facts.ts";
import { ValueError } from "../../engine/values.ts";
import { jsonOf } from "./cell.ts";
import { isDocument, isSilent, type Manner, type Raw } from "./reading.ts";
import { membersOf, readValue, shown } from "./value.ts";

/**
 * The payload of an own event, by the names on the wire; declared names are taken too. In a row it is a cell of JSON.
 * Throws a `ValueError`.
 */
export function propertiesOf(type: ValueType, given: Json | undefined, manner: Manner): Raw {
  const document = isSilent(given, manner) || given === null ? {} : documentOf(given, manner);
  const payload = readValue(type, onTheWire(type, document), { ...manner, form: "json" });
  return isDocument(payload) ? payload : {};
}

function documentOf(given: Json, manner: Manner): Raw {
  const value = typeof given === "string" && manner.form === "text" ? jsonOf(given) : given;
  if (isDocument(value)) return value;
  throw new ValueError(`expected an object, found ${shown(value)}`);
}

/** Renames the members that stand under their declared names. */
function onTheWire(type: ValueType, document: Raw): Raw {
  const wire = membersOf(type);
  const renamed = Object.entries(document).map(([name, value]) => [
    wire.has(name) ? name : wireNameOf(type, name),
    value,
  ]);
  return Object.fromEntries(renamed);
}

function wireNameOf(type: ValueType, name: string): string {
  const member: (ValueType & { readonly wireName?: string }) | undefined = Object.hasOwn(
    type.fields ?? {},
    name,
  )
    ? type.fields?.[name]
    : undefined;
  return member?.wireName ?? name;
}
