import type { ValueType } from "@trajet/compiler/program";
import type { Json } from "./facts.ts";
import type { Scope } from "./scope.ts";
import { type Value, ValueError } from "./value.ts";
import { decode } from "./wire.ts";

const optional = (type: ValueType["type"]): ValueType => ({ type, optional: true });

/** What every contact has beside the fields that its audience declares. */
export const BUILT_IN_FIELDS: Readonly<Record<string, ValueType>> = {
  email: optional("email"),
  phone: optional("phone"),
  language: optional("language"),
  timezone: optional("timezone"),
  country: optional("country"),
  source: { type: "text" },
  createdAt: { type: "moment" },
  subscribedAt: optional("moment"),
  emailStatus: { type: "text" },
  smsStatus: { type: "text" },
  rating: { type: "number" },
};

/** The type of a field of the contact, `undefined` for one that is neither built in nor known to the program. */
export function fieldType(scope: Pick<Scope, "fields">, name: string): ValueType | undefined {
  if (Object.hasOwn(scope.fields, name)) return scope.fields[name];
  return Object.hasOwn(BUILT_IN_FIELDS, name) ? BUILT_IN_FIELDS[name] : undefined;
}

/** The value of a contact's field as it is stored. Throws a `ValueError` that names the field. */
export function decodeField(scope: Pick<Scope, "fields">, name: string, json: Json): Value {
  const type = fieldType(scope, name);
  if (!type) throw new ValueError(`the program does not know the type of the contact's field "${name}"`);
  try {
    return decode(type, json, "stored");
  } catch (error) {
    if (error instanceof ValueError) throw new ValueError(`field "${name}": ${error.message}`);
    throw error;
  }
}
