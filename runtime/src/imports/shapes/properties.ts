import type { ValueType } from "@trajet/compiler/program";
import type { Json } from "../../engine/facts.ts";
import { ValueError } from "../../engine/values.ts";
import { jsonOf } from "./cell.ts";
import { isDocument, isSilent, type Manner, type Raw } from "./reading.ts";
import { readValue, shown } from "./value.ts";

/** The payload of an own event, by the names on the wire. In a row it is a cell of JSON. Throws a `ValueError`. */
export function propertiesOf(type: ValueType, given: Json | undefined, manner: Manner): Raw {
  const document = isSilent(given, manner) || given === null ? {} : documentOf(given, manner);
  const payload = readValue(type, document, { ...manner, form: "json" });
  return isDocument(payload) ? payload : {};
}

function documentOf(given: Json, manner: Manner): Raw {
  const value = typeof given === "string" && manner.form === "text" ? jsonOf(given) : given;
  if (isDocument(value)) return value;
  throw new ValueError(`expected an object, found ${shown(value)}`);
}
